using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>Bytes with some stretches replaced and the rest as it was: nothing is read and written anew.</summary>
internal sealed class Splice(ReadOnlyMemory<byte> bytes)
{
    private readonly SortedDictionary<int, (ByteRange Old, byte[] New)> cuts = [];

    /// <summary>Puts something else in a place; nothing where there is no such place. Places do not overlap.</summary>
    public void Put(ByteRange? place, ReadOnlySpan<byte> with)
    {
        if (place is { Length: > 0 } old && !bytes.Span.Slice(old.Start, old.Length).SequenceEqual(with)) cuts[old.Start] = (old, with.ToArray());
    }

    /// <summary>Writes it.</summary>
    public void WriteTo(Stream to)
    {
        var at = 0;
        foreach (var (old, fresh) in cuts.Values)
        {
            to.Write(bytes.Span[at..old.Start]);
            to.Write(fresh);
            at = old.End;
        }

        to.Write(bytes.Span[at..]);
    }

    /// <summary>All of it.</summary>
    public byte[] ToArray()
    {
        if (cuts.Count == 0) return bytes.ToArray();
        using var all = new MemoryStream(bytes.Length + 64);
        WriteTo(all);
        return all.ToArray();
    }
}
