namespace RawMcp.Wire;

/// <summary>MT705 and MT706: the server left, or left in another way than the host expects.</summary>
internal static class Endings
{
    private static readonly string[] Memory = ["out of memory", "OutOfMemory", "MemoryError", "heap limit", "Cannot allocate memory", "oom-kill"];

    public static IEnumerable<Finding> Find(Facts facts)
    {
        var life = facts.Life;
        if (life.ServerLeftFirst && facts.Session.FirstResponse is not null)
        {
            var lost = facts.Calls.Open.ToList();
            var calm = lost.Count == 0 && life.ExitCode == 0 && facts.OnStdout.Tail is null;
            if (life.End is null && lost.Count == 0) yield break;
            yield return calm ? Left(facts) : Crashed(facts, lost);
        }
        else if (life is { HostLeftFirst: true, ExitCode: not (0 or null), Signalled: null } && !facts.Calls.Open.Any() && facts.Session.FirstResponse is not null)
        {
            yield return new Finding(Faults.CleanExit, Severity.Info,
                $"The host {life.Left} first, with every call answered, and the server then exited with code {life.ExitCode}: an "
                    + "orderly end, which some hosts report as a crash because of the code.",
                [new Evidence.Event(life.HostLeft!.Time, $"the host {life.Left}"), life.Exit!], "In the server, exit with code 0 when stdin ends.");
        }
    }

    private static Finding Left(Facts facts) => new(Faults.CleanExit, Severity.Warning,
        "The server exited with code 0 while the host was still connected and no call was in flight; hosts report that as a disconnection.",
        [facts.Life.Exit!, .. facts.Show(facts.FromServer.TakeLast(1)), .. facts.Show(facts.Stderr.Last(2).Select(line => line.Frame))],
        "In the server, run until stdin ends: look for an idle timeout, for a main function that returns after the first answer, "
            + "or for work that nothing keeps alive. A host should start it again.");

    private static Finding Crashed(Facts facts, List<IndexedCall> lost)
    {
        var life = facts.Life;
        var last = facts.Stderr.Last(3);
        var outOfMemory = facts.Stderr.Lines.FirstOrDefault(line => Memory.Any(line.Has));
        var why = outOfMemory is not null ? $"; it had no memory left: {Excerpt.Of(outOfMemory.Text.Trim())}"
            : life.End is CaptureEvent.Killed { Number: 9 } || life.ExitCode == 137 ? "; nobody on this connection sent SIGKILL, so it was the system, usually for want of memory, or somebody else"
            : last.Count > 0 ? $"; its last words: {Excerpt.Of(last[^1].Text.Trim())}" : "";
        List<Evidence> evidence = [.. life.Exit is { } exit ? [exit] : Array.Empty<Evidence>(), .. facts.Show(lost.Select(call => call.Request), 2)];
        if (facts.OnStdout.Tail is { } half) evidence.Add(facts.Show(half));
        evidence.AddRange(facts.Show((outOfMemory is not null ? [outOfMemory] : last).Select(line => line.Frame), 2));
        return new Finding(Faults.Crashed, Severity.Error,
            $"The server {(life.End is null ? "closed its stdout" : life.Ended)} in the middle of the "
                + $"session{(lost.Count > 0 ? $", with {Calls.Named(lost)} unanswered" : "")}{why}.",
            evidence, life.End is null
                ? "Look for what closes stdout in the server, such as a library that redirects it, while the process lives on."
                : "Read its last lines on stderr; then send the same request to it in a terminal. Whether a lost call took effect "
                    + "nobody can say: do not repeat it blindly.");
    }
}
