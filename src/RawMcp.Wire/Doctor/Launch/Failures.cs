namespace RawMcp.Wire;

/// <summary>What servers and their launchers say when they do not come up.</summary>
internal static class Failures
{
    /// <summary>The server ended by itself, or said so much and nothing else, without ever answering.</summary>
    public static bool Happened(Facts facts) => facts.Life.Spawned is not null && facts.NeverAnswered && (facts.Life.ServerLeftFirst || facts.Session.FirstMessage is null);

    /// <summary>The lines of stderr with one of those words.</summary>
    public static List<StderrText.Line> Lines(Facts facts, params string[] words) => [.. facts.Stderr.Lines.Where(line => words.Any(line.Has)).Take(DoctorLimits.MaxEvidence)];

    public static List<Evidence> Evidence(Facts facts, IEnumerable<StderrText.Line> lines)
    {
        var evidence = facts.Show(lines.Select(line => line.Frame));
        if (facts.Life.Exit is { } exit) evidence.Add(exit);
        return evidence;
    }
}
