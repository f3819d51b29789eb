using StreamJsonRpc;

namespace RawMcp.StreamJsonRpc.Tests;

/// <summary>A client and a server of StreamJsonRpc, with our handler on one end or on both.</summary>
public sealed class SessionTests
{
    public static TheoryData<Style, bool, bool> Seats => new()
    {
        { Style.Lf, true, true },
        { Style.Lf, true, false },
        { Style.Lf, false, true },
        { Style.CrLf, true, false },
        { Style.CrLf, false, true },
        { Style.Header, true, true },
        { Style.Header, true, false },
        { Style.Header, false, true },
    };

    private static async Task<int> Run(Style style, bool oursAtClient, bool oursAtServer, Func<RpcClient, RpcServer, Task> session)
    {
        using var pipes = new Pipes();
        using var clientEnd = oursAtClient ? new RecordedEnd(pipes.Client, style.Ours()) : null;
        using var serverEnd = oursAtServer ? new RecordedEnd(pipes.Server, style.Ours()) : null;
        using var server = new RpcServer(serverEnd?.Handler ?? style.Stock(pipes.Server));
        using (var client = new RpcClient(clientEnd?.Handler ?? style.Stock(pipes.Client))) await session(client, server);

        await server.Rpc.Completion.In(); // the client's going is the end of the stream to the server, and no failure
        int? atClient = clientEnd?.Check(), atServer = serverEnd?.Check();
        if (atClient is not null && atServer is not null) Assert.Equal(atClient, atServer);
        return atClient ?? atServer ?? 0;
    }

    [Theory, MemberData(nameof(Seats))]
    public async Task A_session_and_every_byte_of_it_was_seen(Style style, bool oursAtClient, bool oursAtServer)
    {
        var frames = await Run(style, oursAtClient, oursAtServer, async (client, server) =>
        {
            await client.InitializeAsync();
            await server.Initialized.In();
            Assert.Equal("add", (await client.AskAsync("tools/list")).GetProperty("tools")[0].GetProperty("name").GetString());
            var sum = await client.AskAsync("tools/call", new { name = "add", arguments = new { a = 2, b = 3 } });
            Assert.Equal("5", sum.GetProperty("content")[0].GetProperty("text").GetString());
            Assert.True((await client.AskAsync("tools/call", new { name = "fail", arguments = new { } })).GetProperty("isError").GetBoolean());
            await Assert.ThrowsAsync<RemoteInvocationException>(() => client.AskAsync("tools/call", new { name = "crash", arguments = new { } }));
            await Assert.ThrowsAsync<RemoteMethodNotFoundException>(() => client.AskAsync("no/such"));

            // The server asks the client, too.
            await Assert.ThrowsAsync<RemoteMethodNotFoundException>(() => server.Rpc.InvokeAsync("roots/list").In());
            await server.Rpc.NotifyWithParameterObjectAsync("notifications/message", new { level = "info", data = "hello" }).In();
            Assert.Equal("hello", (await client.HearAsync()).Params.GetProperty("data").GetString());
        });
        Assert.Equal(16, frames); // seven calls with their answers, and two notifications
    }

    [Theory, MemberData(nameof(Seats))]
    public async Task Ten_megabytes_there_and_back(Style style, bool oursAtClient, bool oursAtServer)
    {
        var text = new string('x', 10_000_000);
        var frames = await Run(style, oursAtClient, oursAtServer, async (client, _) =>
        {
            var echo = await client.AskAsync("tools/call", new { name = "echo", arguments = new { message = text } });
            Assert.Equal(text, echo.GetProperty("content")[0].GetProperty("text").GetString());
        });
        Assert.Equal(2, frames);
    }

    [Theory, MemberData(nameof(Seats))]
    public async Task A_thousand_calls_at_once(Style style, bool oursAtClient, bool oursAtServer)
    {
        var frames = await Run(style, oursAtClient, oursAtServer, async (client, _) =>
        {
            var sums = await Task.WhenAll(Enumerable.Range(0, 1000).Select(n => client.AskAsync("tools/call", new { name = "add", arguments = new { a = n, b = 1 } }))).In();
            for (var n = 0; n < 1000; n++)
            {
                Assert.Equal((n + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), sums[n].GetProperty("content")[0].GetProperty("text").GetString());
            }
        });
        Assert.Equal(2000, frames);
    }

    /// <summary>Its cancellation crosses our handler: the method on the other side sees its token cancelled.</summary>
    [Theory, MemberData(nameof(Seats))]
    public async Task A_cancelled_call(Style style, bool oursAtClient, bool oursAtServer)
    {
        var frames = await Run(style, oursAtClient, oursAtServer, async (client, server) =>
        {
            var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            server.OnWait = async cancellation =>
            {
                running.SetResult();
                await Task.Delay(Timeout.Infinite, cancellation);
            };
            using var cancel = new CancellationTokenSource();
            var call = client.Rpc.InvokeWithCancellationAsync("wait", cancellationToken: cancel.Token);
            await running.Task.In();
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.In());
            await client.AskAsync("ping");
        });
        Assert.Equal(5, frames); // the call, $/cancelRequest, the answer to the call, and ping
    }
}
