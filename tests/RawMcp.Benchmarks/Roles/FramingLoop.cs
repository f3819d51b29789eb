using System.Diagnostics;
using RawMcp.Framing;

namespace Benchmarks.Roles;

/// <summary>Framing alone, without a pipe: how fast the decoder cuts 4 KB frames out of 64 KB chunks that do not end where frames do.</summary>
internal static class FramingLoop
{
    private const int FrameBytes = 4096;
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Gigabytes a second.</summary>
    public static double Measure(TimeSpan time)
    {
        var stream = new byte[1024 * (FrameBytes + 1)];
        for (var at = FrameBytes; at < stream.Length; at += FrameBytes + 1) stream[at] = (byte)'\n';
        var decoder = new LineDecoder();
        var start = Stopwatch.GetTimestamp();
        long bytes = 0;
        for (; Stopwatch.GetElapsedTime(start) < time; bytes += stream.Length)
        {
            for (var at = 0; at < stream.Length; at += ChunkBytes)
            {
                decoder.Feed(stream.AsMemory(at, Math.Min(ChunkBytes, stream.Length - at)));
                while (decoder.TryRead(out _)) { }
            }
        }

        return bytes / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9;
    }
}
