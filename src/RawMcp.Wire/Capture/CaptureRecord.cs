namespace RawMcp.Wire;

/// <summary>One thing that a capture holds, in the order of the file. A closed choice.</summary>
/// <param name="Offset">Where its block begins in the file, in bytes.</param>
public abstract record CaptureRecord(long Offset)
{
    /// <summary>A recording begins. A file normally has one; files joined end to end have several.</summary>
    /// <param name="Offset">Where.</param>
    /// <param name="LittleEndian">The byte order of everything that follows.</param>
    public sealed record Section(long Offset, bool LittleEndian) : CaptureRecord(Offset);

    /// <summary>A chunk: bytes of one stream as one read gave them.</summary>
    /// <param name="Offset">Where the block begins.</param>
    /// <param name="Stream">Which stream.</param>
    /// <param name="Time">When the read returned, in nanoseconds since 1970-01-01T00:00:00Z.</param>
    /// <param name="Bytes">The bytes; valid until the next record is read.</param>
    /// <param name="Missing">Bytes that the chunk had and the capture does not: some program cut it. 0 in what the tap writes.</param>
    public sealed record Chunk(long Offset, Pipe Stream, long Time, ReadOnlyMemory<byte> Bytes, long Missing = 0) : CaptureRecord(Offset)
    {
        /// <summary>Where the bytes begin in the file.</summary>
        public long BytesOffset => Offset + 8 + Pcapng.PacketHeader;
    }

    /// <summary>A process event.</summary>
    /// <param name="Offset">Where the block begins.</param>
    /// <param name="What">What happened.</param>
    public sealed record Happened(long Offset, CaptureEvent What) : CaptureRecord(Offset);

    /// <summary>A block that says nothing about a session: somebody else's, or one that cannot be read although its length is sound.</summary>
    /// <param name="Offset">Where.</param>
    /// <param name="Type">The block's type.</param>
    /// <param name="Length">Its length in bytes.</param>
    /// <param name="Why">Why it was passed over.</param>
    public sealed record Skipped(long Offset, uint Type, long Length, string Why) : CaptureRecord(Offset);
}

/// <summary>How a capture came to its end.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Offset">Where: the end of the last complete block.</param>
/// <param name="TailBytes">What follows there and could not be read; for damage, what was looked at.</param>
/// <param name="Reason">A sentence.</param>
public sealed record CaptureEnd(CaptureEndKind Kind, long Offset, long TailBytes, string Reason);

/// <summary>The ways a capture can end.</summary>
public enum CaptureEndKind
{
    /// <summary>Behind a complete block.</summary>
    Whole,

    /// <summary>In the middle of a block: its writer was killed while it wrote, or is still writing.</summary>
    Torn,

    /// <summary>At bytes that are no block. What follows cannot be found.</summary>
    Damaged,

    /// <summary>It goes on, but no more of it is taken up: it is longer than the reader's bounds.</summary>
    TooLong,

    /// <summary>It is no pcapng file at all.</summary>
    NotACapture,
}
