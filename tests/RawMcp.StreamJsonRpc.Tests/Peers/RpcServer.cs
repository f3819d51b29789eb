using System.Text.Json;
using StreamJsonRpc;

namespace RawMcp.StreamJsonRpc.Tests;

/// <summary>An MCP server on StreamJsonRpc, in one revision, by the book: what it takes to write one without this project.</summary>
internal sealed class RpcServer : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<string> told = [];
    private readonly TaskCompletionSource initialized = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RpcServer(IJsonRpcMessageHandler handler)
    {
        Rpc = new Rpc(handler);
        Rpc.AddLocalRpcTarget(this, null);
        Rpc.StartListening();
    }

    public Rpc Rpc { get; }

    public Task Initialized => initialized.Task;

    public IReadOnlyList<string> Told
    {
        get
        {
            lock (gate) return [.. told];
        }
    }

    [JsonRpcMethod("initialize", UseSingleObjectParameterDeserialization = true)]
    public object Initialize(JsonElement @params)
    {
        Note("initialize " + @params.GetProperty("protocolVersion").GetString());
        return new { protocolVersion = "2025-06-18", capabilities = new { tools = new { } }, serverInfo = new { name = "on StreamJsonRpc", version = "1" } };
    }

    [JsonRpcMethod("notifications/initialized")]
    public void OnInitialized()
    {
        Note("initialized");
        initialized.TrySetResult();
    }

    [JsonRpcMethod("ping")]
    public static object Ping() => new { };

    public Func<CancellationToken, Task>? OnWait { get; set; }

    [JsonRpcMethod("wait")]
    public Task WaitAsync(CancellationToken cancellation) => OnWait!(cancellation);

    [JsonRpcMethod("tools/list", UseSingleObjectParameterDeserialization = true)]
    public static object ListTools(JsonElement @params = default) // MCP lets a client leave the params out
    {
        var second = @params.ValueKind == JsonValueKind.Object && @params.TryGetProperty("cursor", out _);
        var tool = new { name = second ? "fail" : "add", inputSchema = new { type = "object" } };
        return second ? new { tools = new[] { tool } } : new { tools = new[] { tool }, nextCursor = "2" };
    }

    [JsonRpcMethod("tools/call", UseSingleObjectParameterDeserialization = true)]
    public static object CallTool(JsonElement @params)
    {
        var given = @params.GetProperty("arguments");
        return @params.GetProperty("name").GetString() switch
        {
            "add" => Text((given.GetProperty("a").GetInt32() + given.GetProperty("b").GetInt32()).ToString(System.Globalization.CultureInfo.InvariantCulture), false),
            "fail" => Text("It failed.", true),
            "echo" => Text(given.GetProperty("message").GetString()!, false),
            "crash" => throw new InvalidOperationException("crashed"),
            var name => throw new LocalRpcException("Unknown tool: " + name) { ErrorCode = -32602 },
        };
    }

    private static object Text(string text, bool isError) => new { content = new[] { new { type = "text", text } }, isError };

    private void Note(string what)
    {
        lock (gate) told.Add(what);
    }

    public void Dispose() => Rpc.Dispose();
}
