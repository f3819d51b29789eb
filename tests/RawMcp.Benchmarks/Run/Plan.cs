namespace Benchmarks.Run;

/// <summary>How much is measured. Fewer than three rounds are a smoke test: one run, pinned where possible, with short warm-ups and small frames.</summary>
/// <param name="Rounds">Rounds of each measure; the frames of 100 MB at most five, and those of the peers one.</param>
/// <param name="Only">Only pairs whose name holds this; null for all.</param>
/// <param name="Json">One line of JSON on stdout instead of the tables.</param>
internal sealed record Plan(int Rounds, string? Only, bool Json)
{
    public const int BlobBytes = 10_000_000;

    public bool IsSmokeTest => Rounds < 3;

    /// <summary>Calls before the first measured one: enough for tiered compilation to come to its end.</summary>
    public int WarmUpCalls => IsSmokeTest ? 200 : 20_000;

    /// <summary>How long the calls of one measure go on.</summary>
    public int Milliseconds => IsSmokeTest ? 100 : 400;

    /// <summary>Calls over which allocated bytes are counted.</summary>
    public int CountedCalls => IsSmokeTest ? 200 : 2_000;

    public int PipeRoundTrips => IsSmokeTest ? 10_000 : 50_000;

    public int LargeRounds => Math.Min(Rounds, 5);

    /// <summary>The smaller of the two large frames; the other is twice as large.</summary>
    public int LargeBytes => IsSmokeTest ? 10_000_000 : 100_000_000;

    public int LargeMegabytes => LargeBytes / 1_000_000;

    /// <summary>Reads the words after <c>peers</c>; null when there is one that nobody knows.</summary>
    public static Plan? Parse(ReadOnlySpan<string> words)
    {
        var plan = new Plan(10, null, false);
        while (!words.IsEmpty)
        {
            switch (words)
            {
                case ["--rounds", var number, ..] when int.TryParse(number, out var rounds) && rounds > 0:
                    plan = plan with { Rounds = rounds };
                    words = words[2..];
                    break;
                case ["--only", var part, ..]:
                    plan = plan with { Only = part };
                    words = words[2..];
                    break;
                case ["--json", ..]:
                    plan = plan with { Json = true };
                    words = words[1..];
                    break;
                default:
                    return null;
            }
        }

        return plan;
    }
}
