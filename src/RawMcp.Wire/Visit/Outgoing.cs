using System.Collections.Concurrent;

namespace RawMcp.Wire;

/// <summary>What a visitor says, as the stream that a pump reads. Saying it never waits, whether the server reads or not.</summary>
internal sealed class Outgoing : Stream
{
    private readonly BlockingCollection<byte[]> queue = [];
    private byte[] current = [];
    private int at;

    /// <summary>Says something; in one read, so that the server can have it in one.</summary>
    public void Say(ReadOnlySpan<byte> bytes)
    {
        try
        {
            queue.Add(bytes.ToArray());
        }
        catch (InvalidOperationException)
        {
            // Everything was said.
        }
    }

    /// <summary>Says no more: the end of the server's stdin.</summary>
    public void End() => queue.CompleteAdding();

    public override int Read(Span<byte> buffer)
    {
        if (at == current.Length)
        {
            if (!queue.TryTake(out var next, Timeout.Infinite)) return 0;
            (current, at) = (next, 0);
        }

        var count = Math.Min(buffer.Length, current.Length - at);
        current.AsSpan(at, count).CopyTo(buffer);
        at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override bool CanRead => true;

    public override bool CanWrite => false;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
        // Nothing is kept back.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
