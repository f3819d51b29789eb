namespace RawMcp.Framing;

/// <summary>
/// MCP's framing on stdio: a message a line, cut on LF (0x0A) alone.
/// Spec: basic/transports/stdio (2026-07-28), basic/transports#stdio (before).
/// </summary>
/// <remarks>
/// <para>A CR is not a line break here: before the LF, or between two tokens, JSON reads it as white space.</para>
/// <para>A frame that lies inside one chunk is a slice of it. Only a frame that spans chunks is copied, once, and each
/// byte is searched once: a long line that arrives in small reads costs linear time.</para>
/// </remarks>
/// <param name="maxFrameBytes">The longest frame kept whole, in bytes; at least 1.</param>
public sealed class LineDecoder(int maxFrameBytes = FramingLimits.MaxFrameBytes) : IFrameDecoder
{
    private const byte Lf = (byte)'\n';
    private const int LongFrameBytes = 1024 * 1024;

    private readonly int max = maxFrameBytes >= 1 ? maxFrameBytes : throw new ArgumentOutOfRangeException(nameof(maxFrameBytes));

    private ReadOnlyMemory<byte> chunk;   // what Feed gave and TryRead has not yet consumed
    private byte[] partial = [];          // the frame begun in earlier chunks
    private int partialLength;
    private long discarded;               // bytes of an over-long frame already let go
    private long frameOffset;             // where the frame in progress began
    private bool ended;

    /// <inheritdoc/>
    public void Feed(ReadOnlyMemory<byte> chunk)
    {
        if (ended) throw new InvalidOperationException("The stream has ended; nothing can follow.");
        if (!this.chunk.IsEmpty) throw new InvalidOperationException("Read the frames of the last chunk first.");
        this.chunk = chunk;
    }

    /// <inheritdoc/>
    public bool TryRead(out Frame frame)
    {
        var end = chunk.Span.IndexOf(Lf);
        if (end < 0)
        {
            Keep(chunk.Span);
            chunk = default;
            frame = default;
            return false;
        }

        var tail = chunk[..end];
        chunk = chunk[(end + 1)..];
        frame = Finish(tail, FrameEnding.Complete);
        frameOffset += frame.Length + 1;
        return true;
    }

    /// <inheritdoc/>
    public Frame? End()
    {
        if (!chunk.IsEmpty) throw new InvalidOperationException("Read the frames of the last chunk first.");
        ended = true;
        return partialLength == 0 && discarded == 0 ? null : Finish(default, FrameEnding.Unterminated);
    }

    private Frame Finish(ReadOnlyMemory<byte> tail, FrameEnding ending)
    {
        var length = partialLength + discarded + tail.Length;
        if (partialLength == 0 && discarded == 0 && length <= max)
        {
            return new Frame(frameOffset, tail, ending, length);
        }

        Keep(tail.Span);
        if (discarded > 0 && ending == FrameEnding.Complete) ending = FrameEnding.OverLong;
        var frame = new Frame(frameOffset, partial.AsMemory(0, partialLength), ending, length);
        partial = [];
        partialLength = 0;
        discarded = 0;
        return frame;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        if (discarded > 0 || partialLength + (long)bytes.Length > max)
        {
            LetGo(bytes);
            return;
        }

        if (partialLength + bytes.Length > partial.Length)
        {
            // What was outgrown lies about until it is collected, so a long frame grows in long strides; pages that nothing was
            // written to are not there yet.
            var stride = partial.Length < LongFrameBytes ? 2L : 4L;
            var wanted = Math.Min(max, stride * Math.Max(partial.Length, bytes.Length));
            var larger = new byte[(int)Math.Max(wanted, partialLength + bytes.Length)];
            partial.AsSpan(0, partialLength).CopyTo(larger);
            partial = larger;
        }

        bytes.CopyTo(partial.AsSpan(partialLength));
        partialLength += bytes.Length;
    }

    private void LetGo(ReadOnlySpan<byte> bytes)
    {
        if (discarded == 0)
        {
            // Never more than the limit: what is kept must not depend on how the bytes were cut into chunks.
            var prefix = new byte[Math.Min(FramingLimits.OverLongPrefixBytes, max)];
            var fromPartial = Math.Min(prefix.Length, partialLength);
            partial.AsSpan(0, fromPartial).CopyTo(prefix);
            bytes[..(prefix.Length - fromPartial)].CopyTo(prefix.AsSpan(fromPartial));
            discarded = partialLength + (long)bytes.Length - prefix.Length;
            partial = prefix;
            partialLength = prefix.Length;
        }
        else
        {
            discarded += bytes.Length;
        }
    }
}
