using System.Text.Json;
using System.Threading.Channels;
using RawMcp.Mcp;
using StreamJsonRpc;

namespace RawMcp.StreamJsonRpc.Tests;

/// <summary>An MCP client on StreamJsonRpc, as small as one gets: what each request says, and nothing else.</summary>
internal sealed class RpcClient : IDisposable
{
    private readonly Channel<(string Method, JsonElement Params)> told = Channel.CreateUnbounded<(string, JsonElement)>();

    public RpcClient(IJsonRpcMessageHandler handler, Func<Rpc, ICancellationStrategy>? cancellation = null)
    {
        Rpc = new Rpc(handler);
        if (cancellation is not null) Rpc.CancellationStrategy = cancellation(Rpc);
        foreach (var method in (string[])["notifications/progress", "notifications/message", "notifications/tools/list_changed"])
        {
            Rpc.AddLocalRpcMethod(
                typeof(Listener).GetMethod(nameof(Listener.Hear))!,
                new Listener(method, this),
                new JsonRpcMethodAttribute(method) { UseSingleObjectParameterDeserialization = true });
        }

        Rpc.StartListening();
    }

    public Rpc Rpc { get; }

    /// <summary>
    /// The next notification. A result may be there before the notifications that came ahead of it: their methods run elsewhere.
    /// </summary>
    public Task<(string Method, JsonElement Params)> HearAsync() => told.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().In();

    public Task<JsonElement> AskAsync(string method, object? @params = null) => Rpc.InvokeWithParameterObjectAsync<JsonElement>(method, @params).In();

    public async Task<JsonElement> InitializeAsync(string revision = "2025-11-25")
    {
        var result = await AskAsync("initialize", new { protocolVersion = revision, capabilities = new { }, clientInfo = new { name = "rpc", version = "1" } });
        await Rpc.NotifyWithParameterObjectAsync("notifications/initialized").In();
        return result;
    }

    /// <summary>The _meta of the modern era.</summary>
    public static Dictionary<string, object> Meta => new()
    {
        [MetaKeys.ProtocolVersion] = "2026-07-28",
        [MetaKeys.ClientCapabilities] = new { },
        [MetaKeys.ClientInfo] = new { name = "rpc", version = "1" },
    };

    public void Dispose() => Rpc.Dispose();

    private sealed class Listener(string method, RpcClient client)
    {
        public void Hear(JsonElement @params)
        {
            // It is only lent: StreamJsonRpc lets the document go when the method has returned.
            Assert.True(client.told.Writer.TryWrite((method, @params.Clone())));
        }
    }
}
