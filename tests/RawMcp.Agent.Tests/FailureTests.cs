using Microsoft.Extensions.AI;
using RawMcp.Mcp;
using RawMcp.Stdio;
using static RawMcp.Agent.Tests.PlayedModel;

namespace RawMcp.Agent.Tests;

/// <summary>Everything that can go wrong with a call becomes an answer that the model can read, and the history stays valid.</summary>
public sealed class FailureTests
{
    [Fact]
    public async Task A_tool_that_does_not_exist_is_answered_with_those_that_do()
    {
        await using var served = await Served.StartAsync(Tools.Server().WithAdd());
        var agent = await LoopTests.AgentFor(served, new PlayedModel(Calls(Call("c", "no such.tool")), Says("ok")));
        await agent.AskAsync("?");
        Assert.Equal([("c", "Not called: there is no tool 'no such.tool'. There are add.")], LoopTests.Answers(agent));
        ValidHistory.Assert(agent.History); // the name that goes back is one that models take
    }

    [Fact]
    public async Task Arguments_that_do_not_parse_are_answered_and_go_back_as_an_empty_object()
    {
        await using var served = await Served.StartAsync(Tools.Server().WithAdd());
        var broken = FunctionCallContent.CreateFromParsedArguments("{\"a\":", "c", "add", CallArgumentsOf);
        var odd = new FunctionCallContent("d", "add", new Dictionary<string, object?> { ["a"] = new object() });
        var agent = await LoopTests.AgentFor(served, new PlayedModel(Calls(broken, odd), Says("ok")));
        await agent.AskAsync("?");
        Assert.All(LoopTests.Answers(agent), answer => Assert.StartsWith("Not called: the arguments for add are not a JSON object.", (string?)answer.Text, StringComparison.Ordinal));
        ValidHistory.Assert(agent.History);

        static IDictionary<string, object?> CallArgumentsOf(string json) => CallArguments.Read(json) ?? throw new FormatException();
    }

    [Theory]
    [InlineData("dies-in-call", CallEnd.Lost, "No result: There is no answer to tools/call: the server exited with code 70.", "the tool brought the server down")]
    [InlineData("error-malformed", CallEnd.Refused, "No result: The server's answer to tools/call is no valid response: ", "")]
    public async Task A_server_that_fails_is_an_answer_without_its_stderr(string mode, CallEnd end, string start, string forPeople)
    {
        CallAnswer? answer = null;
        var options = new McpClientOptions { CallTimeout = TimeSpan.FromMinutes(1), OnStarted = id => Started.Note(id) };
        await using var client = await McpClient.OpenAsync(new ServerCommand(Programs.Faulty, mode), options);
        var tools = await ToolSet.ListAsync(client);
        var model = new PlayedModel(Calls(Call("c", "add", ("a", 2), ("b", 3))), Says("ok"));
        var agent = new Agent(model, tools, new AgentOptions { Approval = Approval.All, OnEvent = it => answer = (it as AgentEvent.Answered)?.Answer ?? answer });
        Assert.Equal("ok", await agent.AskAsync("?").WaitAsync(Lines.Patience));
        Assert.Equal(end, answer!.End);
        Assert.StartsWith(start, answer.Text, StringComparison.Ordinal);
        Assert.Contains(forPeople, answer.ForPeople);
        if (forPeople.Length > 0) Assert.DoesNotContain(forPeople, answer.Text);
        ValidHistory.Assert(agent.History);
    }

    [Fact]
    public async Task A_tool_that_never_answers_runs_out_of_time()
    {
        var time = new FakeTime();
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var server = Tools.Server().With("wait", async (_, token) =>
        {
            called.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
            return CallToolResult.Text("never");
        });
        await using var served = await Served.StartAsync(server, new McpClientOptions { CallTimeout = TimeSpan.FromHours(1), Driver = new DriverOptions { Time = time } });
        var agent = await LoopTests.AgentFor(served, new PlayedModel(Calls(Call("c", "wait")), Says("ok")));
        var asking = agent.AskAsync("?");
        await called.Task.WaitAsync(Lines.Patience);
        time.Advance(TimeSpan.FromHours(2));
        Assert.Equal("ok", await asking.WaitAsync(Lines.Patience));
        Assert.Equal([("c", "No result: The server did not answer tools/call within 3600 s.")], LoopTests.Answers(agent));
    }

