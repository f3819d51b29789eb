using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

var options = new McpServerOptions
{
    ServerInfo = new Implementation { Name = "csharp-sdk", Version = "1.0.0" },
    ToolCollection =
    [
        McpServerTool.Create((double a, double b) => a + b, new() { Name = "add", Description = "Add two numbers" }),
        McpServerTool.Create((string message) => message, new() { Name = "echo", Description = "Return the message" }),
    ],
};

await using var server = McpServer.Create(new StdioServerTransport("csharp-sdk"), options);
await server.RunAsync();
