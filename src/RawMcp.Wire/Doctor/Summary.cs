namespace RawMcp.Wire;

/// <summary>What a session was, in a sentence that judges nothing.</summary>
internal static class Summary
{
    public static string Of(List<Facts> recordings)
    {
        var frames = recordings.Sum(facts => (long)facts.ToServer.Count + facts.FromServer.Count);
        var calls = recordings.SelectMany(facts => facts.Calls.OfClient.Concat(facts.Calls.OfServer)).ToList();
        var open = calls.Count(call => call.IsInFlight);
        var last = recordings[^1];
        var end = last.Life switch
        {
            { SpawnFailed: not null } => "the server could not be started",
            { HostLeftFirst: true } life => $"the host {life.Left} first" + (life.End is null ? "" : $", and the server {life.Ended}"),
            { ServerLeftFirst: true } life => $"the server {life.Ended}",
            _ => "the end is not recorded",
        };
        return $"{Amounts.Count(frames, "frame")}, {Amounts.Count(calls.Count, "call")}{(open > 0 ? $", {open} of them unanswered" : "")}; {end}.";
    }
}
