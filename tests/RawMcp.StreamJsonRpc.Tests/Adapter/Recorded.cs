using RawMcp.Framing;
using RawMcp.Stdio;

namespace RawMcp.StreamJsonRpc.Tests;

/// <summary>A stream that keeps a copy of what crosses it, and passes it on.</summary>
internal sealed class RecordingStream(Stream inner) : Stream
{
    private readonly MemoryStream copy = new();

    public byte[] Copy
    {
        get
        {
            lock (copy) return copy.ToArray();
        }
    }

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => inner.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        lock (copy) copy.Write(bytes);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        Keep(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Keep(buffer.Span); // before: the other side may have answered by the time the write returns
        return inner.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>An end with our handler on it: what its observer saw beside what crossed.</summary>
internal sealed class RecordedEnd : IDisposable
{
    private readonly List<Crossing> crossings = [];
    private readonly RecordingStream reading;
    private readonly RecordingStream writing;
    private readonly FramingStyle framing;

    public RecordedEnd(End end, FramingStyle framing)
    {
        this.framing = framing;
        reading = new RecordingStream(end.Reading);
        writing = new RecordingStream(end.Writing);
        Handler = new FramedMessageHandler(writing, reading, new DriverOptions { Framing = framing, Observer = Keep });
    }

    public FramedMessageHandler Handler { get; }

    private void Keep(Crossing crossing)
    {
        lock (crossings) crossings.Add(crossing);
    }

    public void Dispose()
    {
        reading.Dispose();
        writing.Dispose();
    }

    /// <summary>From the frames alone the whole stream can be put together again, byte for byte, and every offset is right.</summary>
    /// <returns>The number of frames in both directions.</returns>
    public int Check() => Check(Direction.Received, reading.Copy) + Check(Direction.Sent, writing.Copy);

    private int Check(Direction direction, byte[] stream)
    {
        List<Frame> frames;
        lock (crossings) frames = [.. crossings.Where(crossing => crossing.Direction == direction).Select(crossing => crossing.Frame)];
        using var rebuilt = new MemoryStream();
        foreach (var frame in frames)
        {
            Assert.Equal(FrameEnding.Complete, frame.Ending);
            if (framing == FramingStyle.ContentLength) rebuilt.Write(ContentLengthDecoder.Header(frame.Bytes.Length));
            Assert.Equal(rebuilt.Length, frame.Offset);
            rebuilt.Write(frame.Bytes.Span);
            if (framing == FramingStyle.Lines) rebuilt.WriteByte((byte)'\n');
        }

        Assert.True(rebuilt.ToArray().AsSpan().SequenceEqual(stream), $"{direction}: {rebuilt.Length} bytes seen, {stream.Length} crossed");
        return frames.Count;
    }
}
