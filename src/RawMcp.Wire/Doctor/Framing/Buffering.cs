namespace RawMcp.Wire;

/// <summary>MT204: what the server writes comes only when its stdin ends.</summary>
internal static class Buffering
{
    public static IEnumerable<Finding> Find(Facts facts)
    {
        if (facts.Life.InputEnded is not { } end || facts.Lacks(Pipe.Stdout) || Loading.Signs(facts, end.Time).Count > 0) yield break;
        var silence = facts.Options.Silence.Nanoseconds();
        var asked = facts.Calls.OfClient.FirstOrDefault(call => end.Time - call.Request.LastByte >= silence && call.Response is { } answer && answer.LastByte > end.Time);
        if (asked is null || facts.Life.Watched.Any(look => look.Time < end.Time && look.Time > asked.Request.LastByte && look.Unread > 0)) yield break;

        // Everything came behind the end; or a frame was begun long before, and its rest came behind the end.
        var answer = asked.Response!;
        var allLate = facts.FromServer[0].FirstByte > end.Time;
        var held = answer.FirstByte < end.Time - silence;
        var first = allLate ? facts.FromServer[0].FirstByte : answer.LastByte;
        if ((!allLate && !held) || first - end.Time > DoctorLimits.Effect.Nanoseconds()) yield break;
        var late = facts.FromServer.Count(frame => frame.LastByte > end.Time);
        yield return new Finding(Faults.Buffered, Severity.Error,
            allLate
                ? $"The server wrote nothing for {Amounts.Time(end.Time - asked.Request.LastByte)} while it was asked, and "
                    + $"{Amounts.Count(late, "frame")} at once, {Amounts.Time(first - end.Time)} after its stdin ended: it holds its "
                    + "output back in a buffer."
                : $"The server wrote the beginning of a frame, and its rest only {Amounts.Time(first - end.Time)} after its stdin "
                    + $"ended, {Amounts.Time(end.Time - answer.FirstByte)} later: it holds its output back in a buffer.",
            [facts.Show(asked.Request), new Evidence.Event(end.Time, "end of stdin"), facts.Show(allLate ? facts.FromServer[0] : answer)],
            "Flush stdout after every message: print(…, flush=True) or python -u, setvbuf or fflush in C, stdbuf -oL before a command, $| = 1 in Perl.");
    }
}
