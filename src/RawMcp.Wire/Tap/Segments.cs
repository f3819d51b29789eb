namespace RawMcp.Wire;

/// <summary>
/// Blocks that wait for the disk: a bounded number of equal pieces of memory, each filled with whole blocks. Not thread-safe.
/// </summary>
/// <param name="most">How many pieces there may be.</param>
/// <param name="clock">Tells since when a piece has been waiting.</param>
internal sealed class Segments(int most, TapClock clock)
{
    private readonly Queue<Segment> full = new();
    private readonly Stack<Segment> free = new();
    private Segment? current;
    private int allocated;

    /// <summary>A piece is full: there is something to write that will not grow any more.</summary>
    public bool HasFull => full.Count > 0;

    /// <summary>Nothing waits.</summary>
    public bool IsEmpty => full.Count == 0 && current is null;

    /// <summary>When the oldest block that waits was recorded; only where one waits.</summary>
    public long Since => (full.TryPeek(out var oldest) ? oldest : current!).Since;

    /// <summary>Place for a block; empty when there is none.</summary>
    /// <param name="size">The block's size, at most <see cref="TapLimits.SegmentBytes"/>.</param>
    /// <param name="beyond">Pieces beyond the bound: for the few events that must not be lost.</param>
    public Span<byte> Reserve(int size, int beyond = 0)
    {
        if (current is null || current.Bytes.Length - current.Used < size)
        {
            if (free.Count == 0 && allocated >= most + beyond) return default;
            if (current is not null) full.Enqueue(current);
            if (!free.TryPop(out current))
            {
                current = new Segment();
                allocated++;
            }
        }

        if (current.Used == 0) current.Since = clock.Now;
        var place = current.Bytes.AsSpan(current.Used, size);
        current.Used += size;
        return place;
    }

    /// <summary>Blocks of that size together would find place.</summary>
    public bool HasRoom(int size) => free.Count > 0 || allocated < most || (current is not null && current.Bytes.Length - current.Used >= size);

    /// <summary>The oldest piece, to be given back.</summary>
    public Segment? Take()
    {
        if (full.TryDequeue(out var oldest)) return oldest;
        oldest = current;
        current = null;
        return oldest;
    }

    /// <summary>Takes a piece back.</summary>
    public void Return(Segment segment)
    {
        segment.Used = 0;
        if (allocated > most) allocated--;
        else free.Push(segment);
    }
}

/// <summary>A piece of memory with whole blocks in it.</summary>
internal sealed class Segment
{
    public readonly byte[] Bytes = GC.AllocateUninitializedArray<byte>(TapLimits.SegmentBytes);

    public int Used;

    /// <summary>When its first block was recorded.</summary>
    public long Since;
}
