using System.Text;
using RawMcp.Framing;

namespace RawMcp.StreamJsonRpc.Tests;

/// <summary>Bytes of one side, cut at every place there is, read by the other.</summary>
public sealed class ChunkingTests
{
    [Theory, MemberData(nameof(Styles.All), MemberType = typeof(Styles))]
    public async Task We_read_what_StreamJsonRpc_writes_however_it_is_cut(Style style)
    {
        var (stream, frames) = await Captured.ByStreamJsonRpc(to => style.Stock(new End(Stream.Null, to)));
        if (style == Style.CrLf) frames = [.. frames.Select(frame => (byte[])[.. frame, (byte)'\r'])]; // LF is our only line end
        Assert.Equal(style == Style.Header, ContentLengthDecoder.LooksLikeHeader(stream));

        for (var at = 0; at < stream.Length; at++) Check(ChunkedStream.Halves(stream, at));
        Check(ChunkedStream.Bytes(stream));

        void Check(IEnumerable<ReadOnlyMemory<byte>> chunks)
        {
            IFrameDecoder decoder = style == Style.Header ? new ContentLengthDecoder() : new LineDecoder();
            List<Frame> read = [];
            foreach (var chunk in chunks)
            {
                decoder.Feed(chunk);
                while (decoder.TryRead(out var frame)) read.Add(frame);
            }

            Assert.Null(decoder.End());
            Assert.Equal(frames.Count, read.Count);
            for (var i = 0; i < frames.Count; i++)
            {
                Assert.Equal(FrameEnding.Complete, read[i].Ending);
                Assert.True(frames[i].AsSpan().SequenceEqual(read[i].Bytes.Span));
                Assert.True(frames[i].AsSpan().SequenceEqual(stream.AsSpan((int)read[i].Offset, frames[i].Length)));
            }
        }
    }

    [Theory, InlineData(Style.Lf), InlineData(Style.Header)]
    public async Task StreamJsonRpc_reads_what_we_write_however_it_is_cut(Style style)
    {
        var stream = Captured.ByUs(style == Style.Header);
        for (var at = 0; at < stream.Length; at++) await Check(ChunkedStream.Halves(stream, at));
        await Check(ChunkedStream.Bytes(stream));

        async Task Check(IEnumerable<ReadOnlyMemory<byte>> chunks)
        {
            var reader = style.Stock(new End(new ChunkedStream(chunks), Stream.Null));
            List<string> read = [];
            do read.Add(await Captured.DescribeNext(reader));
            while (read[^1] != "the end");
            Assert.Equal(Captured.Expected, read);
        }
    }

    /// <summary>Where the two disagree about a header: what each of them takes.</summary>
    [Theory]
    [InlineData("Content-Length: 2\r\n\r\n", true, true)]
    [InlineData("Content-Length:2\r\n\r\n", true, true)]
    [InlineData("Content-Length: 2\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n", true, true)]
    [InlineData("Content-Type: application/vscode-jsonrpc; charset=utf8\r\nContent-Length: 2\r\n\r\n", true, true)]
    [InlineData("content-length: 2\r\n\r\n", true, false)] // it compares the name byte by byte
    [InlineData("Content-Length: 2\n\n", true, false)]     // it insists on CRLF
    [InlineData("Content-Length: +2\r\n\r\n", false, true)]
    [InlineData("Content-Length: -2\r\n\r\n", false, false)]
    [InlineData("Content-Length: two\r\n\r\n", false, false)]
    [InlineData("Content-Type: text\r\n\r\n", false, false)]
    [InlineData("Content-Length: 2\r\nno colon\r\n\r\n", true, false)]
    public async Task Headers(string header, bool weTakeIt, bool itTakesIt)
    {
        var stream = Encoding.ASCII.GetBytes(header.Replace("2", "30", StringComparison.Ordinal) + """{"jsonrpc":"2.0","method":"m"}""");

        var decoder = new ContentLengthDecoder();
        decoder.Feed(stream);
        Assert.True(decoder.TryRead(out var frame));
        Assert.Equal(weTakeIt ? FrameEnding.Complete : FrameEnding.BadHeader, frame.Ending);

        var reader = Style.Header.Stock(new End(new MemoryStream(stream), Stream.Null));
        var read = await Record.ExceptionAsync(() => reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().In());
        Assert.Equal(itTakesIt, read is null);
    }
}
