using System.Text;
using RawMcp.Framing;

namespace RawMcp.Core.Tests.Framing;

public sealed class ContentLengthDecoderTests
{
    [Theory]
    [InlineData(9, FrameEnding.Complete)]
    [InlineData(10, FrameEnding.Complete)]
    [InlineData(11, FrameEnding.BadHeader)]
    public void Takes_bodies_up_to_the_limit(int length, FrameEnding ending) =>
        Assert.Equal(ending, Decoding.ByteByByte(new ContentLengthDecoder(10), Framed(new string('x', length)))[0].Ending);

    [Theory]
    [InlineData(FramingLimits.MaxHeaderBytes - 1, FrameEnding.Complete)]
    [InlineData(FramingLimits.MaxHeaderBytes, FrameEnding.Complete)]
    [InlineData(FramingLimits.MaxHeaderBytes + 1, FrameEnding.BadHeader)]
    public void Takes_header_blocks_up_to_the_limit(int length, FrameEnding ending)
    {
        const string Tail = "\r\nContent-Length: 2\r\n\r\n";
        var bytes = Encoding.ASCII.GetBytes("X-Padding: ".PadRight(length - Tail.Length, 'x') + Tail + "{}");
        var frame = Decoding.ByteByByte(new ContentLengthDecoder(), bytes)[0];
        Assert.Equal(ending, frame.Ending);
        Assert.Equal(ending == FrameEnding.Complete ? 2 : FramingLimits.MaxHeaderBytes, frame.Length);
    }

    [Fact]
    public void A_header_claims_memory_only_as_bytes_arrive()
    {
        var decoder = new ContentLengthDecoder();
        var header = ContentLengthDecoder.Header(FramingLimits.MaxFrameBytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        decoder.Feed(header);
        Assert.False(decoder.TryRead(out _));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    [Fact]
    public void A_body_longer_than_the_first_buffer_arrives_whole()
    {
        var text = string.Concat(Enumerable.Range(0, 10_000).Select(n => $"{n},"));
        var frame = Assert.Single(Decoding.ByteByByte(new ContentLengthDecoder(), Framed(text)));
        Assert.Equal(text, Encoding.ASCII.GetString(frame.Bytes.Span));
    }

    [Fact]
    public void After_a_bad_header_the_stream_has_no_frames()
    {
        byte[] bytes = [.. "Content-Type: x\r\n\r\n"u8, .. Framed("{}")];
        Assert.Equal(FrameEnding.BadHeader, Assert.Single(Decoding.ByteByByte(new ContentLengthDecoder(), bytes)).Ending);
    }

    [Theory]
    [InlineData("Content-Length: 5", true)]
    [InlineData("content-LENGTH:5\r", true)]
    [InlineData("Content-Length", false)]
    [InlineData("Content-Type: x", false)]
    [InlineData("", false)]
    public void Recognises_its_own_header(string line, bool expected) =>
        Assert.Equal(expected, ContentLengthDecoder.LooksLikeHeader(Encoding.ASCII.GetBytes(line)));

    private static byte[] Framed(string body) => [.. ContentLengthDecoder.Header(body.Length), .. Encoding.ASCII.GetBytes(body)];
}
