using System.Buffers;
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

    // A session has few methods and says them often. A hostile one may have as many as it likes: only so many are looked up.
    private const int MaxMethods = 1_000;
    private const int LongFrameBytes = 32 * 1024 * 1024;
    private static readonly SearchValues<byte> Space = SearchValues.Create(" \t\r"u8);
    private readonly HashSet<string> methods = [];

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
            Messages = stream == Pipe.Stderr || frame.IsBlank ? default : Messages(frame),
        };
        afterGap = false;
        take(indexed, frame);

        // What a frame outgrew while it came lies about until somebody collects it: a capture of few huge frames would hold several.
        if (frame.Bytes.Length > LongFrameBytes) GC.Collect();
    }

    private IndexedMessages Messages(Frame frame)
    {
        if (frame.Ending == FrameEnding.Complete && OpensArray(frame.Bytes.Span) && JsonRpc.Batch.TrySplit(frame.Bytes, out var elements))
            return new([.. elements.Select(element => IndexedMessage.From(JsonRpc.MessageReader.Read(element), Once))]);
        return new(IndexedMessage.From(JsonRpc.MessageReader.Read(frame), Once));
    }

    private static bool OpensArray(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExcept(Space) is >= 0 and var at && bytes[at] == (byte)'[';

    private string Once(string method)
    {
        if (methods.TryGetValue(method, out var same)) return same;
        if (methods.Count < MaxMethods) methods.Add(method);
        return method;
    }
}
