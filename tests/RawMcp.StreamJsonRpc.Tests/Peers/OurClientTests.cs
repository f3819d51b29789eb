using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.Stdio;

namespace RawMcp.StreamJsonRpc.Tests;

/// <summary>Our client, and a server built on StreamJsonRpc on the other end of two pipes.</summary>
public sealed class OurClientTests
{
    private static async Task Run(Style style, Func<McpClient, RpcServer, Task> session, EraChoice era = EraChoice.Auto)
    {
        using var pipes = new Pipes();
        List<string> odd = [];
        using var server = new RpcServer(style.Stock(pipes.Server));
        var options = new McpClientOptions
        {
            Era = era,
            Driver = new DriverOptions { Framing = style.Ours() },
            OnOdd = sentence =>
            {
                lock (odd) odd.Add(sentence);
            },
        };
        await using (var client = await McpClient.OpenAsync(pipes.Client.Reading, pipes.Client.Writing, options, TestContext.Current.CancellationToken).In())
        {
            await session(client, server);
        }

        await server.Rpc.Completion.In(); // our closing the pipe is the end of its connection, not a failure of it
        Assert.Empty(odd);
    }

    private static string Text(CallToolResult result) => Assert.IsType<Content.Text>(Assert.Single(result.Content)).Value;

    [Theory, MemberData(nameof(Styles.All), MemberType = typeof(Styles))]
    public Task A_session(Style style) => Run(style, async (client, server) =>
    {
        // The probe with server/discover was refused with -32601, and initialize came next on the same pipe.
        Assert.Equal("2025-06-18", client.Revision.Text);
        Assert.Equal("on StreamJsonRpc", client.ServerInfo?.Name);
        await server.Initialized.In();
        Assert.Equal(["initialize 2025-11-25", "initialized"], server.Told);

        Assert.Equal(["add", "fail"], (await client.ListToolsAsync(TestContext.Current.CancellationToken).In()).Select(tool => tool.Name));

        var sum = await client.CallToolAsync("add", ("a", 2), ("b", 3)).In();
        Assert.Equal("5", Text(sum));
        Assert.False(sum.IsError);

        var failed = await client.CallToolAsync("fail").In();
        Assert.True(failed.IsError);
        Assert.Equal("It failed.", Text(failed));

        var pong = await client.CallAsync(Methods.Ping, _ => default, null, TestContext.Current.CancellationToken).In();
        Assert.Equal("{}", pong.ToString());
    });

    [Theory, MemberData(nameof(Styles.All), MemberType = typeof(Styles))]
    public Task Its_errors_are_refusals(Style style) => Run(style, async (client, _) =>
    {
        var unknown = await Assert.ThrowsAsync<McpRefusedException>(() => client.CallToolAsync("no such tool").In());
        Assert.Equal(-32602, unknown.Code);

        // An exception in a method: -32000 with the exception's name and stack in data. A tool error would let the model read it.
        var crashed = await Assert.ThrowsAsync<McpRefusedException>(() => client.CallToolAsync("crash").In());
        Assert.Equal(-32000, crashed.Code);
        Assert.Contains("crashed", crashed.Message, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException", crashed.Failure.Data.ToString(), StringComparison.Ordinal);

        var method = await Assert.ThrowsAsync<McpRefusedException>(() => client.CallAsync("no/such", _ => default, null, TestContext.Current.CancellationToken).In());
        Assert.Equal(-32601, method.Code);
    });

    [Theory, MemberData(nameof(Styles.All), MemberType = typeof(Styles))]
    public Task Any_text_comes_back_as_it_went(Style style) => Run(style, async (client, _) =>
    {
        foreach (var text in (string[])["", "a\nb\r\nc\rd", "Grüße, 世界 🌍 \u2028 \0", "Content-Length: 5\r\n\r\nhello", new string('x', 1_000_000)])
        {
            var arguments = RawJson.Build(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("message", text);
                writer.WriteEndObject();
            });
            Assert.Equal(text, Text(await client.CallToolAsync("echo", arguments, null, TestContext.Current.CancellationToken).In()));
        }
    }, EraChoice.Legacy);

    [Theory, MemberData(nameof(Styles.All), MemberType = typeof(Styles))]
    public Task A_thousand_calls_at_once_each_get_their_answer(Style style) => Run(style, async (client, _) =>
    {
        var sums = await Task.WhenAll(Enumerable.Range(0, 1000).Select(n => client.CallToolAsync("add", ("a", n), ("b", n)))).In();
        Assert.Equal(Enumerable.Range(0, 1000).Select(n => (2 * n).ToString(System.Globalization.CultureInfo.InvariantCulture)), sums.Select(Text));
    });

    [Fact]
    public async Task A_server_that_goes_away_in_a_call_loses_it()
    {
        using var pipes = new Pipes();
        using var server = new RpcServer(Style.Lf.Stock(pipes.Server));
        await using var client = await McpClient.OpenAsync(pipes.Client.Reading, pipes.Client.Writing, cancellation: TestContext.Current.CancellationToken).In();
        server.Dispose();
        await Assert.ThrowsAsync<McpConnectionException>(() => client.CallToolAsync("add", ("a", 1), ("b", 1)).In());
    }
}
