using Microsoft.Extensions.AI;
using RawMcp.JsonRpc;

namespace RawMcp.Agent.Tests;

/// <summary>A message on disk is the message on the wire, and comes back the same.</summary>
public sealed class HistoryLineTests
{
    [Theory]
    [InlineData("""{"role":"user","content":"grüße\n\"你好\""}""")]
    [InlineData("""{"role":"system","content":""}""")]
    [InlineData("""{"role":"assistant","content":"It is 5."}""")]
    [InlineData("""{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"add","arguments":"{\"a\":1.0,\"b\":{\"k\":[null]}}"}}]}""")]
    [InlineData("""{"role":"assistant","content":"Let me see.","tool_calls":[{"id":"c","type":"function","function":{"name":"add","arguments":"{}"}},{"id":"d","type":"function","function":{"name":"b","arguments":"{}"}}]}""")]
    [InlineData("""{"role":"tool","tool_call_id":"c","content":"5"}""")]
    public void Comes_back_the_same(string line)
    {
        var (message, problem) = HistoryLine.Read(RawJson.From(line));
        Assert.Null(problem);
        Assert.Equal(line, HistoryLine.Write(message!).ToString());
        Assert.StartsWith(HistoryLine.Start, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is no JSON object")]
    [InlineData("[]", "is no JSON object")]
    [InlineData("""{"role":"user"}""", "has no content that is a string")]
    [InlineData("""{"role":"robot","content":""}""", "has no role of system, user, assistant and tool")]
    [InlineData("""{"role":"tool","content":"5"}""", "needs the strings content and tool_call_id")]
    [InlineData("""{"role":"assistant","tool_calls":[{"function":{"name":"a","arguments":"{}"}}]}""", "has a call without an id, or without a name that models take")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c","function":{"name":"a.b","arguments":"{}"}}]}""", "has a call without an id, or without a name that models take")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c","function":{"name":"a","arguments":{}}}]}""", "has a call (c) whose arguments are not a string that holds a JSON object")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c","function":{"name":"a","arguments":"[]"}}]}""", "has a call (c) whose arguments are not a string that holds a JSON object")]
    public void What_is_no_message_is_said(string line, string problem) => Assert.Equal((null, problem), HistoryLine.Read(RawJson.From(line)));

    [Fact]
    public void A_result_that_is_no_text_is_written_as_text() =>
        Assert.Equal("""{"role":"tool","tool_call_id":"c","content":"5"}""", HistoryLine.Write(new ChatMessage(ChatRole.Tool, [new FunctionResultContent("c", 5)])).ToString());
}
