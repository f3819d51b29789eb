using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Benchmarks.Roles;
using RawMcp.Stdio;
using StreamJsonRpc;

namespace Benchmarks.Peers;

/// <summary>
/// StreamJsonRpc on both sides, a message a line, carrying the calls of MCP 2026-07-28: what somebody would write who takes it
/// instead of an MCP library. There is no opening and no check of what came; of MCP it does only this.
/// </summary>
internal static class StreamJsonRpcRoles
{
    private static readonly JsonElement RequestMeta = Parse("""
        {"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},"io.modelcontextprotocol/clientInfo":{"name":"rawmcp","version":"1.0.0"}}
        """);

    private static readonly JsonElement ResultMeta = Parse("""{"io.modelcontextprotocol/serverInfo":{"name":"benchmark","version":"1.0.0"}}""");

    public static async Task ServeAsync()
    {
        using var rpc = Over(Console.OpenStandardOutput(), Console.OpenStandardInput());
        rpc.AddLocalRpcTarget(new Server(), null);
        rpc.StartListening();
        await rpc.Completion;
    }

    public static Task<Endpoint> OpenAsync(ServerCommand command)
    {
        var process = Process.Start(new ProcessStartInfo(command.File, command.Arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var rpc = Over(process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
        rpc.StartListening();
        return Task.FromResult<Endpoint>(new Client(rpc, process));
    }

    private static JsonRpc Over(Stream output, Stream input) => new(new NewLineDelimitedMessageHandler(output, input, new SystemTextJsonFormatter()));

    private static JsonElement Parse(string json) => JsonElement.Parse(json);

    private sealed record CallParams(
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("arguments")] JsonElement Arguments,
        [property: JsonPropertyName("_meta")] JsonElement Meta);

    private sealed record CallResult(
        [property: JsonPropertyName("resultType")] string ResultType,
        [property: JsonPropertyName("content")] IReadOnlyList<Block> Content,
        [property: JsonPropertyName("_meta")] JsonElement Meta);

    private sealed record ListResult([property: JsonPropertyName("tools")] IReadOnlyList<Listed> Tools);

    private sealed record Listed([property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("inputSchema")] JsonElement InputSchema);

    private sealed record Block([property: JsonPropertyName("type")] string Type, [property: JsonPropertyName("text")] string Text);

    private sealed class Server
    {
        private static readonly JsonElement AnyObject = Parse("""{"type":"object"}""");

        [JsonRpcMethod("tools/list")]
        public static ListResult List() => new([new("echo", AnyObject), new("blob", AnyObject), new("figures", AnyObject)]);

        [JsonRpcMethod("tools/call", UseSingleObjectParameterDeserialization = true)]
        public static CallResult Call(CallParams call) => new(
            "complete",
            call.Name switch
            {
                "echo" => [new("text", call.Arguments.GetProperty("message").GetString()!)],
                "blob" => [.. Blob.Pieces(call.Arguments.GetProperty("n").GetInt32()).Select(piece => new Block("text", piece))],
                _ => [new("text", Figures.Own().ToString())],
            },
            ResultMeta);
    }

    private sealed class Client(JsonRpc rpc, Process process) : Endpoint
    {
        private static readonly CallParams Echo = new("echo", Parse($$"""{"message":"{{Message}}"}"""), RequestMeta);

        public override async Task<int> ListToolsAsync() => (await rpc.InvokeWithParameterObjectAsync<ListResult>("tools/list")).Tools.Count;

        public override Task EchoAsync() => CallAsync(Echo);

        public override async Task<string> EchoTextAsync() => (await CallAsync(Echo)).Content[0].Text;

        public override async Task<int> BlobAsync(int characters) =>
            (await CallAsync(new("blob", Parse($$"""{"n":{{characters}}}"""), RequestMeta))).Content.Sum(block => block.Text.Length);

        public override async Task<string> FiguresAsync() => (await CallAsync(new("figures", Parse("{}"), RequestMeta))).Content[0].Text;

        public override async ValueTask DisposeAsync()
        {
            rpc.Dispose(); // closes the server's stdin
            await process.WaitForExitAsync();
            process.Dispose();
        }

        private Task<CallResult> CallAsync(CallParams call) => rpc.InvokeWithParameterObjectAsync<CallResult>("tools/call", call);
    }
}
