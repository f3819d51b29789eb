using System.Runtime.InteropServices;
using RawMcp.Framing;
using RawMcp.JsonRpc;
using RawMcp.Wire;

namespace RawMcp.Cli.Show;

/// <summary>The bytes of a capture's messages, fetched when they are wanted. Of a batch, each message's own part.</summary>
internal sealed class MessageBytes(FrameIndex index, Stream capture)
{
    private IndexedFrame? last;
    private IReadOnlyList<ReadOnlyMemory<byte>> parts = [];

    /// <summary>The beginning of a message.</summary>
    /// <param name="frame">Its frame.</param>
    /// <param name="message">Its place in a batch; 0 where there is none.</param>
    /// <param name="most">At most so many bytes.</param>
    public ReadOnlyMemory<byte> Of(IndexedFrame frame, int message, int most)
    {
        if (frame.Messages.Count <= 1) return index.BytesOf(frame, capture, most);
        var part = Part(frame, message);
        return part[..Math.Min(part.Length, most)];
    }

    /// <summary>Where a message begins in its frame, in bytes.</summary>
    public int Begin(IndexedFrame frame, int message) =>
        frame.Messages.Count > 1 && MemoryMarshal.TryGetArray(Part(frame, message), out var where) ? where.Offset : 0;

    private ReadOnlyMemory<byte> Part(IndexedFrame frame, int message)
    {
        if (last != frame)
        {
            last = frame;
            var whole = index.BytesOf(frame, capture, FramingLimits.MaxFrameBytes);
            parts = Batch.TrySplit(whole, out var elements) ? elements : [whole];
        }

        return message < parts.Count ? parts[message] : default;
    }
}
