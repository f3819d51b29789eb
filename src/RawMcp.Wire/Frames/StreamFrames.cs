using RawMcp.Framing;

namespace RawMcp.Wire;

/// <summary>The frames of one stream out of its chunks, with times. A gap ends the frame it cuts, and taints the next.</summary>
/// <param name="stream">The stream.</param>
/// <param name="section">The number of its recording.</param>
/// <param name="maxFrameBytes">The longest frame that is read as a message.</param>
/// <param name="take">Takes each frame: where it stands, and its bytes, which are valid for the moment.</param>
internal sealed class StreamFrames(Pipe stream, int section, int maxFrameBytes, Action<IndexedFrame, Frame> take)
{
    private LineDecoder decoder = new(maxFrameBytes);
    private long origin;        // where the decoder's stream begins in ours: behind the last gap
    private long received;      // bytes since then
    private long consumed;      // of these, how many are in finished frames
    private long begun, latest; // times of the unfinished frame
    private bool afterGap;

    /// <summary>Where the next chunk begins in the stream.</summary>
    public long Position => origin + received;

    public void Chunk(long time, ReadOnlyMemory<byte> bytes)
    {
        if (consumed == received) begun = time;
        received += bytes.Length;
        latest = time;
        decoder.Feed(bytes);
        while (decoder.TryRead(out var frame))
        {
            Take(frame, beforeGap: false);
            consumed = frame.Offset + frame.Length + 1;
            begun = time;
        }
    }

    public void Gap(long bytes)
    {
        End(beforeGap: true);
        origin += received + bytes;
        received = consumed = 0;
        decoder = new LineDecoder(maxFrameBytes);
        afterGap = true;
    }

    public void End(bool beforeGap = false)
    {
        if (decoder.End() is { } tail) Take(tail, beforeGap);
    }

    private void Take(Frame frame, bool beforeGap)
    {
        var indexed = new IndexedFrame
        {
            Section = section,
            Stream = stream,
            Offset = origin + frame.Offset,
            Length = frame.Length,
            Ending = frame.Ending,
            FirstByte = begun,
            LastByte = latest,
            IsBesideGap = beforeGap || afterGap,
            IsBlank = frame.IsBlank,
            Messages = stream == Pipe.Stderr || frame.IsBlank ? [] : Messages(frame),
        };
        afterGap = false;
        take(indexed, frame);
    }

    private static IndexedMessage[] Messages(Frame frame)
    {
        if (frame.Ending == FrameEnding.Complete && JsonRpc.Batch.TrySplit(frame.Bytes, out var elements))
            return [.. elements.Select(element => IndexedMessage.From(JsonRpc.MessageReader.Read(element)))];
        return [IndexedMessage.From(JsonRpc.MessageReader.Read(frame))];
    }
}
