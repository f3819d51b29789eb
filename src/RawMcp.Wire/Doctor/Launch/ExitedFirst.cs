namespace RawMcp.Wire;

/// <summary>MT109: the server ended by itself before it had answered anything.</summary>
internal static class ExitedFirst
{
    private static readonly string[] Telling = ["error:", "fatal:", "panic:", "exception:", "cannot find module"];

    public static IEnumerable<Finding> Find(Facts facts)
    {
        if (!Applies(facts)) yield break;
        var asked = facts.Session.First is { } call ? $"before it had answered {Calls.Name(call)}" : "before anybody had asked it anything";
        var last = facts.Stderr.Last(3);

        // A usage text may follow what went wrong: the line that says so tells more than the last one.
        var telling = facts.Stderr.Lines.FirstOrDefault(line => Telling.Any(line.Has));
        if (telling is not null) last = [telling, .. last.Where(line => line != telling)];
        var words = telling is not null ? $"; on stderr it wrote: {Excerpt.Of(telling.Text.Trim())}"
            : last.Count > 0 ? $"; its last words on stderr: {Excerpt.Of(last[^1].Text.Trim())}"
            : facts.OnStdout.Text.Count > 0 ? "; it wrote nothing to stderr, but to stdout what is no message" : "; it wrote nothing to stderr";
        var evidence = new List<Evidence>();
        if (facts.Life.Exit is { } exit) evidence.Add(exit);
        evidence.AddRange(facts.Show(last.Select(line => line.Frame)));
        if (last.Count == 0) evidence.AddRange(facts.Show(facts.OnStdout.Text.TakeLast(2)));
        if (facts.Session.First is { } first) evidence.Add(facts.Show(first.Request));
        yield return new Finding(Faults.ExitedFirst, Severity.Error, $"The server {facts.Life.Ended} {asked}{words}.", evidence,
            last.Count > 0
                ? "Read its last lines on stderr: they usually name what is missing. Then start the same command in a terminal, "
                    + "with the environment that the host gives."
                : "Start the same command in a terminal and look at what it prints; the host's environment and directory may differ from the terminal's." + facts.Session.OtherEra);
    }

    /// <summary>The server left, first, and without any response.</summary>
    public static bool Applies(Facts facts) =>
        facts.NeverAnswered && facts.Life is { End: not null, Spawned: not null } life && (life.ServerLeftFirst || FailedAtTheEnd(facts, life));

    // Where a script feeds it, its stdin ends at once; that is no reason to fail.
    private static bool FailedAtTheEnd(Facts facts, Life life) =>
        life is { InputEnded: not null, OutputBroken: null, Signalled: null } && (life.ExitCode > 0 || life.End is CaptureEvent.Killed { Number: 4 or 6 or 7 or 8 or 11 }) && facts.Calls.Open.Count > 0
        && life.End!.Time - life.InputEnded.Time <= DoctorLimits.Effect.Nanoseconds();
}
