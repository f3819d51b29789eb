using System.Buffers;
using BenchmarkDotNet.Attributes;

namespace Benchmarks.Micro;

/// <summary>A message written into a buffer that is used again, from the typed value to the frame.</summary>
public class WritingBenchmark
{
    private readonly ArrayBufferWriter<byte> buffer = new(4096);

    [Benchmark]
    public int Request()
    {
        buffer.ResetWrittenCount();
        Echo.WriteRequest(buffer);
        return buffer.WrittenCount;
    }

    [Benchmark]
    public int Result()
    {
        buffer.ResetWrittenCount();
        Echo.WriteResult(buffer);
        return buffer.WrittenCount;
    }
}
