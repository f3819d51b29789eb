namespace RawMcp.Wire;

/// <summary>
/// Reads a capture record by record. Total: any bytes give records and, at the end, one <see cref="CaptureEnd"/>; only the
/// stream itself can throw. Holds one block at a time, however long the capture is.
/// </summary>
/// <remarks>
/// A capture that is still being written ends in the middle of a block, or behind one, for now. Over a stream that can seek,
/// <see cref="TryRead"/> may be called again later and goes on from there.
/// </remarks>
/// <param name="file">The bytes of the capture from where they begin.</param>
/// <param name="maxBlockBytes">The longest block that is read; a longer one is passed over.</param>
public sealed class CaptureReader(Stream file, int maxBlockBytes = CaptureLimits.MaxBlockBytes)
{
    private readonly byte[] small = new byte[12];
    private byte[] block = new byte[4096];
    private Section? section;
    private long position;

    /// <summary>Where the next block begins: the length of what was read whole.</summary>
    public long Position => position;

    /// <summary>How the capture ended; null while there is more.</summary>
    public CaptureEnd? End { get; private set; }

    /// <summary>The next record. False at the end, which <see cref="End"/> describes.</summary>
    public bool TryRead(out CaptureRecord record)
    {
        record = null!;
        if (End is { Kind: CaptureEndKind.Damaged or CaptureEndKind.NotACapture }) return false;
        if (End is not null && !Rewind()) return false;
        while (End is null)
        {
            if (Next() is not { } found) continue;
            record = found;
            return true;
        }

        return false;
    }

    private bool Rewind()
    {
        if (!file.CanSeek) return false;
        file.Seek(position - consumed, SeekOrigin.Current);
        consumed = position;
        End = null;
        return true;
    }

    private long consumed; // bytes taken from the stream; beyond position when a block was not there whole

    private CaptureRecord? Next()
    {
        var start = position;
        var got = Fill(small.AsSpan(0, 12));
        if (got == 0) return Stop(CaptureEndKind.Whole, 0, "The last block is complete.");
        if (section is null && !LooksLikeSection(small.AsSpan(0, got)))
            return Stop(CaptureEndKind.NotACapture, got, "This is no pcapng file: it does not begin with a section header.");
        if (got < 12) return Torn(got);

        // A section header says its byte order itself, behind the length.
        var isSection = small.AsSpan(0, 4).SequenceEqual("\n\r\r\n"u8);
        if (isSection && !TryBegin(small.AsSpan(8, 4))) return Damaged(got, "a section header without its byte-order mark");
        var type = section!.U32(small);
        var length = section.U32(small.AsSpan(4));
        if (length < Pcapng.BlockOverhead || length % 4 != 0) return Damaged(got, $"a block cannot be {length} bytes long");
        if (length > maxBlockBytes) return PassOver(start, type, length);

        if (block.Length < length) block = new byte[Math.Min(maxBlockBytes, Math.Max(length, 2L * block.Length))];
        small.CopyTo(block, 0);
        got = 12 + Fill(block.AsSpan(12, (int)length - 12));
        if (got < length) return Torn(got);
        if (section.U32(block.AsSpan((int)length - 4)) != length) return Damaged(got, "a block's two lengths differ");
        position += length;
        return isSection ? new CaptureRecord.Section(start, section.LittleEndian) : section.Read(start, type, block.AsMemory(8, (int)length - Pcapng.BlockOverhead));
    }

    private static bool LooksLikeSection(ReadOnlySpan<byte> bytes) => "\n\r\r\n"u8.StartsWith(bytes[..Math.Min(4, bytes.Length)]);

    private bool TryBegin(ReadOnlySpan<byte> mark)
    {
        section = new Section(littleEndian: true);
        if (section.U32(mark) == Pcapng.ByteOrderMagic) return true;
        section = new Section(littleEndian: false);
        return section.U32(mark) == Pcapng.ByteOrderMagic;
    }

    private CaptureRecord? PassOver(long start, uint type, long length)
    {
        var left = length - 12;
        while (left > 0)
        {
            var got = Fill(block.AsSpan(0, (int)Math.Min(block.Length, left)));
            if (got == 0) return Torn(length - left);
            left -= got;
        }

        position += length;
        return new CaptureRecord.Skipped(start, type, length, $"it is longer than {maxBlockBytes} bytes");
    }

    private CaptureRecord? Torn(long tail) =>
        Stop(CaptureEndKind.Torn, tail, $"The file ends inside a block: its writer was killed, or is still writing. Everything before byte {position} is complete.");

    private CaptureRecord? Damaged(long tail, string what) =>
        Stop(CaptureEndKind.Damaged, tail, $"At byte {position} there is no block: {what}. What follows cannot be read.");

    private CaptureRecord? Stop(CaptureEndKind kind, long tail, string reason)
    {
        End = new CaptureEnd(kind, position, tail, reason);
        return null;
    }

    private int Fill(Span<byte> buffer)
    {
        var filled = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        consumed += filled;
        return filled;
    }
}
