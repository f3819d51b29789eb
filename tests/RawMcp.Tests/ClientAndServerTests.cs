using RawMcp.Mcp;

namespace RawMcp.Tests;

/// <summary>Our client and our server, over two pipes in one process, in all five revisions.</summary>
public sealed class ClientAndServerTests
{
    private static readonly CallToolResult Done = CallToolResult.Text("done");

    public static TheoryData<string> Revisions => [.. Revision.All.Select(revision => revision.Text)];

    [Theory]
    [MemberData(nameof(Revisions))]
    public async Task They_list_and_call(string revision)
    {
        await using var pair = await Pair.OpenAsync(Servers.Plain(new McpServerOptions { Instructions = "Be kind.", PageSize = 1 }), revision);
        Assert.Equal(revision, pair.Client.Revision.Text);
        Assert.Equal(("plain", "1"), (pair.Client.ServerInfo!.Name, pair.Client.ServerInfo.Version));
        Assert.Equal("Be kind.", pair.Client.Instructions);
        Assert.True(pair.Client.Capabilities is { Tools: true, ToolsListChanged: true, Logging: true });
        Assert.Equal(["add", "echo"], (await pair.Client.ListToolsAsync()).Select(tool => tool.Name));
        Assert.Equal("5", Text(await pair.Client.CallToolAsync("add", ("a", 2), ("b", 3))));
        Assert.Null(pair.Client.ProcessId);
        Assert.Null(await pair.Client.CloseAsync());
        Assert.Empty(pair.Notes);
    }

    [Theory]
    [MemberData(nameof(Revisions))]
    public async Task They_tell_of_progress_and_log(string revision)
    {
        var (steps, lines) = (new Inbox<ProgressParams>(), new Inbox<LogMessageParams>());
        var server = Servers.Plain().Add("work", call =>
        {
            call.Log(LogLevel.Debug, "not wanted");
            call.Log(LogLevel.Warning, "mind the gap", "me");
            call.Progress(1, 2, "half");
            call.Progress(2, 2);
            return Done;
        });
        await using var pair = await Pair.OpenAsync(server, revision, new McpClientOptions { OnLog = lines.Add, LogLevel = LogLevel.Info });
        await pair.Client.CallToolAsync("work", default, new CallOptions { OnProgress = steps.Add });
        var (first, second, line) = (await steps.NextAsync(), await steps.NextAsync(), await lines.NextAsync());
        Assert.Equal((1, 2, revision == "2024-11-05" ? null : "half"), (first.Value, first.Total!.Value, first.Message));
        Assert.Equal((2, 2), (second.Value, second.Total!.Value));
        Assert.Equal((LogLevel.Warning, "me", "\"mind the gap\""), (line.Level, line.Logger, line.Data.ToString()));
        Assert.Empty(pair.Notes);
    }

    [Theory]
    [MemberData(nameof(Revisions))]
    public async Task A_cancelled_call_is_cancelled_on_the_other_side(string revision)
    {
        var (entered, left) = (new TaskCompletionSource(), new TaskCompletionSource());
        var server = Servers.Plain().Add("wait", async (_, cancellation) =>
        {
            entered.SetResult();
            using (cancellation.Register(left.SetResult)) await Task.Delay(Timeout.Infinite, cancellation);
            return Done;
        });
        await using var pair = await Pair.OpenAsync(server, revision);
        using var given = new CancellationTokenSource();
        var call = pair.Client.CallToolAsync("wait", default, cancellation: given.Token);
        await entered.Task.WaitAsync(Lines.Patience);
        await given.CancelAsync();
        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(given.Token, cancelled.CancellationToken);
        await left.Task.WaitAsync(Lines.Patience);
        Assert.Equal("5", Text(await pair.Client.CallToolAsync("add", ("a", 2), ("b", 3))));
    }

