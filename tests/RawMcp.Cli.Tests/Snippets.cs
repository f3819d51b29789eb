using RawMcp.Stdio;

namespace RawMcp.Cli.Tests;

/// <summary>The code blocks of the README, so that they compile. <see cref="ReadmeTests"/> compares the text.</summary>
internal static class Snippets
{
    public static async Task ClientAsync()
    {
        await using var client = await McpClient.OpenAsync(new ServerCommand("npx", "-y", "some-mcp-server"));
        foreach (var tool in await client.ListToolsAsync()) Console.WriteLine(tool.Name);
        var result = await client.CallToolAsync("add", ("a", 2), ("b", 3));
        GC.KeepAlive(result);
    }

    public static async Task OnceAsync()
    {
        var tools = await McpTools.ListAsync(new ServerCommand("npx", "-y", "some-mcp-server"));
        var sum = await McpTools.CallAsync(new ServerCommand("npx", "-y", "some-mcp-server"), "add", ("a", 2), ("b", 3));
        GC.KeepAlive((tools, sum));
    }

    public static async Task ServerAsync()
    {
        var server = new McpServer("calculator", "1.0.0");
        server.AddTool("add", "Add two numbers together", (int a, int b) => a + b);
        await server.RunAsync();
    }
}
