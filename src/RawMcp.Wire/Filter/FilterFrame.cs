using RawMcp.Framing;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>One frame of a capture as a filter sees it: what the index knows, and its bytes once something asks for them.</summary>
/// <param name="index">The index.</param>
/// <param name="frame">One of its frames.</param>
/// <param name="capture">The capture it was made from; must be able to seek. Not touched while no field needs the bytes.</param>
public sealed class FilterFrame(FrameIndex index, IndexedFrame frame, Stream capture)
{
    private IReadOnlyList<ReadOnlyMemory<byte>>? parts;

    /// <summary>The frame.</summary>
    public IndexedFrame Frame => frame;

    /// <summary>Since the capture began, in nanoseconds.</summary>
    internal long Time => frame.LastByte - index.Begin;

    /// <summary>
    /// A message's bytes: those of the frame, or its part of a batch. Of a frame longer than
    /// <see cref="FramingLimits.MaxFrameBytes"/>, the beginning.
    /// </summary>
    internal ReadOnlyMemory<byte> Part(int message)
    {
        parts ??= Split(index.BytesOf(frame, capture, FramingLimits.MaxFrameBytes));
        return parts.Count == 1 ? parts[0] : parts[message];
    }

    // As the index was made: a frame that was read as a batch has as many messages as elements.
    private IReadOnlyList<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> bytes) =>
        frame.Messages.Count > 0 && frame.Ending == FrameEnding.Complete && Batch.TrySplit(bytes, out var elements) && elements.Count == frame.Messages.Count
            ? elements
            : [bytes];
}

/// <summary>What a filter judges: one message of a frame, or a frame that holds none.</summary>
internal readonly record struct FilterSubject(FilterFrame Whole, int At)
{
    public IndexedFrame Frame => Whole.Frame;

    public IndexedMessage? Message => At < Frame.Messages.Count ? Frame.Messages[At] : null;

    /// <summary>The call that the message opens, ends or is about.</summary>
    public IndexedCall? Call => Message is { } message ? message.Call ?? message.Concerns : null;

    public ReadOnlyMemory<byte> Bytes => Whole.Part(At);
}
