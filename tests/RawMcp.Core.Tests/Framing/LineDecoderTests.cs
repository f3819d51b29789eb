using RawMcp.Framing;

namespace RawMcp.Core.Tests.Framing;

public sealed class LineDecoderTests
{
    [Theory]
    [InlineData(9, FrameEnding.Complete, 9)]
    [InlineData(10, FrameEnding.Complete, 10)]
    [InlineData(11, FrameEnding.OverLong, 10)]
    [InlineData(1000, FrameEnding.OverLong, 10)]
    public void Keeps_a_frame_whole_up_to_the_limit(int length, FrameEnding ending, int kept) => Check(10, length, ending, kept);

    [Theory]
    [InlineData(FramingLimits.OverLongPrefixBytes - 1)]
    [InlineData(FramingLimits.OverLongPrefixBytes)]
    [InlineData(FramingLimits.OverLongPrefixBytes + 1)]
    [InlineData(4 * FramingLimits.OverLongPrefixBytes)]
    public void Keeps_the_prefix_of_an_over_long_frame_or_the_limit_if_that_is_less(int max)
    {
        Check(max, max - 1, FrameEnding.Complete, max - 1);
        Check(max, max, FrameEnding.Complete, max);
        Check(max, max + 1, FrameEnding.OverLong, Math.Min(max, FramingLimits.OverLongPrefixBytes));
        Check(max, 3 * max, FrameEnding.OverLong, Math.Min(max, FramingLimits.OverLongPrefixBytes));
    }

    [Fact]
    public void An_over_long_frame_that_never_ends_is_unterminated_and_counted()
    {
        var frame = Assert.Single(Decoding.ByteByByte(new LineDecoder(4), "123456789"u8.ToArray()));
        Assert.Equal((FrameEnding.Unterminated, 9L), (frame.Ending, frame.Length));
        Assert.Equal("1234"u8.ToArray(), frame.Bytes.ToArray());
    }

    [Fact]
    public void A_limit_of_nothing_is_a_mistake_of_ours()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LineDecoder(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ContentLengthDecoder(0));
    }

    [Fact]
    public void A_frame_inside_one_chunk_is_a_slice_of_it()
    {
        var chunk = "one\ntwo\n"u8.ToArray();
        var frames = Decoding.Whole(new LineDecoder(), chunk);
        chunk[0] = (byte)'O';
        Assert.Equal("One"u8.ToArray(), frames[0].Bytes.ToArray());
    }

    [Fact]
    public void A_frame_that_spans_chunks_is_its_own()
    {
        var chunk = "one\n"u8.ToArray();
        var frame = Decoding.SplitAt(new LineDecoder(), chunk, 2)[0];
        chunk[0] = (byte)'O';
        Assert.Equal("one"u8.ToArray(), frame.Bytes.ToArray());
    }

    [Fact]
    public void Ten_thousand_frames_in_one_chunk_are_ten_thousand_frames()
    {
        var frames = Decoding.Whole(new LineDecoder(), Enumerable.Repeat("ab\n"u8.ToArray(), 10_000).SelectMany(bytes => bytes).ToArray());
        Assert.Equal(10_000, frames.Count);
        Assert.Equal(29_997, frames[^1].Offset);
    }

    // Doubling the buffer allocates 256 + 512 + ... + 2n bytes: less than four times the line, however small the reads. A decoder
    // that copied the line anew for every read would allocate thousands of times as much.
    [Fact]
    public void A_long_line_in_small_reads_is_copied_in_linear_space()
    {
        const int Length = 4 * 1024 * 1024;
        var bytes = new byte[Length + 1];
        bytes[^1] = (byte)'\n';
        var decoder = new LineDecoder();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var frame = default(Frame);
        for (var at = 0; at < bytes.Length; at += 1024)
        {
            decoder.Feed(bytes.AsMemory(at, Math.Min(1024, bytes.Length - at)));
            while (decoder.TryRead(out var one)) frame = one;
        }

        Assert.Equal(Length, frame.Length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, Length, 4L * Length);
    }

    private static void Check(int max, int length, FrameEnding ending, int kept)
    {
        byte[] bytes = [.. Enumerable.Range(0, length).Select(at => (byte)('a' + (at % 26))), (byte)'\n', (byte)'x', (byte)'\n'];
        for (var at = 0; at <= bytes.Length; at += Math.Max(1, bytes.Length / 50))
        {
            var frames = Decoding.SplitAt(new LineDecoder(max), bytes, at);
            Assert.Equal(2, frames.Count);
            Assert.Equal((0, ending, length), (frames[0].Offset, frames[0].Ending, frames[0].Length));
            Assert.True(bytes.AsSpan(0, kept).SequenceEqual(frames[0].Bytes.Span), $"{frames[0].Bytes.Length} bytes kept instead of {kept}, split at {at}");
            Assert.Equal((length + 1, FrameEnding.Complete, 1), (frames[1].Offset, frames[1].Ending, frames[1].Length));
        }
    }
}
