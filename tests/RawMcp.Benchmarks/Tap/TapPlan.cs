namespace Benchmarks.Tap;

/// <summary>How much is measured of the tap. Fewer than three rounds are a smoke test, with short measures and a small stream.</summary>
/// <param name="Rounds">Rounds of each measure, interleaved.</param>
internal sealed record TapPlan(int Rounds)
{
    /// <summary>The frames that go there and back: their lengths in bytes, and how often in a round.</summary>
    public IReadOnlyList<(int Bytes, int Count)> Frames => IsSmokeTest ? [(200, 500), (4096, 500), (65536, 100)] : [(200, 10_000), (4096, 10_000), (65536, 4_000)];

    public bool IsSmokeTest => Rounds < 3;

    public long StreamBytes => IsSmokeTest ? 50_000_000 : 1_000_000_000;

    public int StreamRounds => Math.Min(Rounds, 5);

    public int Starts => IsSmokeTest ? 10 : 200;

    /// <summary>Reads the words after <c>tap</c>; null when there is one that nobody knows.</summary>
    public static TapPlan? Parse(ReadOnlySpan<string> words) => words switch
    {
        [] => new(10),
        ["--rounds", var number] when int.TryParse(number, out var rounds) && rounds > 0 => new(rounds),
        _ => null,
    };
}
