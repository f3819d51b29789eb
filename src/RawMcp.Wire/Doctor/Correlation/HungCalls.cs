namespace RawMcp.Wire;

/// <summary>MT504 and MT505: calls that nobody answers, and who waits for whom.</summary>
internal static class HungCalls
{
    public static IEnumerable<Finding> Find(Facts facts)
    {
        var least = facts.Options.HungCall.Nanoseconds();
        var asked = facts.Session.IsModern ? [] : facts.Calls.OfServer.Where(call => facts.Calls.IsOpen(call) && facts.Calls.Waited(call) >= least).ToList();
        if (asked is [var question, ..])
        {
            var parents = facts.Calls.Open.Where(call => call.Request.LastByte <= question.Request.LastByte).ToList();
            yield return new Finding(Faults.ServerWaits, parents.Count > 0 ? Severity.Error : Severity.Warning,
                $"The server asked the client {Calls.Named([question])} and has had no answer for "
                    + $"{Amounts.Time(facts.Calls.Waited(question))}{(parents.Count > 0 ? $"; meanwhile {Calls.Named(parents)} waits for the server" : "")}.",
                [facts.Show(question.Request), .. facts.Show(parents.Select(call => call.Request), 2), new Evidence.Span(question.Request.LastByte, facts.Calls.WaitedUntil(question), "no answer on stdin")],
                "In the client, answer requests of the server while a call of its own is in flight: read stdout in a loop that "
                    + "no handler blocks, and refuse (error -32601) what it does not know. In the server, give the question a timeout.");
        }

        // Where the server left, its end is the matter; a call that was given up with a timeout counts as well.
        if ((facts.Life.ServerLeftFirst && facts.Life.End is not null) || facts.Life.GaveUp is not null) yield break;
        var hung = facts.Calls.OfClient.Where(call => Hangs(facts, call) && SilentFor(facts, call) >= least).ToList();
        if (hung.Count == 0) yield break;
        var first = hung[0];
        var (from, until) = (first.Request.LastByte, facts.Calls.WaitedUntil(first));
        var look = facts.Life.Watched.LastOrDefault(one => one.Time >= from && one.Time <= until);
        List<Evidence> evidence = [.. facts.Show(hung.Select(call => call.Request), 3), new Evidence.Span(from, until, "no answer, no progress")];
        if (look is not null) evidence.Add(new Evidence.Event(look.Time, Processes.State(look)));
        yield return new Finding(Faults.HungCall, Severity.Error,
            $"{Calls.Named(hung)} {(hung.Count == 1 ? "has" : "have")} had no answer for "
                + $"{Amounts.Time(facts.Calls.Waited(first))}; "
                + $"{Processes.Mood(facts, from, until)}{(facts.Life.HostLeftFirst ? $", until the host {facts.Life.Left}" : "")}.",
            evidence, "Look at what the server does at that moment (py-spy dump, dotnet-stack, node --inspect, gdb): it waits for a network, a lock or an input without a timeout, or it computes. Give slow work a timeout and report progress." + facts.Session.OtherEra);
    }

    private static bool Hangs(Facts facts, IndexedCall call) =>
        facts.Calls.IsOpen(call) || (call.IsInFlight && facts.Calls.Cancelled(call) is not null && !facts.Lacks(Pipe.Stdout) && facts.Calls.Progress(call) is null
            && !facts.Params(call).Find("_meta"u8).Find("progressToken"u8).IsAbsent);

    private static long SilentFor(Facts facts, IndexedCall call) =>
        facts.Calls.WaitedUntil(call) - Math.Max(call.Request.LastByte, facts.Calls.Progress(call)?.LastByte ?? 0);
}
