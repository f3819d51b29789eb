namespace RawMcp.StreamJsonRpc.Tests;

/// <summary>A stream that gives its bytes in the given chunks, one a read, and takes none.</summary>
internal sealed class ChunkedStream(IEnumerable<ReadOnlyMemory<byte>> chunks) : Stream
{
    private readonly Queue<ReadOnlyMemory<byte>> rest = new(chunks.Where(chunk => !chunk.IsEmpty));

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public static IEnumerable<ReadOnlyMemory<byte>> Halves(ReadOnlyMemory<byte> bytes, int at) => [bytes[..at], bytes[at..]];

    public static IEnumerable<ReadOnlyMemory<byte>> Bytes(ReadOnlyMemory<byte> bytes) => Enumerable.Range(0, bytes.Length).Select(at => bytes.Slice(at, 1));

    public override int Read(Span<byte> buffer)
    {
        if (!rest.TryDequeue(out var chunk)) return 0;
        Assert.True(chunk.Length <= buffer.Length, "a chunk has to fit one read");
        chunk.Span.CopyTo(buffer);
        return chunk.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
