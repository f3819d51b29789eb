using RawMcp;
using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.Stdio;

namespace Benchmarks.Roles;

/// <summary>Our client and our server.</summary>
internal static class OurRoles
{
    public static IReadOnlyDictionary<string, Func<ServerCommand, Task<Endpoint>>> Clients { get; } =
        new Dictionary<string, Func<ServerCommand, Task<Endpoint>>> { ["ours"] = OurClient.OpenAsync };

    public static IReadOnlyDictionary<string, Func<Task>> Servers { get; } = new Dictionary<string, Func<Task>> { ["ours"] = ServeAsync };

    private static Task ServeAsync() => new McpServer("benchmark", "1.0.0")
        .AddTool(Describe("echo", """{"message":{"type":"string"}}"""), (call, _) =>
            new(CallToolResult.Text(call.Arguments.Find("message"u8).Text() ?? "")))
        .AddTool(Describe("blob", """{"n":{"type":"integer"}}"""), (call, _) =>
            new(new CallToolResult([.. Blob.Pieces(call.Arguments.TryParse(out var given) ? given.GetProperty("n").GetInt32() : 0).Select(piece => new Content.Text(piece))])))
        .AddTool(Describe("figures", "{}"), (_, _) => new(CallToolResult.Text(Figures.Own().ToString())))
        .RunAsync();

    private static Tool Describe(string name, string properties) =>
        new(name, RawJson.From($$"""{"type":"object","properties":{{properties}}}"""));

    private sealed class OurClient(McpClient client) : Endpoint
    {
        private static readonly RawJson EchoArguments = RawJson.From($$"""{"message":"{{Message}}"}""");

        public static async Task<Endpoint> OpenAsync(ServerCommand command) => new OurClient(await McpClient.OpenAsync(command));

        public override async Task<int> ListToolsAsync() => (await client.ListToolsAsync()).Count;

        public override Task EchoAsync() => client.CallToolAsync("echo", EchoArguments);

        public override async Task<string> EchoTextAsync() => TextOf(await client.CallToolAsync("echo", EchoArguments));

        public override async Task<int> BlobAsync(int characters) =>
            (await client.CallToolAsync("blob", RawJson.From($$"""{"n":{{characters}}}"""), new CallOptions { Timeout = TimeSpan.FromMinutes(5) }))
                .Content.Sum(block => ((Content.Text)block).Value.Length);

        public override async Task<string> FiguresAsync() => TextOf(await client.CallToolAsync("figures", RawJson.EmptyObject));

        public override ValueTask DisposeAsync() => client.DisposeAsync();

        private static string TextOf(CallToolResult result) => ((Content.Text)result.Content[0]).Value;
    }
}
