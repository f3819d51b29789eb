using CsCheck;
using Microsoft.Extensions.AI;
using RawMcp.Agent.StandIn;
using RawMcp.JsonRpc;
using RawMcp.Mcp;
using static RawMcp.Agent.Tests.PlayedModel;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace RawMcp.Agent.Tests;

/// <summary>
/// Random conversations: parallel calls, tools that fail, throw, do not exist or were renamed, arguments and ids that are wrong,
/// questions that are given up, models that break off or never stop. Whatever is sent and whatever is left is a valid history.
/// </summary>
public sealed class AnyConversationTests
{
    private enum Kind
    {
        Fine,
        Fails,
        Throws,
        Missing,
        BadName,
        BadArguments,
        SameId,
        NoId,
        Refused,
        GivesUp,
        WaitsForThat,
    }

    private enum Ending
    {
        Words,
        BreaksOff,
        BreaksOffInCalls,
        Fails,
        NeverStops,
    }

    private sealed record Question(Kind[][] Rounds, Ending Ending, bool IsRenamed);

    private static Gen<Question[]> Conversation { get; } = Gen.Select(
        Gen.Enum<Kind>().Array[1, 5].Array[0, 3], Gen.Enum<Ending>(), Gen.Bool, (rounds, ending, renamed) => new Question(rounds, ending, renamed)).Array[1, 4];

    private readonly HashSet<CallEnd> seen = [];
    private Func<Task> giveUp = () => Task.CompletedTask;

    [Fact]
    public async Task Leaves_a_valid_history()
    {
        await using var served = await Served.StartAsync(Server("tool."));
        await using var renamed = await Served.StartAsync(Server("werkzeug "));
        ToolNames names = new(), others = new();
        var (tools, newer) = (await ToolSet.ListAsync([("one", served.Client)], names), await ToolSet.ListAsync([("one", renamed.Client)], others));
        await Conversation.SampleAsync(questions => TalkAsync(questions, tools, newer), iter: 300, threads: 1);
        Assert.Superset(new HashSet<CallEnd> { CallEnd.Returned, CallEnd.ToolError, CallEnd.Cancelled, CallEnd.UnknownTool, CallEnd.BadArguments, CallEnd.NotAllowed, CallEnd.OverLimit }, seen);
    }

    private async Task TalkAsync(Question[] questions, ToolSet tools, ToolSet newer)
    {
        var number = 0;
        var question = questions[0];
        var model = new PlayedModel(_ => Answer(question, number++, tools));
        var options = new AgentOptions
        {
            MaxRounds = 4,
            Person = (call, _) => Task.FromResult(!call.Name.Contains("refused", StringComparison.Ordinal)),
            OnEvent = it => _ = it is AgentEvent.Answered answered && seen.Add(answered.Answer.End),
        };
        var agent = new Agent(model, tools, options);
        foreach (var next in questions)
        {
            (question, number, agent.Tools) = (next, 0, next.IsRenamed ? newer : tools);
            using var giving = new CancellationTokenSource();
            giveUp = giving.CancelAsync;
            try
            {
                await agent.AskAsync("?", giving.Token).WaitAsync(Lines.Patience);
            }
            catch (Exception e) when (e is ModelException or TooManyRoundsException or OperationCanceledException)
            {
                // What counts is what is left behind.
            }

            AssertAccepted(agent.History);
            agent = new Agent(model, agent.Tools, options, agent.History.Select(Reloaded)); // as after an end of the program
        }

        foreach (var sent in model.Sent) AssertAccepted(sent);
    }

    // A call the person waits for ends only when the question is given up, so there has to be one that does that.
    private static IEnumerable<ChatResponseUpdate> Answer(Question question, int round, ToolSet tools)
    {
        if (round < question.Rounds.Length) return Calls(Made(question.Rounds[round], tools));
        return question.Ending switch
        {
            Ending.BreaksOff => [new ChatResponseUpdate(ChatRole.Assistant, "half")],
            Ending.BreaksOffInCalls => [new ChatResponseUpdate(ChatRole.Assistant, [.. Made([Kind.Fine], tools)])],
            Ending.Fails => throw new HttpRequestException("down"),
            Ending.NeverStops => Calls(Made([Kind.Fine, Kind.Fails], tools)),
            _ => Says("ok"),
        };
    }

    private static FunctionCallContent[] Made(Kind[] kinds, ToolSet tools)
    {
        if (kinds.Contains(Kind.WaitsForThat) && !kinds.Contains(Kind.GivesUp)) kinds = [.. kinds, Kind.GivesUp];
        return [.. kinds.Select((kind, at) => Made(kind, $"call-{at}", tools))];
    }

    private static FunctionCallContent Made(Kind kind, string id, ToolSet tools)
    {
        string Name(string tool) => tools.All.First(function => function.Tool.Name.EndsWith(tool, StringComparison.Ordinal)).Name;
        return kind switch
        {
            Kind.Fails => Call(id, Name("fails")),
            Kind.Throws => Call(id, Name("throws")),
            Kind.Missing => Call(id, "missing"),
            Kind.BadName => Call(id, "a name. no model may say, of more than sixty-four characters, with é and 🦉 in it"),
            Kind.BadArguments => new FunctionCallContent(id, Name("fine")) { Exception = new FormatException("broken") },
            Kind.SameId => Call("same", Name("fine")),
            Kind.NoId => Call("", Name("fine")),
            Kind.Refused => Call(id, Name("refused")),
            Kind.GivesUp => Call(id, Name("gives-up")),
            Kind.WaitsForThat => Call(id, Name("waits")),
            _ => Call(id, Name("fine"), ("n", 1), ("text", "é\"\\\n")),
        };
    }

    private McpServer Server(string prefix) => Tools.Server()
        .With(prefix + "fine", call => CallToolResult.Text(call.Arguments.ToString()))
        .With(prefix + "fails", _ => CallToolResult.Error("no"))
        .With(prefix + "throws", _ => throw new InvalidOperationException("thrown"))
        .With(prefix + "refused", _ => CallToolResult.Text("was called"))
        .With(prefix + "gives-up", async (_, token) =>
        {
            await giveUp();
            return CallToolResult.Text("given up");
        })
        .With(prefix + "waits", async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return CallToolResult.Text("never");
        });

    private static ChatMessage Reloaded(ChatMessage message)
    {
        var (read, problem) = HistoryLine.Read(HistoryLine.Write(message));
        Assert.Null(problem);
        return read!;
    }

    private static void AssertAccepted(IReadOnlyList<ChatMessage> history)
    {
        ValidHistory.Assert(history);
        var body = $$"""{"model":"{{ScriptedModel.Name}}","messages":[{{string.Join(',', history.Select(message => HistoryLine.Write(message).ToString()))}}]}""";
        Assert.Null(RequestReader.Read(RawJson.From(body), out _)?.Message);
    }
}
