using System.Buffers;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace Benchmarks.Micro;

/// <summary>An echo call of the newest revision, as our client and server write it: the two messages all the benchmarks here share.</summary>
internal static class Echo
{
    private static readonly Implementation Program = new("benchmark", "1.0.0");

    public static readonly CallToolParams Params = new("echo", RawJson.From($$"""{"message":"{{Roles.Endpoint.Message}}"}"""), new RequestMeta
    {
        ProtocolVersion = Revision.Latest.Text,
        ClientCapabilities = RawJson.EmptyObject,
        ClientInfo = Program,
    });

    public static readonly CallToolResult Result = CallToolResult.Text(Roles.Endpoint.Message);

    public static void WriteRequest(IBufferWriter<byte> to) =>
        MessageWriter.Request(to, new RequestId(7), Methods.CallTool, Params.Write(Revision.Latest));

    public static void WriteResult(IBufferWriter<byte> to) =>
        MessageWriter.Result(to, new RequestId(7), Result.Write(Revision.Latest, Program));

    /// <summary>What a write gives, as a frame: without its LF.</summary>
    public static ReadOnlyMemory<byte> FrameOf(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return buffer.WrittenMemory[..^1];
    }
}
