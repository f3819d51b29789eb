using Microsoft.Extensions.AI;
using RawMcp.Mcp;
using static RawMcp.Agent.Tests.PlayedModel;

namespace RawMcp.Agent.Tests;

/// <summary>One question, from the words to the pipe and back.</summary>
public sealed class LoopTests
{
    [Fact]
    public async Task The_result_of_a_call_goes_back_to_the_model_and_its_words_come_out()
    {
        await using var served = await Served.StartAsync(Tools.Server().WithAdd());
        var model = new PlayedModel(Calls(Call("c1", "add", ("a", Tools.Json("2")), ("b", Tools.Json("3")))), Says("It is 5."));
        var events = new List<AgentEvent>();
        var agent = await AgentFor(served, model, new AgentOptions { OnEvent = events.Add });

        Assert.Equal("It is 5.", await agent.AskAsync("What is 2+3?"));

        Assert.Equal(["user", "assistant", "tool", "assistant"], agent.History.Select(message => message.Role.Value));
        ValidHistory.Assert(agent.History);
        var answer = Assert.IsType<FunctionResultContent>(Assert.Single(model.Sent[1][2].Contents));
        Assert.Equal(("c1", "5"), (answer.CallId, answer.Result));
        Assert.Equal(4, events.OfType<AgentEvent.Remembered>().Count());
        Assert.Equal([1, 2], events.OfType<AgentEvent.Round>().Select(round => round.Number));
        Assert.Equal("It is 5.", string.Concat(events.OfType<AgentEvent.Said>().Select(said => said.Text)));
        Assert.Equal(CallEnd.Returned, events.OfType<AgentEvent.Answered>().Single().Answer.End);
    }

    [Fact]
    public async Task The_schema_reaches_the_model_byte_for_byte()
    {
        const string schema = """{ "type" : "object", "properties":{"n":{"type":"number","minimum":1.0}}, "x-own":"é" }""";
        var server = Tools.Server().AddTool(new Tool("odd", JsonRpc.RawJson.From(schema)), (_, _) => new(CallToolResult.Text("")));
        await using var served = await Served.StartAsync(server);
        var model = new PlayedModel(Says("ok"));
        await (await AgentFor(served, model)).AskAsync("?");
        var function = Assert.IsAssignableFrom<AIFunction>(Assert.Single(model.Options[0]!.Tools!));
        Assert.Equal(schema, function.JsonSchema.GetRawText());
    }

    [Fact]
    public async Task Arguments_keep_their_spelling()
    {
        string? came = null;
        await using var served = await Served.StartAsync(Tools.Server().With("take", call =>
        {
            came = call.Arguments.ToString();
            return CallToolResult.Text("ok");
        }));
        object?[] values = [Tools.Json("1.0"), Tools.Json("12345678901234567890123"), "é+", true, null, 7, Tools.Json("""{"k":[1,2]}""")];
        var call = new FunctionCallContent("c", "take", values.Select((value, at) => ($"v{at}", value)).ToDictionary(pair => pair.Item1, pair => pair.value));
        await (await AgentFor(served, new PlayedModel(Calls(call), Says("ok")))).AskAsync("?");
        Assert.Equal("""{"v0":1.0,"v1":12345678901234567890123,"v2":"é+","v3":true,"v4":null,"v5":7,"v6":{"k":[1,2]}}""", came);
    }

    [Fact]
    public async Task Calls_of_one_answer_run_at_once_and_are_answered_in_their_order()
    {
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var here = 0;
        await using var served = await Served.StartAsync(Tools.Server().With("meet", async (call, _) =>
        {
            if (Interlocked.Increment(ref here) == 2) both.TrySetResult();
            await both.Task; // the first can only end when the second has begun
            return CallToolResult.Text(call.Arguments.ToString());
        }));
        var model = new PlayedModel(Calls(Call("one", "meet", ("n", 1)), Call("two", "meet", ("n", 2))), Says("met"));
        var agent = await AgentFor(served, model);
        await agent.AskAsync("?").WaitAsync(Lines.Patience);
        Assert.Equal([("one", """{"n":1}"""), ("two", """{"n":2}""")], Answers(agent));
    }

