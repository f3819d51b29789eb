using System.Text.Json;
using RawMcp.Mcp;

namespace RawMcp.Tests;

/// <summary>Calls at work: together, cancelled, failing, telling of themselves.</summary>
public sealed class ServerCallTests
{
    private static readonly CallToolResult Done = CallToolResult.Text("done");

    [Fact]
    public async Task Calls_run_at_the_same_time()
    {
        using var both = new Barrier(2);
        await using var talk = await Talk.OpenAsync(Servers.Plain().Add("meet", (_, _) => Task.Run(() =>
        {
            Assert.True(both.SignalAndWait(Lines.Patience));
            return Done;
        })));
        talk.Say(Talk.Call("1", "meet"));
        talk.Say(Talk.Call("2", "meet"));
        Assert.Equal(["result 1", "result 2"], new[] { await talk.HearAsync(), await talk.HearAsync() }.Select(InShort.Of).Order());
    }

    [Fact]
    public async Task A_tool_that_blocks_holds_nobody_up()
    {
        using var go = new ManualResetEventSlim();
        await using var talk = await Talk.OpenAsync(Servers.Plain().Add("block", _ =>
        {
            go.Wait();
            return Done;
        }));
        talk.Say(Talk.Call("1", "block"));
        Assert.Equal("5", Servers.TextOf(await talk.AskAsync(Talk.Call("2", "add", """{"a":2,"b":3}"""))));
        go.Set();
        Assert.Equal("result 1", InShort.Of(await talk.HearAsync()));
    }

    [Fact]
    public async Task A_cancelled_call_gets_no_answer_and_its_token_is_cancelled()
    {
        var (entered, cancelled) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var talk = await Talk.OpenAsync(Servers.Plain().Add("wait", async (call, cancellation) =>
        {
            entered.SetResult();
            await using (cancellation.Register(cancelled.SetResult)) await cancelled.Task;
            call.Progress(1);
            return Done; // as if nothing had been
        }));
        talk.Say(Talk.Call("\"w\"", "wait", more: ""","_meta":{"progressToken":1}"""));
        await entered.Task.WaitAsync(Lines.Patience);
        talk.Say("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"w","reason":"enough"}}""");
        await cancelled.Task.WaitAsync(Lines.Patience);
        Assert.Equal(["result 2"], (await Ask(talk, "2")).Concat(await talk.LeaveAsync()).Select(InShort.Of));
    }

    [Fact]
    public async Task A_token_whose_callbacks_throw_hurts_nobody()
    {
        var entered = new TaskCompletionSource();
        await using var talk = await Talk.OpenAsync(Servers.Plain().Add("wait", async (_, cancellation) =>
        {
            using (cancellation.Register(() => throw new InvalidOperationException()))
            {
                entered.SetResult();
                await Task.Delay(Timeout.Infinite, cancellation);
            }

            return Done;
        }));
        talk.Say(Talk.Call("1", "wait"));
        await entered.Task.WaitAsync(Lines.Patience);
        talk.Say("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}""");
        Assert.Equal(["result 2"], (await Ask(talk, "2")).Concat(await talk.LeaveAsync()).Select(InShort.Of));
    }

