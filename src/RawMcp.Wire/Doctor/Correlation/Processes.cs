using System.Globalization;

namespace RawMcp.Wire;

/// <summary>What the system said about a silent server, in words.</summary>
internal static class Processes
{
    /// <summary>Busy, idle, or not known, in words behind a semicolon.</summary>
    public static string Mood(Facts facts, long from, long until)
    {
        var look = facts.Life.Watched.LastOrDefault(one => one.Time >= from && one.Time <= until);
        if (look is null) return "the server is silent";
        var unread = look.Unread > 0 ? $", and has not read {Amounts.Bytes(look.Unread.Value)} of its stdin" : "";
        if (facts.Life.Load(from, until) is { Share: >= DoctorLimits.Busy } load)
            return $"the server is silent but busy ({Share(load.Share)} of a processor){unread}";
        return $"the server is silent and idle ({(look.Waiting is { } call ? $"{Excerpt.Of(look.State)} in: {Excerpt.Of(call)}" : Excerpt.Of(look.State))}){unread}";
    }

    public static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(share * 100)} %");

    public static string State(CaptureEvent.Watched look) =>
        "the server is "
            + $"{Excerpt.Of(look.State)}{(look.Waiting is { } call ? $" in: {Excerpt.Of(call)}" : "")}{(look.Cpu is { } cpu ? $", {Amounts.Time(cpu)} of processor time" : "")}{(look.Unread is { } unread ? $", {Amounts.Bytes(unread)} of stdin unread" : "")}"
        + (look.Descendants.Count == 0 ? "" : $", below it {string.Join(", ", look.Descendants.Take(5).Select(process => $"{Excerpt.Of(process.Name)} ({process.ProcessId})"))}");
}