    [Fact]
    public async Task Several_servers_are_told_apart()
    {
        await using var left = await Served.StartAsync(Tools.Server().With("who.am.i", _ => CallToolResult.Text("left")));
        await using var right = await Served.StartAsync(Tools.Server().With("who.am.i", _ => CallToolResult.Text("right")));
        var tools = await ToolSet.ListAsync([("left", left.Client), ("right", right.Client)], new ToolNames());
        Assert.Equal(2, tools.All.Select(function => function.Name).Distinct().Count());
        Assert.All(tools.All, function => Assert.True(ToolNames.IsValid(function.Name)));
        var model = new PlayedModel(Calls(Call("r", tools.All[1].Name), Call("l", tools.All[0].Name)), Says("ok"));
        var agent = new Agent(model, tools);
        await agent.AskAsync("?");
        Assert.Equal([("r", "right"), ("l", "left")], Answers(agent));
    }

    [Theory]
    [InlineData("isError", "Tool error: it broke")]
    [InlineData("empty", "(The tool gave nothing back.)")]
    [InlineData("data", """{"n":1}""")]
    [InlineData("blocks", "words\n[image image/png, 4 characters of base64, not shown]\n[audio audio/wav, 4 characters of base64, not shown]\n[resource link note rawmcp://n: A note.]\ninside\n[resource rawmcp://b , 4 characters of base64, not shown]\n[a block of type 'hologram' that cannot be read: {\"type\":\"hologram\"}]")]
    public async Task What_a_tool_gives_becomes_text(string tool, string expected)
    {
        await using var served = await Served.StartAsync(Tools.Server()
            .With("isError", _ => CallToolResult.Error("it broke"))
            .With("empty", _ => new CallToolResult([]))
            .With("data", _ => new CallToolResult([]) { StructuredContent = JsonRpc.RawJson.From("""{"n":1}""") })
            .With("blocks", _ => new CallToolResult(
            [
                new Content.Text("words"), new Content.Image("AAAA", "image/png"), new Content.Audio("AAAA", "audio/wav"),
                new Content.ResourceLink("rawmcp://n", "note") { Description = "A note." }, new Content.Resource("rawmcp://t", null, "inside", null),
                new Content.Resource("rawmcp://b", null, null, "AAAA"), new Content.Unknown("hologram", JsonRpc.RawJson.From("""{"type":"hologram"}""")),
            ])));
        var agent = await AgentFor(served, new PlayedModel(Calls(Call("c", tool)), Says("ok")));
        await agent.AskAsync("?");
        Assert.Equal([("c", expected)], Answers(agent));
    }

    [Theory]
    [InlineData(5, "12345", "12345")]
    [InlineData(5, "123456", "12345\n[cut here: these are 5 of 6 characters]")]
    [InlineData(2, "a🦉b", "a\n[cut here: these are 1 of 4 characters]")]
    public void A_long_result_is_cut_and_the_cut_is_said(int max, string text, string expected) =>
        Assert.Equal(expected, ToolText.Of(CallToolResult.Text(text), max));

    [Fact]
    public async Task A_function_also_serves_another_loop()
    {
        await using var served = await Served.StartAsync(Tools.Server().WithAdd().With("bad", _ => CallToolResult.Error("no")));
        var tools = await ToolSet.ListAsync(served.Client);
        Assert.Equal("5", await tools.Find("add")!.InvokeAsync(new AIFunctionArguments { ["a"] = 2, ["b"] = 3 }));
        Assert.Equal("Tool error: no", await tools.Find("bad")!.InvokeAsync());
        Assert.Equal(("add", "Add two numbers."), (tools.All[0].Name, tools.All[0].Description));
    }

    internal static async Task<Agent> AgentFor(Served served, PlayedModel model, AgentOptions? options = null) =>
        new(model, await ToolSet.ListAsync(served.Client), options);

    internal static IEnumerable<(string Id, object? Text)> Answers(Agent agent) =>
        agent.History.SelectMany(message => message.Contents).OfType<FunctionResultContent>().Select(result => (result.CallId, result.Result));
}