    /// <summary>Ways to fail that are all tool errors.</summary>
    public static TheoryData<string, string> Failures => new()
    {
        { "throws", "InvalidOperationException: broken" },
        { "throws later", "InvalidOperationException: later" },
        { "cancels itself", "OperationCanceledException: mine" },
        { "returns nothing", "NullReferenceException: " },
        { "cannot be written", "" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_tool_that_fails_is_a_tool_error(string tool, string text)
    {
        var server = Servers.Plain()
            .Add("throws", CallToolResult (_) => throw new InvalidOperationException("broken"))
            .Add("throws later", async (_, _) =>
            {
                await Task.Yield();
                throw new InvalidOperationException("later");
            })
            .Add("cancels itself", CallToolResult (_) => throw new OperationCanceledException("mine"))
            .Add("returns nothing", _ => null!)
            .Add("cannot be written", _ => new CallToolResult([new Content.Text(null!), null!]));
        await using var talk = await Talk.OpenAsync(server);
        var answer = await talk.AskAsync(Talk.Call("1", tool));
        Assert.True(answer.GetProperty("result").GetProperty("isError").GetBoolean());
        Assert.Contains(text, Servers.TextOf(answer), StringComparison.Ordinal);
        Assert.Equal(["result 2"], (await Ask(talk, "2")).Select(InShort.Of));
    }

    [Fact]
    public async Task Half_a_surrogate_pair_in_a_text_does_no_harm()
    {
        await using var talk = await Talk.OpenAsync(Servers.Plain().Add("half", _ => CallToolResult.Text("a\ud800b")));
        Assert.Equal("a\uFFFDb", Servers.TextOf(await talk.AskAsync(Talk.Call("1", "half"))));
    }

    [Theory]
    [InlineData("2024-11-05", """{"progressToken":"t","progress":1,"total":3}""")]
    [InlineData("2025-03-26", """{"progressToken":"t","progress":1,"total":3,"message":"one"}""")]
    public async Task Progress_is_told_to_who_asked_and_only_grows(string revision, string first)
    {
        await using var talk = await Talk.OpenAsync(
            Servers.Plain().Add("steps", call =>
            {
                call.Progress(1, 3, "one");
                call.Progress(1, 3);
                call.Progress(0.5, 3);
                call.Progress(double.NaN);
                call.Progress(double.PositiveInfinity);
                call.Progress(2.5);
                return Done;
            }),
            revision);
        Assert.Equal("result 1", InShort.Of((await talk.AskAsync(Talk.Call("1", "steps"))).GetRawText()));
        talk.Say(Talk.Call("2", "steps", more: ""","_meta":{"progressToken":"t"}"""));
        Assert.Equal($$"""{"jsonrpc":"2.0","method":"notifications/progress","params":{{first}}}""", await talk.HearAsync());
        Assert.Equal("""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"t","progress":2.5}}""", await talk.HearAsync());
        Assert.Equal("result 2", InShort.Of(await talk.HearAsync()));
    }

    [Fact]
    public async Task What_a_tool_says_after_its_answer_is_not_sent()
    {
        ToolCall? late = null;
        await using var talk = await Talk.OpenAsync(Servers.Plain().Add("late", call =>
        {
            late = call;
            return Done;
        }));
        await talk.AskAsync(Talk.Call("1", "late", more: ""","_meta":{"progressToken":1}"""));
        late!.Progress(1);
        late.Log(LogLevel.Emergency, "too late");
        Assert.Equal(["result 2"], (await Ask(talk, "2")).Concat(await talk.LeaveAsync()).Select(InShort.Of));
    }

    [Theory]
    [InlineData(null, "info notice warning error critical alert emergency")]
    [InlineData("debug", "debug info notice warning error critical alert emergency")]
    [InlineData("error", "error critical alert emergency")]
    [InlineData("emergency", "emergency")]
    public async Task In_the_legacy_era_the_session_says_which_lines_it_wants(string? level, string heard)
    {
        await using var talk = await Talk.OpenAsync(Logging());
        if (level is not null) Assert.Equal("{}", (await talk.AskAsync($$$"""{"jsonrpc":"2.0","id":9,"method":"logging/setLevel","params":{"level":"{{{level}}}"}}""")).GetProperty("result").GetRawText());
        talk.Say(Talk.Call("1", "log"));
        Assert.Equal(heard, await Levels(talk));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("debug", "debug info notice warning error critical alert emergency")]
    [InlineData("alert", "alert emergency")]
    [InlineData("loud", "")]
    public async Task In_the_modern_era_each_request_says_which_lines_it_wants(string? level, string heard)
    {
        await using var talk = new Talk(Logging());
        talk.Say(Talk.Modern("1", "tools/call", "\"name\":\"log\",", level is null ? "" : $"\"io.modelcontextprotocol/logLevel\":\"{level}\","));
        Assert.Equal(heard, await Levels(talk));
    }

    [Fact]
    public async Task So_many_requests_may_be_in_flight_and_no_more()
    {
        var go = new TaskCompletionSource();
        await using var talk = await Talk.OpenAsync(Servers.Plain(new McpServerOptions { MaxRequestsInFlight = 2 }).Add("wait", async (_, _) =>
        {
            await go.Task;
            return Done;
        }));
        talk.Say(Talk.Call("1", "wait"));
        talk.Say(Talk.Call("2", "wait"));
        Assert.Equal("-32603 3", InShort.Of((await talk.AskAsync(Talk.Call("3", "echo"))).GetRawText()));
        go.SetResult();
        Assert.Equal(["result 1", "result 2"], new[] { await talk.HearAsync(), await talk.HearAsync() }.Select(InShort.Of).Order());
        Assert.Equal("result 4", InShort.Of((await talk.AskAsync(Talk.Call("4", "echo"))).GetRawText()));
    }

    private static McpServer Logging() => Servers.Plain().Add("log", call =>
    {
        foreach (var level in Enum.GetValues<LogLevel>()) call.Log(level, "line", "logger");
        return Done;
    });

    private static async Task<string> Levels(Talk talk)
    {
        var levels = new List<string?>();
        while (JsonElement.Parse(await talk.HearAsync()) is var line && line.TryGetProperty("method", out var method))
        {
            Assert.Equal("notifications/message", method.GetString());
            Assert.Equal("\"line\"", line.GetProperty("params").GetProperty("data").GetRawText());
            levels.Add(line.GetProperty("params").GetProperty("level").GetString());
        }

        return string.Join(' ', levels);
    }

    private static async Task<string[]> Ask(Talk talk, string id) => [(await talk.AskAsync(Talk.Call(id, "echo"))).GetRawText()];
}
