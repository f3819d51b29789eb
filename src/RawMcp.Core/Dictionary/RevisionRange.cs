using RawMcp.Mcp;

namespace RawMcp.WireDictionary;

/// <summary>
/// A set of revisions, as the dictionary writes it: <c>2025-06-18..</c>, <c>..2025-11-25</c>, <c>2025-03-26..2025-06-18</c>, one alone,
/// several with a comma between, or <c>..</c> for all.
/// </summary>
public readonly record struct RevisionRange
{
    private readonly byte bits; // one a revision, the oldest lowest

    private RevisionRange(int bits) => this.bits = (byte)bits;

    /// <summary>All revisions.</summary>
    public static RevisionRange All { get; } = new((1 << Revision.All.Count) - 1);

    /// <summary>No revision.</summary>
    public static RevisionRange None => default;

    /// <summary>No revision is in it.</summary>
    public bool IsEmpty => bits == 0;

    /// <summary>The revisions in it, oldest first.</summary>
    public IEnumerable<Revision> Revisions => Revision.All.Where(Contains);

    /// <summary>Reads a range. False for what is none, a revision that nobody knows among it.</summary>
    public static bool TryParse(string? text, out RevisionRange range)
    {
        range = None;
        if (text is null) return false;
        var bits = 0;
        foreach (var part in text.Split(','))
        {
            var dots = part.IndexOf("..", StringComparison.Ordinal);
            var (first, last) = dots < 0 ? (part, part) : (part[..dots], part[(dots + 2)..]);
            var from = dots >= 0 && first.Length == 0 ? 0 : Place(first);
            var to = dots >= 0 && last.Length == 0 ? Revision.All.Count - 1 : Place(last);
            if (from < 0 || to < from) return false;
            for (var i = from; i <= to; i++) bits |= 1 << i;
        }

        range = new(bits);
        return true;
    }

    /// <summary>Whether a revision is in it.</summary>
    public bool Contains(Revision revision)
    {
        ArgumentNullException.ThrowIfNull(revision);
        return (bits & (1 << revision.Place)) != 0;
    }

    /// <summary>Whether all of another range is in it.</summary>
    public bool Contains(RevisionRange other) => (other.bits & ~bits) == 0;

    /// <summary>What is in both.</summary>
    public RevisionRange And(RevisionRange other) => new(bits & other.bits);

    /// <summary>What is in either.</summary>
    public RevisionRange Or(RevisionRange other) => new(bits | other.bits);

    /// <summary>The range in words: <c>all revisions</c>, <c>from 2025-06-18 on</c>, <c>until 2025-11-25</c>, <c>2025-03-26 to 2025-06-18</c>.</summary>
    public override string ToString() => RangeWords.English(this);

    private static int Place(string revision)
    {
        for (var i = 0; i < Revision.All.Count; i++)
        {
            if (Revision.All[i].Text == revision) return i;
        }

        return -1;
    }
}
