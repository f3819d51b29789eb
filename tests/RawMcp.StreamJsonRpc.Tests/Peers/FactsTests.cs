using System.Text;
using StreamJsonRpc;

namespace RawMcp.StreamJsonRpc.Tests;

/// <summary>What docs/streamjsonrpc.md says of StreamJsonRpc where it speaks MCP; when a new version changes it, the page has to change.</summary>
public sealed class FactsTests
{
    private const string Stray = """{"jsonrpc":"2.0","id":99,"result":{}}""";

    [Theory]
    [InlineData(Stray, DisconnectedReason.RemoteProtocolViolation)]
    [InlineData("""{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error"}}""", DisconnectedReason.RemoteProtocolViolation)]
    [InlineData("A banner.", DisconnectedReason.StreamError)]
    [InlineData("[]", DisconnectedReason.StreamError)]
    [InlineData("""{"jsonrpc":"2.0","id":1.5,"method":"ping"}""", DisconnectedReason.StreamError)]
    public async Task One_frame_that_it_does_not_expect_ends_its_connection(string frame, DisconnectedReason expected)
    {
        using var pipes = new Pipes();
        using var server = new RpcServer(Style.Lf.Stock(pipes.Server));
        var ended = new TaskCompletionSource<JsonRpcDisconnectedEventArgs>(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Rpc.Disconnected += (_, how) => ended.TrySetResult(how);
        await pipes.Client.Writing.WriteAsync(Encoding.UTF8.GetBytes(frame + "\n"), TestContext.Current.CancellationToken);
        Assert.Equal(expected, (await ended.Task.In()).Reason);
    }

    [Fact]
    public async Task Our_peers_outlive_such_a_frame()
    {
        using var pipes = new Pipes();
        var serving = new McpServer("ours", "1").RunAsync(pipes.Server.Reading, pipes.Server.Writing, TestContext.Current.CancellationToken);
        await pipes.Client.Writing.WriteAsync(Encoding.UTF8.GetBytes(Stray + "\nA banner.\n{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n"), TestContext.Current.CancellationToken);
        await pipes.Client.Writing.DisposeAsync();
        using var reader = new StreamReader(pipes.Client.Reading);
        var answers = await reader.ReadToEndAsync(TestContext.Current.CancellationToken).In();
        Assert.Contains("""{"jsonrpc":"2.0","id":1,"result":{}}""", answers, StringComparison.Ordinal);
        await serving.In();
    }

    /// <summary>InvokeAsync writes arguments by position, an array even when there are none, and MCP knows only objects.</summary>
    [Fact]
    public async Task Arguments_by_position_are_not_MCP()
    {
        using var pipes = new Pipes();
        var serving = new McpServer("ours", "1").RunAsync(pipes.Server.Reading, pipes.Server.Writing, TestContext.Current.CancellationToken);
        using (var client = new RpcClient(Style.Lf.Stock(pipes.Client)))
        {
            await client.InitializeAsync();
            await Assert.ThrowsAnyAsync<RemoteRpcException>(() => client.Rpc.InvokeAsync("tools/list").In());
            await client.AskAsync("tools/list");
        }

        await serving.In();
    }
}
