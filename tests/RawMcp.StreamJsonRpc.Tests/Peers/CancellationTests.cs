using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.Stdio;
using StreamJsonRpc;

namespace RawMcp.StreamJsonRpc.Tests;

/// <summary>What a token that is cancelled on the side of StreamJsonRpc means to a server of MCP.</summary>
public sealed class CancellationTests : IDisposable
{
    private readonly Pipes pipes = new();
    private readonly TaskCompletionSource<CancellationToken> running = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource finish = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource lspCancel = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource cancel = new();

    private Task Serve() =>
        new McpServer("ours", "1", new McpServerOptions { Driver = new DriverOptions { Observer = Look } })
            .AddTool(new Tool("wait", RawJson.From("""{"type":"object"}""")), async (_, cancellation) =>
            {
                running.SetResult(cancellation);
                await finish.Task.WaitAsync(cancellation);
                return CallToolResult.Text("finished");
            })
            .RunAsync(pipes.Server.Reading, pipes.Server.Writing, TestContext.Current.CancellationToken);

    private void Look(Crossing crossing)
    {
        if (crossing.Direction == Direction.Received && crossing.Frame.Bytes.Span.IndexOf("\"$/cancelRequest\""u8) >= 0) lspCancel.TrySetResult();
    }

    private Task<JsonElement> Call(RpcClient client) =>
        client.Rpc.InvokeWithParameterObjectAsync<JsonElement>("tools/call", new { name = "wait" }, cancel.Token);

    [Fact]
    public async Task By_default_it_is_the_notification_of_LSP_and_the_call_goes_on()
    {
        var serving = Serve();
        using (var client = new RpcClient(Style.Lf.Stock(pipes.Client)))
        {
            await client.InitializeAsync();
            var call = Call(client);
            var tool = await running.Task.In();
            await cancel.CancelAsync();
            await lspCancel.Task.In();
            await client.AskAsync("ping");
            Assert.False(tool.IsCancellationRequested);
            Assert.False(call.IsCompleted);

            finish.SetResult();
            Assert.Equal("finished", (await call.In()).GetProperty("content")[0].GetProperty("text").GetString());
        }

        await serving.In();
    }

    [Fact]
    public async Task With_the_notification_of_MCP_the_tool_stops_but_the_caller_waits_for_an_answer_that_MCP_forbids()
    {
        var serving = Serve();
        Task<JsonElement> call;
        using (var client = new RpcClient(Style.Lf.Stock(pipes.Client), rpc => new McpCancellation(rpc)))
        {
            await client.InitializeAsync();
            call = Call(client);
            var tool = await running.Task.In();
            var stopped = new TaskCompletionSource();
            await using var registration = tool.Register(stopped.SetResult);
            await cancel.CancelAsync();
            await stopped.Task.In();
            await client.AskAsync("ping");
            Assert.False(call.IsCompleted);
        }

        await serving.In();
        await Assert.ThrowsAnyAsync<Exception>(() => call.In()); // the end of the connection ends it
        Assert.True(call.IsFaulted || call.IsCanceled);
    }

    public void Dispose()
    {
        pipes.Dispose();
        cancel.Dispose();
    }

    /// <summary>The half of StreamJsonRpc's strategy that a client needs, in the words of MCP.</summary>
    private sealed class McpCancellation(Rpc rpc) : ICancellationStrategy
    {
        public void CancelOutboundRequest(global::StreamJsonRpc.RequestId requestId) =>
            _ = rpc.NotifyWithParameterObjectAsync("notifications/cancelled", new { requestId = requestId.Number });

        public void OutboundRequestEnded(global::StreamJsonRpc.RequestId requestId) { }

        public void IncomingRequestStarted(global::StreamJsonRpc.RequestId requestId, CancellationTokenSource cancellationTokenSource) { }

        public void IncomingRequestEnded(global::StreamJsonRpc.RequestId requestId) { }
    }
}
