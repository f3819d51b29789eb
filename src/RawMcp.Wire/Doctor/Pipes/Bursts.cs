namespace RawMcp.Wire;

/// <summary>MT305: of two requests that came at once, the second is answered only when something else comes.</summary>
internal static class Bursts
{
    /// <summary>So many frames before one are looked at for what the server still had to do.</summary>
    private const int Before = 32;

    public static IEnumerable<Finding> Find(Facts facts)
    {
        if (facts.Lacks(Pipe.Stdout) || facts.Lacks(Pipe.Stdin)) yield break;
        var found = new List<(IndexedCall Call, long Since, IndexedFrame Woke)>();
        for (var (i, ahead) = (1, 1); i < facts.ToServer.Count && found.Count < DoctorLimits.FramesRead; i++)
        {
            var (before, frame) = (facts.ToServer[i - 1], facts.ToServer[i]);

            // In one chunk: their last bytes were read at the same moment.
            if (frame.LastByte != before.LastByte || frame.Messages is not [{ Kind: MessageKind.Request, Call: { Response: { } answer } call }]) continue;
            while (ahead < facts.ToServer.Count && facts.ToServer[ahead].LastByte <= frame.LastByte) ahead++;
            if (ahead == facts.ToServer.Count || facts.ToServer[ahead] is var next && answer.LastByte <= next.LastByte) continue;

            // What it had to do before, and was asked before, must have been done long ago.
            var since = Math.Max(frame.LastByte, Enumerable.Range(Math.Max(0, i - Before), Math.Min(i, Before)).SelectMany(at => facts.ToServer[at].Messages)
                .Select(message => message.Kind == MessageKind.Request ? message.Call?.Response?.LastByte ?? 0 : 0).Where(time => time < next.LastByte).DefaultIfEmpty().Max());
            var (asleep, awake) = (next.LastByte - since, answer.LastByte - next.LastByte);
            if (asleep >= 2 * DoctorLimits.Effect.Nanoseconds() && awake * 4 <= asleep && awake <= DoctorLimits.Effect.Nanoseconds()) found.Add((call, since, next));
        }

        if (found is not [var (asked, from, woke), ..]) yield break;
        yield return new Finding(Faults.Swallowed, Severity.Error,
            $"{Calls.Name(asked)} came in one chunk with another message and was overlooked for "
                + $"{Amounts.Time(woke.LastByte - from)}, until the next message came; then it was answered after "
                + $"{Amounts.Time(asked.Response!.LastByte - woke.LastByte)}{(found.Count > 1 ? $" ({Amounts.Times(found.Count)} in all)" : "")}.",
            [facts.Show(asked.Request), new Evidence.Span(from, woke.LastByte, "the server had nothing else to do"), facts.Show(woke), facts.Show(asked.Response)],
            "In the server, look for further lines in what one read returned before waiting for the next read: select and poll "
                + "know nothing of what a buffer of the library already holds.");
    }
}