    [Theory]
    [MemberData(nameof(Revisions))]
    public async Task A_call_that_takes_too_long_is_given_up_on_both_sides(string revision)
    {
        var time = new FakeTime();
        var (entered, left) = (new TaskCompletionSource(), new TaskCompletionSource());
        var server = Servers.Plain().Add("wait", async (_, cancellation) =>
        {
            entered.SetResult();
            using (cancellation.Register(left.SetResult)) await Task.Delay(Timeout.Infinite, cancellation);
            return Done;
        });
        await using var pair = await Pair.OpenAsync(server, revision, new McpClientOptions { Driver = new() { Time = time } });
        var call = pair.Client.CallToolAsync("wait", default, new CallOptions { Timeout = TimeSpan.FromHours(2) });
        await entered.Task.WaitAsync(Lines.Patience);
        time.Advance(TimeSpan.FromHours(2));
        Assert.Contains("did not answer tools/call within 7200 s", (await Assert.ThrowsAsync<McpTimeoutException>(() => call)).Message, StringComparison.Ordinal);
        await left.Task.WaitAsync(Lines.Patience);
    }

    [Theory]
    [MemberData(nameof(Revisions))]
    public async Task Tool_errors_return_and_refusals_throw(string revision)
    {
        var server = Servers.Plain()
            .Add("fail", _ => CallToolResult.Error("no luck"))
            .Add("throw", CallToolResult (_) => throw new InvalidOperationException("broken"));
        await using var pair = await Pair.OpenAsync(server, revision);
        var failed = await pair.Client.CallToolAsync("fail");
        Assert.Equal((true, "no luck"), (failed.IsError, Text(failed)));
        var threw = await pair.Client.CallToolAsync("throw");
        Assert.Equal((true, "InvalidOperationException: broken"), (threw.IsError, Text(threw)));
        var refused = await Assert.ThrowsAsync<McpRefusedException>(() => pair.Client.CallToolAsync("no such"));
        Assert.Equal((-32602, "Unknown tool: no such"), (refused.Code, refused.Failure.Text));
        refused = await Assert.ThrowsAsync<McpRefusedException>(() => pair.Client.CallAsync("no/such", token => pair.Client.Meta(token).AsParams(pair.Client.Revision)));
        Assert.Equal(-32601, refused.Code);
    }

    [Theory]
    [MemberData(nameof(Revisions))]
    public async Task A_thousand_calls_at_once_each_get_their_own_answer(string revision)
    {
        await using var pair = await Pair.OpenAsync(Servers.Plain(), revision);
        var calls = Enumerable.Range(1, 1000).Select(async number => (number, Text(await pair.Client.CallToolAsync("add", ("a", number), ("b", number)))));
        Assert.All(await Task.WhenAll(calls), call => Assert.Equal($"{2 * call.number}", call.Item2));
    }

    [Fact]
    public async Task A_change_of_the_list_is_told_in_a_legacy_session()
    {
        var changed = new Inbox<bool>();
        var server = Servers.Plain();
        await using var pair = await Pair.OpenAsync(server, "2025-11-25", new McpClientOptions { OnToolsChanged = () => changed.Add(true) });
        server.Add("more", _ => Done);
        await changed.NextAsync();
        Assert.Equal(3, (await pair.Client.ListToolsAsync()).Count);
    }

    [Fact]
    public async Task A_handler_that_throws_ends_nothing()
    {
        var (steps, odd) = (new Inbox<double>(), new Inbox<string>());
        var server = Servers.Plain().Add("work", call =>
        {
            call.Progress(1);
            call.Progress(2);
            return Done;
        });
        await using var pair = await Pair.OpenAsync(server, "2025-11-25", new McpClientOptions { OnOdd = odd.Add });
        await pair.Client.CallToolAsync("work", default, new CallOptions
        {
            OnProgress = step =>
            {
                if (step.Value == 1) throw new InvalidOperationException("mine");
                steps.Add(step.Value);
            },
        });
        Assert.Equal(2, await steps.NextAsync());
        Assert.Equal("A handler of this program failed: InvalidOperationException: mine", await odd.NextAsync());
    }

    [Fact]
    public async Task Left_to_itself_a_client_finds_the_newest_revision()
    {
        await using var pair = await Pair.OpenAsync(Servers.Plain(), null);
        Assert.Equal(Revision.Latest, pair.Client.Revision);
    }

    private static string Text(CallToolResult result) => Assert.IsType<Content.Text>(Assert.Single(result.Content)).Value;
}
