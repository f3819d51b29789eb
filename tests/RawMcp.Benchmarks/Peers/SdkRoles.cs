using Benchmarks.Roles;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using ServerCommand = RawMcp.Stdio.ServerCommand;

namespace Benchmarks.Peers;

/// <summary>The official C# SDK's client and server, without a host or a logger: the leanest way it offers.</summary>
internal static class SdkRoles
{
    public static async Task ServeAsync()
    {
        var options = new McpServerOptions
        {
            ServerInfo = new Implementation { Name = "benchmark", Version = "1.0.0" },
            ToolCollection =
            [
                McpServerTool.Create((string message) => message, new McpServerToolCreateOptions { Name = "echo" }),
                McpServerTool.Create((int n) => Blob.Pieces(n).Select(piece => new TextContentBlock { Text = piece }).ToList<ContentBlock>(), new McpServerToolCreateOptions { Name = "blob" }),
                McpServerTool.Create(() => Figures.Own().ToString(), new McpServerToolCreateOptions { Name = "figures" }),
            ],
        };
        await using var server = McpServer.Create(new StdioServerTransport(options), options);
        await server.RunAsync();
    }

    public static async Task<Endpoint> OpenAsync(ServerCommand command) => new SdkClient(
        await McpClient.CreateAsync(new StdioClientTransport(new StdioClientTransportOptions { Command = command.File, Arguments = [.. command.Arguments] })));

    private sealed class SdkClient(McpClient client) : Endpoint
    {
        private static readonly Dictionary<string, object?> EchoArguments = new() { ["message"] = Message };

        public override async Task<int> ListToolsAsync() => (await client.ListToolsAsync()).Count;

        public override Task EchoAsync() => client.CallToolAsync("echo", EchoArguments).AsTask();

        public override Task<string> EchoTextAsync() => TextAsync("echo", EchoArguments);

        public override async Task<int> BlobAsync(int characters) =>
            (await client.CallToolAsync("blob", new Dictionary<string, object?> { ["n"] = characters })).Content.Sum(block => ((TextContentBlock)block).Text.Length);

        public override Task<string> FiguresAsync() => TextAsync("figures", null);

        public override ValueTask DisposeAsync() => client.DisposeAsync();

        private async Task<string> TextAsync(string tool, Dictionary<string, object?>? arguments) =>
            ((TextContentBlock)(await client.CallToolAsync(tool, arguments)).Content[0]).Text;
    }
}
