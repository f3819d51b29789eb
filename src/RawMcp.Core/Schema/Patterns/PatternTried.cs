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
    private readonly Dictionary<int, (int From, int To)> covered = [];
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

    /// <summary>Whether a step's run that was gone through holds the place.</summary>
    public bool IsCovered(int step, int at) => covered.TryGetValue(step, out var run) && at > run.From && at <= run.To;

    /// <summary>Notes a step's run.</summary>
    public void Cover(int step, int from, int to) => covered[step] = (from, to);
}
