using RawMcp.Mcp;
using static RawMcp.Agent.Tests.PlayedModel;

namespace RawMcp.Agent.Tests;

/// <summary>Which calls are made, which are asked about, and which are refused.</summary>
public sealed class ApprovalTests
{
    [Theory]
    // With a person: everything is asked about, whatever the tool declares.
    [InlineData(Approval.AskOrReadOnly, null, null, true, "Ask")]
    [InlineData(Approval.AskOrReadOnly, true, null, true, "Ask")]
    [InlineData(Approval.AskOrReadOnly, true, true, true, "Ask")]
    [InlineData(Approval.AskOrReadOnly, null, true, true, "Ask")]
    [InlineData(Approval.Ask, true, false, true, "Ask")]
    // Without one: only what declares that it changes nothing, and by default only.
    [InlineData(Approval.AskOrReadOnly, true, null, false, "Run")]
    [InlineData(Approval.AskOrReadOnly, true, false, false, "Run")]
    [InlineData(Approval.AskOrReadOnly, true, true, false, "Refuse")]
    [InlineData(Approval.AskOrReadOnly, false, null, false, "Refuse")]
    [InlineData(Approval.AskOrReadOnly, null, null, false, "Refuse")]
    [InlineData(Approval.AskOrReadOnly, null, true, false, "Refuse")]
    [InlineData(Approval.Ask, true, null, false, "Refuse")]
    // All and none ask nobody.
    [InlineData(Approval.All, null, true, true, "Run")]
    [InlineData(Approval.All, null, null, false, "Run")]
    [InlineData(Approval.None, true, null, true, "Refuse")]
    [InlineData(Approval.None, true, null, false, "Refuse")]
    public void The_table(Approval approval, bool? readOnly, bool? destructive, bool hasPerson, string expected)
    {
        var decision = Decision.Of(approval, new ToolAnnotations(readOnly, destructive), hasPerson);
        Assert.Equal(expected, decision.Kind.ToString());
        Assert.Equal(expected == "Refuse", decision.Reason.Length > 0);
        if (readOnly is null && destructive is null) Assert.Equal(decision.Kind, Decision.Of(approval, null, hasPerson).Kind);
    }

    [Fact]
    public async Task A_person_is_asked_about_one_call_after_the_other_and_before_any_is_made()
    {
        var order = new List<string>();
        await using var served = await Served.StartAsync(Tools.Server().With("do", call =>
        {
            lock (order) order.Add("made " + call.Arguments);
            return CallToolResult.Text("done");
        }));
        var options = new AgentOptions
        {
            Person = (call, _) =>
            {
                lock (order) order.Add("asked " + call.Id);
                return Task.FromResult(call.Id != "b");
            },
        };
        var agent = await LoopTests.AgentFor(served, new PlayedModel(Calls(Call("a", "do"), Call("b", "do"), Call("c", "do")), Says("ok")), options);
        await agent.AskAsync("?");
        Assert.Equal(["asked a", "asked b", "asked c", "made {}", "made {}"], order);
        Assert.Equal([("a", "done"), ("b", "Not called: the person who was asked said no."), ("c", "done")], LoopTests.Answers(agent));
    }

    [Fact]
    public async Task A_person_who_gives_the_question_up_leaves_no_call_without_an_answer()
    {
        using var cancellation = new CancellationTokenSource();
        await using var served = await Served.StartAsync(Tools.Server().With("do", _ => throw new InvalidOperationException("was called")));
        var options = new AgentOptions
        {
            Person = (_, token) =>
            {
                cancellation.Cancel();
                return Task.FromCanceled<bool>(token);
            },
        };
        var agent = await LoopTests.AgentFor(served, new PlayedModel(Calls(Call("a", "do"), Call("b", "do"))), options);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => agent.AskAsync("?", cancellation.Token));
        ValidHistory.Assert(agent.History);
        Assert.All(LoopTests.Answers(agent), answer => Assert.Equal("No result: the person gave the question up.", answer.Text));
    }

    [Fact]
    public async Task When_asking_fails_the_answer_is_no()
    {
        await using var served = await Served.StartAsync(Tools.Server().With("do", _ => throw new InvalidOperationException("was called")));
        var options = new AgentOptions { Person = (_, _) => throw new IOException("no terminal") };
        var agent = await LoopTests.AgentFor(served, new PlayedModel(Calls(Call("a", "do")), Says("ok")), options);
        await agent.AskAsync("?");
        Assert.Equal([("a", "Not called: nobody could be asked.")], LoopTests.Answers(agent));
    }
}
