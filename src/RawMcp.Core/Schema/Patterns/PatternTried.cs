namespace RawMcp.Schema.Patterns;

/// <summary>Where one search has been, as step and place. A small table is kept as bits, a large one as a set that grows with the work done.</summary>
internal sealed class PatternTried(int steps, int length, long mostBits, SchemaWork work)
{
    /// <summary>Bits of a table that is made once for a text: 2 MB.</summary>
    public const long MaxBits = 1L << 24;

    /// <summary>Bits of a table that is made for each place of a text.</summary>
    public const long FewBits = 1L << 12;

    // An entry of a set is as much memory as many bits.
    private const int EntryCost = 10;

    private readonly bool isSmall = (long)steps * (length + 1) <= mostBits;
    private readonly Dictionary<int, Run> runs = [];
    private ulong[]? bits;
    private HashSet<long>? many;

    /// <summary>Notes a step and a place. False when they were noted before.</summary>
    public bool IsNew(int step, int at)
    {
        var key = ((long)step * (length + 1)) + at;
        if (!isSmall) return work.Spend(EntryCost) && (many ??= []).Add(key);
        if (bits is null)
        {
            bits = new ulong[((long)steps * (length + 1) / 64) + 1];
            work.Spend(bits.Length / 8);
        }

        ref var word = ref bits[key >> 6];
        var bit = 1UL << (int)(key & 63);
        if ((word & bit) != 0) return false;
        word |= bit;
        return true;
    }

    /// <summary>The run that a step has gone through last; null where there is none.</summary>
    public Run? RunOf(int step) => runs.TryGetValue(step, out var run) ? run : null;

    /// <summary>Notes a step's run.</summary>
    public void Cover(int step, Run run) => runs[step] = run;

    /// <summary>A run: where it begins, the first place that it led on from, and where it ends.</summary>
    public readonly record struct Run(int From, int First, int To);
}
