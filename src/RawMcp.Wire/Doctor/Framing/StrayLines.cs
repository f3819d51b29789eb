using System.Text;

namespace RawMcp.Wire;

/// <summary>MT201: lines on stdout, or on stdin, that are no messages.</summary>
internal static class StrayLines
{
    public static IEnumerable<Finding> Find(Facts facts)
    {
        var fromServer = facts.OnStdout.Text;
        if (fromServer.Count > 0)
        {
            var kinds = fromServer.Take(DoctorLimits.FramesRead).Select(frame => StrayKind.Of(Encoding.UTF8.GetString(facts.Bytes(frame)))).Distinct().Take(3).ToList();
            var severity = facts.Toll(fromServer[0].LastByte);
            yield return new Finding(Faults.NotJson, severity,
                $"The server wrote {Lines(fromServer)} to stdout that "
                    + $"{(fromServer.Count == 1 ? "is no message" : "are no messages")} (it looks like "
                    + $"{string.Join(", and ", kinds.Select(kind => kind.Name))}); {Effect(facts, severity)}.",
                facts.Show(fromServer), string.Join(" ", kinds.Select(kind => kind.Remedy)));
        }

        var fromClient = facts.OnStdin.Text;
        if (fromClient.Count > 0)
        {
            yield return new Finding(Faults.NotJson, facts.Life.ServerLeftFirst && facts.NeverAnswered ? Severity.Error : Severity.Warning,
                $"The client wrote {Lines(fromClient)} to the server's stdin that "
                    + $"{(fromClient.Count == 1 ? "is no message" : "are no messages")}; some servers end the session at such a line.",
                facts.Show(fromClient), "In the client, write nothing but messages to the server's stdin. Where a script or a terminal feeds it, look at what is piped in.");
        }
    }

    private static string Lines(List<IndexedFrame> frames) =>
        frames.Count == 1 ? $"a line (at byte {frames[0].Offset})" : $"{Amounts.Count(frames.Count, "line")} (the first at byte {frames[0].Offset})";

    private static string Effect(Facts facts, Severity severity) => severity == Severity.Error
        ? $"the host then {facts.Life.Left}" : "this client went on, others end the session there";
}
