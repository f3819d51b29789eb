using System.Text;
using RawMcp.Connections;

namespace RawMcp.Stdio.Tests;

/// <summary>What a message keeps of the reader's buffer is never written over, however the stream was cut into reads.</summary>
public sealed class KeptBytesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(9_000)]
    [InlineData(30_000)]
    [InlineData(200_000)]
    public async Task An_answer_outlives_reads_that_bring_no_frame(int chunkBytes)
    {
        const int Calls = 40;
        var answers = Enumerable.Range(1, Calls).Select(id => $$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{"text":"{{{new string((char)('A' + (id % 26)), id % 2 == 0 ? 20_000 : 10)}}}"}}""").ToList();
        using var input = new Chunks(answers.Select(answer => Encoding.UTF8.GetBytes(answer + "\n")), chunkBytes);
        using var output = new MemoryStream();
        await using var driver = new Driver(input, output, new ScriptedPeer());
        var calls = answers.Select(_ => driver.CallAsync("x", _ => default, Timeout.InfiniteTimeSpan)).ToList();
        driver.Start();
        await driver.Ended;

        foreach (var (call, answer) in calls.Zip(answers))
            Assert.Contains(Assert.IsType<Outcome.Returned>(await call).Value.ToString(), answer, StringComparison.Ordinal);
    }

    /// <summary>A stream whose reads bring what they are told to: each part by itself, and no more than so many bytes at once.</summary>
    private sealed class Chunks(IEnumerable<byte[]> parts, int most) : Stream
    {
        private readonly Queue<byte[]> parts = new(parts.SelectMany(part => part.Chunk(most)));
        private byte[] rest = [];

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (rest.Length == 0 && !parts.TryDequeue(out rest!)) return 0;
            var length = Math.Min(rest.Length, count);
            rest.AsSpan(0, length).CopyTo(buffer.AsSpan(offset));
            rest = rest[length..];
            return length;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
