using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Tests;

/// <summary>Servers to talk to, with few tools and no schema to speak of.</summary>
internal static class Servers
{
    private static readonly RawJson AnyObject = RawJson.From("""{"type":"object"}""");

    /// <summary>A server with the tools <c>add</c> (numbers a, b) and <c>echo</c> (gives its arguments back as text).</summary>
    public static McpServer Plain(McpServerOptions? options = null) => new McpServer("plain", "1", options)
        .Add("add", call => CallToolResult.Text(call.Arguments.TryParse(out var given)
            ? (given.GetProperty("a").GetDouble() + given.GetProperty("b").GetDouble()).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : "nothing to add"))
        .Add("echo", call => CallToolResult.Text(call.Arguments.ToString()));

    public static McpServer Add(this McpServer server, string name, Func<ToolCall, CallToolResult> run) =>
        server.AddTool(new Tool(name, AnyObject), (call, _) => new(run(call)));

    public static McpServer Add(this McpServer server, string name, Func<ToolCall, CancellationToken, Task<CallToolResult>> run) =>
        server.AddTool(new Tool(name, AnyObject), (call, cancellation) => new(run(call, cancellation)));

    /// <summary>The text of a result's only block.</summary>
    public static string? TextOf(JsonElement answer) => answer.GetProperty("result").GetProperty("content")[0].GetProperty("text").GetString();
}
