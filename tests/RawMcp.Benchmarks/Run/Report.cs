namespace Benchmarks.Run;

/// <summary>Everything a run found out. The first of the runs is the pinned one, where there is one.</summary>
internal sealed record Report(Plan Plan, PipeLimit Limit, EchoFrames Frames, DateTimeOffset Date)
{
    private readonly List<(string Pair, string Reason)> left = [];

    public string Machine { get; } = Run.Machine.Describe();

    public string? LoadAverage { get; } = Run.Machine.LoadAverage();

    public List<(Pinning Pinning, Samples Samples)> Runs { get; } = [];

    /// <summary>Pairs that were skipped or failed, and why.</summary>
    public IReadOnlyList<(string Pair, string Reason)> Left => left;

    public void Leave(string pair, string reason)
    {
        left.Add((pair, reason));
        Console.Error.WriteLine($"left out: {pair}: {reason}");
    }
}
