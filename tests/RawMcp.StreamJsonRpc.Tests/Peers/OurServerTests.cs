using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.Stdio;

namespace RawMcp.StreamJsonRpc.Tests;

/// <summary>StreamJsonRpc as the client, our server on the other end of two pipes.</summary>
public sealed class OurServerTests
{
    private static McpServer Server(FramingStyle framing, List<string> odd) =>
        new McpServer("ours", "1", new McpServerOptions { Driver = new DriverOptions { Framing = framing }, OnOdd = sentence => Add(odd, sentence) })
            .AddTool(
                new Tool("add", RawJson.From("""{"type":"object"}""")),
                (call, _) =>
                {
                    Assert.True(call.Arguments.TryParse(out var given));
                    return new(CallToolResult.Text((given.GetProperty("a").GetInt32() + given.GetProperty("b").GetInt32()).ToString(System.Globalization.CultureInfo.InvariantCulture)));
                })
            .AddTool(new Tool("error", RawJson.From("""{"type":"object"}""")), (_, _) => new(CallToolResult.Error("no")))
            .AddTool(
                new Tool("progress", RawJson.From("""{"type":"object"}""")),
                (call, _) =>
                {
                    for (var step = 1; step <= 5; step++) call.Progress(step, 5);
                    return new(CallToolResult.Text("5 steps done."));
                });

    private static void Add(List<string> odd, string sentence)
    {
        lock (odd) odd.Add(sentence);
    }

    private static async Task Run(Style style, Func<RpcClient, Task> session)
    {
        using var pipes = new Pipes();
        List<string> odd = [];
        var serving = Server(style.Ours(), odd).RunAsync(pipes.Server.Reading, pipes.Server.Writing, TestContext.Current.CancellationToken);
        using (var client = new RpcClient(style.Stock(pipes.Client))) await session(client);

        // Disposing of the client closes the pipe, and that is all it takes to end the server.
        await serving.In();
        Assert.Empty(odd);
    }

    [Theory, MemberData(nameof(Styles.All), MemberType = typeof(Styles))]
    public Task A_legacy_session(Style style) => Run(style, Sessions.Legacy);

    [Theory, MemberData(nameof(Styles.All), MemberType = typeof(Styles))]
    public Task A_modern_session(Style style) => Run(style, Sessions.Modern);

    [Theory, MemberData(nameof(Styles.All), MemberType = typeof(Styles))]
    public Task Progress_reaches_a_local_method(Style style) => Run(style, Sessions.Progress);

    [Theory, MemberData(nameof(Styles.All), MemberType = typeof(Styles))]
    public Task A_thousand_calls_at_once_each_get_their_answer(Style style) => Run(style, async client =>
    {
        await client.InitializeAsync();
        var calls = Enumerable.Range(0, 1000).Select(n => client.AskAsync("tools/call", new { name = "add", arguments = new { a = n, b = n } })).ToList();
        var sums = await Task.WhenAll(calls).In();
        Assert.Equal(
            Enumerable.Range(0, 1000).Select(n => (2 * n).ToString(System.Globalization.CultureInfo.InvariantCulture)),
            sums.Select(sum => sum.GetProperty("content")[0].GetProperty("text").GetString()));
    });
}
