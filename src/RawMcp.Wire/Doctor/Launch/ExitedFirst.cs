namespace RawMcp.Wire;

/// <summary>MT109: the server ended by itself before it had answered anything.</summary>
internal static class ExitedFirst
{
    public static IEnumerable<Finding> Find(Facts facts)
    {
        if (!Applies(facts)) yield break;
        var asked = facts.Session.First is { } call ? $"before it had answered {Calls.Name(call)}" : "before anybody had asked it anything";
        var last = facts.Stderr.Last(3);
        var words = last.Count > 0 ? $"; its last words: {Excerpt.Of(last[^1].Text)}" : "; it wrote nothing to stderr";
        var evidence = new List<Evidence>();
        if (facts.Life.Exit is { } exit) evidence.Add(exit);
        evidence.AddRange(facts.Show(last.Select(line => line.Frame)));
        if (facts.Session.First is { } first) evidence.Add(facts.Show(first.Request));
        yield return new Finding(Faults.ExitedFirst, Severity.Error, $"The server {facts.Life.Ended} {asked}{words}.", evidence,
            last.Count > 0
                ? "Read its last lines on stderr: they usually name what is missing. Then start the same command in a terminal, with the environment that the host gives."
                : "Start the same command in a terminal and look at what it prints; the host's environment and directory may differ from the terminal's.");
    }

    /// <summary>The server left, first, and without any response.</summary>
    public static bool Applies(Facts facts) =>
        facts.Life is { ServerLeftFirst: true, Spawned: not null } && facts.Session.FirstResponse is null && !facts.Lacks(Pipe.Stdout)
        && facts.Life.End is not null;
}
