namespace RawMcp.Framing;

/// <summary>One line as it crossed the wire, without its LF, with the place where it began.</summary>
/// <param name="Offset">Bytes of the stream before this frame; 0 for the first.</param>
/// <param name="Bytes">The frame's bytes: a slice of the chunk that held it, or a buffer of its own if it spanned several.</param>
/// <param name="Ending">How the frame ended.</param>
/// <param name="Length">Bytes the frame had on the wire; more than <paramref name="Bytes"/> holds only when it was over-long.</param>
public readonly record struct Frame(long Offset, ReadOnlyMemory<byte> Bytes, FrameEnding Ending, long Length)
{
    /// <summary>True when nothing but spaces, tabs and carriage returns stands on the line.</summary>
    public bool IsBlank => Bytes.Span.IndexOfAnyExcept(" \t\r"u8) < 0;
}

/// <summary>How a frame came to its end. Only <see cref="Complete"/> frames can be messages; the others are evidence.</summary>
public enum FrameEnding
{
    /// <summary>Its terminator arrived: a LF, or the last byte that a Content-Length announced.</summary>
    Complete,

    /// <summary>It grew over the limit. Its first bytes are kept, the rest was counted and let go.</summary>
    OverLong,

    /// <summary>The stream ended in the middle of it.</summary>
    Unterminated,

    /// <summary>Content-Length framing only: a header that cannot be read. The rest of the stream has no frames.</summary>
    BadHeader,
}
