using RawMcp.Framing;

namespace RawMcp.Core.Tests.Framing;

/// <summary>Exceptions are for our own misuse, and both decoders mean the same by it.</summary>
public sealed class DecoderMisuseTests
{
    public static TheoryData<IFrameDecoder> Decoders => [new LineDecoder(), new ContentLengthDecoder()];

    [Theory]
    [MemberData(nameof(Decoders), DisableDiscoveryEnumeration = true)]
    public void Feeding_before_the_last_chunk_is_read_throws(IFrameDecoder decoder)
    {
        decoder.Feed("x"u8.ToArray());
        Assert.Throws<InvalidOperationException>(() => decoder.Feed("y"u8.ToArray()));
    }

    [Theory]
    [MemberData(nameof(Decoders), DisableDiscoveryEnumeration = true)]
    public void Ending_before_the_last_chunk_is_read_throws(IFrameDecoder decoder)
    {
        decoder.Feed("x"u8.ToArray());
        Assert.Throws<InvalidOperationException>(() => decoder.End());
    }

    [Theory]
    [MemberData(nameof(Decoders), DisableDiscoveryEnumeration = true)]
    public void Nothing_follows_the_end(IFrameDecoder decoder)
    {
        decoder.Feed("x"u8.ToArray());
        Assert.False(decoder.TryRead(out _));
        Assert.Equal(FrameEnding.Unterminated, decoder.End()!.Value.Ending);
        Assert.Throws<InvalidOperationException>(() => decoder.Feed("y"u8.ToArray()));
        Assert.False(decoder.TryRead(out _));
        Assert.Null(decoder.End());
    }

    [Theory]
    [MemberData(nameof(Decoders), DisableDiscoveryEnumeration = true)]
    public void An_empty_chunk_is_nothing(IFrameDecoder decoder)
    {
        decoder.Feed(default);
        Assert.False(decoder.TryRead(out _));
        decoder.Feed(default);
        Assert.Null(decoder.End());
    }
}
