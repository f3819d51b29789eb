using System.Text.Json;

namespace RawMcp.Tests;

/// <summary>Arrays of messages: revision 2025-03-26 has them, no other does.</summary>
public sealed class ServerBatchTests
{
    [Theory]
    [InlineData("2024-11-05", "-32600 null")]
    [InlineData("2025-06-18", "-32600 null")]
    [InlineData("2025-11-25", "-32600 none")]
    public async Task Elsewhere_a_batch_is_refused(string revision, string expected)
    {
        await using var talk = await Talk.OpenAsync(Servers.Plain(), revision);
        talk.Say("""[{"jsonrpc":"2.0","id":1,"method":"ping"}]""");
        Assert.Equal(expected, InShort.Of(await talk.HearAsync()));
    }

    [Fact]
    public async Task A_batch_is_answered_with_an_array_of_all_its_answers()
    {
        await using var talk = await Talk.OpenAsync(Servers.Plain(), "2025-03-26");
        var answers = await talk.AskAsync(
            $$"""[{{Talk.Call("1", "add", """{"a":2,"b":3}""")}},{"jsonrpc":"2.0","method":"n"},{"jsonrpc":"2.0","id":2,"method":"no/such"},7,{"jsonrpc":"2.0","id":3,"method":"tools/list"}]""");
        Assert.Equal(JsonValueKind.Array, answers.ValueKind);
        Assert.Equal(["-32600 null", "-32601 2", "result 1", "result 3"], answers.EnumerateArray().Select(answer => InShort.Of(answer.GetRawText())).Order());
    }

    [Theory]
    [InlineData("[]", "-32600 null")]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"method":"ping"}""", "-32700 null")]
    public async Task What_is_no_batch_is_answered_alone(string line, string expected)
    {
        await using var talk = await Talk.OpenAsync(Servers.Plain(), "2025-03-26");
        talk.Say(line);
        Assert.Equal(expected, InShort.Of(await talk.HearAsync()));
    }

    [Fact]
    public async Task A_session_cannot_be_opened_in_a_batch()
    {
        await using var talk = new Talk(Servers.Plain());
        talk.Say($"[{Talk.Initialize("2025-03-26")}]");
        Assert.Equal("-32600 null", InShort.Of(await talk.HearAsync()));
    }

    [Fact]
    public async Task A_batch_of_notifications_gets_no_answer()
    {
        await using var talk = await Talk.OpenAsync(Servers.Plain(), "2025-03-26");
        talk.Say("""[{"jsonrpc":"2.0","method":"n"},{"jsonrpc":"2.0","id":9,"result":{}}]""");
        Assert.Equal("result 1", InShort.Of((await talk.AskAsync("""{"jsonrpc":"2.0","id":1,"method":"ping"}""")).GetRawText()));
    }

    [Fact]
    public async Task A_cancelled_call_of_a_batch_is_left_out()
    {
        var entered = new TaskCompletionSource();
        await using var talk = await Talk.OpenAsync(
            Servers.Plain().Add("wait", async (_, cancellation) =>
            {
                entered.SetResult();
                await Task.Delay(Timeout.Infinite, cancellation);
                return Mcp.CallToolResult.Text("no");
            }),
            "2025-03-26");
        talk.Say($$"""[{{Talk.Call("1", "wait")}},{"jsonrpc":"2.0","id":2,"method":"ping"}]""");
        await entered.Task.WaitAsync(Lines.Patience);
        var answers = await talk.AskAsync("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}""");
        Assert.Equal("""[{"jsonrpc":"2.0","id":2,"result":{}}]""", answers.GetRawText());
    }
}
