using RawMcp.Framing;

namespace RawMcp.Core.Tests.Framing;

/// <summary>Ways to feed a decoder the same bytes.</summary>
internal static class Decoding
{
    public static List<Frame> Whole(IFrameDecoder decoder, ReadOnlyMemory<byte> bytes) => Chunks(decoder, bytes);

    public static List<Frame> SplitAt(IFrameDecoder decoder, ReadOnlyMemory<byte> bytes, int at) => Chunks(decoder, bytes[..at], bytes[at..]);

    public static List<Frame> ByteByByte(IFrameDecoder decoder, ReadOnlyMemory<byte> bytes) =>
        Chunks(decoder, [.. Enumerable.Range(0, bytes.Length).Select(at => bytes.Slice(at, 1))]);

    public static List<Frame> Chunks(IFrameDecoder decoder, params ReadOnlyMemory<byte>[] chunks)
    {
        List<Frame> frames = [];
        foreach (var chunk in chunks)
        {
            decoder.Feed(chunk);
            while (decoder.TryRead(out var frame)) frames.Add(frame);
        }

        if (decoder.End() is { } last) frames.Add(last);
        return frames;
    }
}
