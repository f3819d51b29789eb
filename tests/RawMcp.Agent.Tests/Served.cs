using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Agent.Tests;

/// <summary>A server of ours, a client of ours, and the pipes between them.</summary>
internal sealed class Served(PipePair pipes, Task serving, McpClient client, McpServer server) : IAsyncDisposable
{
    public McpClient Client { get; } = client;

    public McpServer Server { get; } = server;

    public static async Task<Served> StartAsync(McpServer server, McpClientOptions? options = null)
    {
        var pipes = new PipePair();
        var serving = server.RunAsync(pipes.Far.Input, pipes.Far.Output);
        var client = await McpClient.OpenAsync(pipes.Near.Input, pipes.Near.Output, options).WaitAsync(Lines.Patience);
        return new Served(pipes, serving, client, server);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await serving.WaitAsync(Lines.Patience);
        pipes.Dispose();
    }
}

/// <summary>Tools for these tests.</summary>
internal static class Tools
{
    public const string AddSchema = """{"type":"object","properties":{"a":{"type":"number"},"b":{"type":"number"}},"required":["a","b"]}""";

    public static ToolAnnotations Harmless { get; } = new(ReadOnly: true);

    public static McpServer Server() => new("tests", "1");

    public static McpServer With(this McpServer server, string name, Func<ToolCall, CancellationToken, ValueTask<CallToolResult>> run, ToolAnnotations? hints = null) =>
        server.AddTool(new Tool(name, RawJson.From("""{"type":"object"}""")) { Annotations = hints ?? Harmless }, (call, cancellation) => run(call, cancellation));

    public static McpServer With(this McpServer server, string name, Func<ToolCall, CallToolResult> run, ToolAnnotations? hints = null) =>
        server.With(name, (call, _) => new(run(call)), hints);

    public static McpServer WithAdd(this McpServer server) => server.AddTool(
        new Tool("add", RawJson.From(AddSchema)) { Description = "Add two numbers.", Annotations = Harmless },
        (call, _) => new(CallToolResult.Text(call.Arguments.TryParse(out var given)
            ? (given.GetProperty("a").GetDecimal() + given.GetProperty("b").GetDecimal()).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : "no arguments")));

    public static JsonElement Json(string text) => JsonElement.Parse(text);
}
