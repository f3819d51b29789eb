namespace RawMcp.Wire;

/// <summary>MT301 and MT302: the server cannot go on, because nobody takes what it writes.</summary>
internal static class BlockedWrites
{
    /// <summary>What a pipe of Linux holds.</summary>
    private const long PipeBytes = 65_536;

    public static IEnumerable<Finding> Find(Facts facts)
    {
        if (Stuck.Writing(facts, Pipe.Stderr) is { } log)
        {
            var written = facts.Errors.Sum(frame => frame.Length + 1);
            var open = OpenAt(facts, log.Look.Time);
            yield return new Finding(Faults.StderrBlocked, open.Count > 0 ? Severity.Error : Severity.Warning,
                $"Nobody reads the server's stderr: {log.Who("the host")}, after {Amounts.Bytes(written)} of stderr; a server "
                    + $"that cannot write its log stands still{Waiting(open)}.",
                [log.Evidence, .. facts.Show(facts.Stderr.Last(1).Select(line => line.Frame)), .. facts.Show(open.Select(call => call.Request), 2)],
                "In the host, read stderr all the time from the moment the server starts, even if nobody wants it. Until then "
                    + "make the server log less, or redirect its stderr to a file (sh -c 'exec server 2>server.log').");
        }

        if (Stuck.Writing(facts, Pipe.Stdout) is { } protocol)
        {
            var open = OpenAt(facts, protocol.Look.Time);
            yield return new Finding(Faults.StdoutBlocked, Severity.Error,
                $"The host does not read the server's stdout: {protocol.Who("it")}, so that the server cannot go on{Waiting(open)}.",
                [protocol.Evidence, .. facts.Show(open.Select(call => call.Request), 2)],
                "In the host, read stdout in a loop of its own that never waits for a write: with two pipes of 65,536 bytes, "
                    + "each side that writes before it reads can stop the other.");
        }
        else if (facts.OnStdout.Tail is { } half && half.Length >= PipeBytes && half.Length % PipeBytes == 0 && Standstill(facts, half) is { } waited)
        {
            yield return new Finding(Faults.StdoutBlocked, Severity.Error,
                $"Half a frame of {Amounts.Bytes(half.Length)} has been waiting {Amounts.Time(waited)} for its rest: exactly what "
                    + "a pipe holds, so the server is blocked in writing it.",
                [facts.Show(half), new Evidence.Span(half.LastByte, half.LastByte + waited, "nothing more came")],
                "Let the reader of the server's stdout read on while it waits for anything else.");
        }
    }

    private static long? Standstill(Facts facts, IndexedFrame half)
    {
        var waited = (facts.Life.ServerLeft?.Time ?? facts.Until) - half.LastByte;
        return waited > DoctorLimits.Effect.Nanoseconds() ? waited : null;
    }

    private static List<IndexedCall> OpenAt(Facts facts, long time) =>
        [.. facts.Calls.OfClient.Where(call => call.Request.LastByte <= time && (facts.Calls.IsOpen(call) || call.Response?.LastByte > time))];

    private static string Waiting(List<IndexedCall> open) => open.Count == 0 ? "" : $", and {Calls.Named(open)} waits";
}
