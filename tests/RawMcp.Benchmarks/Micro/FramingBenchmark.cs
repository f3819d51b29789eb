using BenchmarkDotNet.Attributes;
using RawMcp.Framing;

namespace Benchmarks.Micro;

/// <summary>A stream cut into frames, from chunks that do not end where frames do.</summary>
public class FramingBenchmark
{
    /// <summary>What one operation works on.</summary>
    public const int StreamBytes = 8 * 1024 * 1024;

    private const int ChunkBytes = 64 * 1024;
    private readonly byte[] stream = new byte[StreamBytes];
    private LineDecoder decoder = null!;

    [Params(200, 4 * 1024, 1024 * 1024)]
    public int FrameBytes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Array.Fill(stream, (byte)'x');
        for (var at = FrameBytes; at < stream.Length; at += FrameBytes + 1) stream[at] = (byte)'\n';
        stream[^1] = (byte)'\n'; // so that the next operation starts with a new frame
        decoder = new LineDecoder();
    }

    [Benchmark]
    public int Cut()
    {
        var frames = 0;
        for (var at = 0; at < StreamBytes; at += ChunkBytes)
        {
            decoder.Feed(stream.AsMemory(at, ChunkBytes));
            while (decoder.TryRead(out _)) frames++;
        }

        return frames;
    }
}