    [Fact]
    public async Task Cancelled_calls_are_answered_and_the_next_question_works()
    {
        using var cancellation = new CancellationTokenSource();
        await using var served = await Served.StartAsync(Tools.Server().WithAdd().With("wait", async (_, token) =>
        {
            await cancellation.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            return CallToolResult.Text("never");
        }));
        var model = new PlayedModel(Calls(Call("a", "wait"), Call("b", "no-such")), Says("back"));
        var agent = await LoopTests.AgentFor(served, model);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => agent.AskAsync("?", cancellation.Token).WaitAsync(Lines.Patience));
        ValidHistory.Assert(agent.History);
        Assert.Equal("No result: the person gave the question up.", LoopTests.Answers(agent).First().Text);
        Assert.Equal("back", await agent.AskAsync("And now?"));
        ValidHistory.Assert(agent.History);
    }

    [Theory]
    [InlineData(3, 3, true)]
    [InlineData(2, 3, false)]
    [InlineData(1, 1, true)]
    public async Task The_limit_on_rounds(int max, int needed, bool answers)
    {
        var made = 0;
        await using var served = await Served.StartAsync(Tools.Server().With("more", _ => CallToolResult.Text($"{Interlocked.Increment(ref made)}")));
        var agent = await LoopTests.AgentFor(served, new PlayedModel(round => round == needed - 1 ? Says("done") : Calls(Call("c", "more"))), new AgentOptions { MaxRounds = max });
        if (answers) Assert.Equal("done", await agent.AskAsync("?"));
        else Assert.Equal(max, (await Assert.ThrowsAsync<TooManyRoundsException>(() => agent.AskAsync("?"))).Rounds);
        Assert.Equal(Math.Min(max, needed) - 1, made); // calls of the last round are not made
        ValidHistory.Assert(agent.History);
    }

    [Fact]
    public async Task The_limit_on_rounds_is_at_least_one_and_twenty_by_default()
    {
        Assert.Equal(20, new AgentOptions().MaxRounds);
        await using var served = await Served.StartAsync(Tools.Server());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => LoopTests.AgentFor(served, new PlayedModel(), new AgentOptions { MaxRounds = 0 }));
    }

    [Fact]
    public async Task Calls_beyond_the_limit_of_a_round_are_answered_and_not_made()
    {
        var made = 0;
        await using var served = await Served.StartAsync(Tools.Server().With("do", _ => CallToolResult.Text($"{Interlocked.Increment(ref made)}")));
        var calls = Enumerable.Range(0, 3).Select(at => Call($"c{at}", "do")).ToArray();
        var agent = await LoopTests.AgentFor(served, new PlayedModel(Calls(calls), Says("ok")), new AgentOptions { MaxCallsInRound = 2 });
        await agent.AskAsync("?");
        Assert.Equal((2, "Not called: at most 2 calls are made at once."), (made, LoopTests.Answers(agent).Last().Text));
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task The_limit_on_an_answer(int length, bool fits)
    {
        await using var served = await Served.StartAsync(Tools.Server());
        var agent = await LoopTests.AgentFor(served, new PlayedModel(Says(new string('x', length))), new AgentOptions { MaxAnswerChars = 5 });
        if (fits) Assert.Equal("xxxxx", await agent.AskAsync("?"));
        else Assert.Contains("longer than 5 characters", (await Assert.ThrowsAsync<ModelException>(() => agent.AskAsync("?"))).Message);
        ValidHistory.Assert(agent.History);
    }

    [Fact]
    public async Task Ids_that_come_twice_or_not_at_all_are_made_unique()
    {
        await using var served = await Served.StartAsync(Tools.Server().WithAdd());
        var model = new PlayedModel(Calls(Call("c", "add"), Call("c", "add"), Call("", "add")), Calls(Call("c", "add")), Says("ok"));
        var agent = await LoopTests.AgentFor(served, model);
        await agent.AskAsync("?");
        ValidHistory.Assert(agent.History);
        Assert.Equal("c", LoopTests.Answers(agent).First().Id);
        Assert.Equal(4, LoopTests.Answers(agent).Select(answer => answer.Id).Distinct().Count());
    }

    [Fact]
    public async Task Half_an_answer_is_kept_without_its_calls()
    {
        await using var served = await Served.StartAsync(Tools.Server().WithAdd());
        var half = new[] { new ChatResponseUpdate(ChatRole.Assistant, "It is"), new ChatResponseUpdate(ChatRole.Assistant, [Call("c", "add")]) };
        var agent = await LoopTests.AgentFor(served, new PlayedModel(half, Says("5")));
        var failure = await Assert.ThrowsAsync<ModelException>(() => agent.AskAsync("?"));
        Assert.Contains("broke off", failure.Message);
        Assert.Equal(["?", "It is"], agent.History.Select(message => message.Text));
        Assert.Equal("5", await agent.AskAsync("And?"));
        ValidHistory.Assert(agent.History);
    }

    [Fact]
    public async Task A_model_that_cannot_be_asked_costs_nothing_but_the_answer()
    {
        await using var served = await Served.StartAsync(Tools.Server());
        var agent = await LoopTests.AgentFor(served, new PlayedModel(round => round == 0 ? throw new HttpRequestException("down") : Says("up")));
        var failure = await Assert.ThrowsAsync<ModelException>(() => agent.AskAsync("?"));
        Assert.IsType<HttpRequestException>(failure.InnerException);
        Assert.Equal("up", await agent.AskAsync("?"));
    }

    [Fact]
    public async Task A_history_that_broke_off_is_mended()
    {
        await using var served = await Served.StartAsync(Tools.Server());
        ChatMessage[] torn =
        [
            new(ChatRole.User, "?"), new(ChatRole.Assistant, [Call("a", "add"), Call("b", "add")]), new(ChatRole.Tool, [new FunctionResultContent("b", "5")]),
            new(ChatRole.Tool, [new FunctionResultContent("stray", "6")]),
        ];
        var agent = new Agent(new PlayedModel(Says("ok")), ToolSet.Empty, history: torn);
        ValidHistory.Assert(agent.History);
        Assert.Equal([("b", "5"), ("a", "No result: the program ended before this call did.")], LoopTests.Answers(agent));
        Assert.Equal("ok", await agent.AskAsync("And?"));
    }
}
