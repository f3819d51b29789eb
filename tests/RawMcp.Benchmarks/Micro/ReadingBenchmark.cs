using BenchmarkDotNet.Attributes;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace Benchmarks.Micro;

/// <summary>A frame read, layer by layer: envelope, message, params or result.</summary>
public class ReadingBenchmark
{
    private readonly ReadOnlyMemory<byte> request = Echo.FrameOf(Echo.WriteRequest);
    private readonly ReadOnlyMemory<byte> result = Echo.FrameOf(Echo.WriteResult);
    private readonly RawJson @params;
    private readonly RawJson value;

    public ReadingBenchmark()
    {
        @params = ((Message.Request)MessageReader.Read(request)).Params;
        value = ((Message.Result)MessageReader.Read(result)).Value;
    }

    [Benchmark]
    public int EnvelopeOfRequest()
    {
        Envelope.Read(request, out var envelope);
        return envelope.Count;
    }

    [Benchmark]
    public int EnvelopeOfResult()
    {
        Envelope.Read(result, out var envelope);
        return envelope.Count;
    }

    [Benchmark]
    public object RequestMessage() => MessageReader.Read(request);

    [Benchmark]
    public object ResultMessage() => MessageReader.Read(result);

    [Benchmark]
    public object? CallParams() => CallToolParams.Read(@params).Value;

    [Benchmark]
    public object? CallResult() => CallToolResult.Read(value).Value;
}
