using System.Text;
using RawMcp.Cli.Output;
using RawMcp.JsonRpc;
using RawMcp.Mcp;
using static RawMcp.Wire.Tests.Captures;

namespace RawMcp.Wire.Tests;

/// <summary>rawmcp show --explain: something is said of everything.</summary>
public sealed class ExplanationTests
{
    private static string Explain(string text, Pipe stream = Pipe.Stdin, string? before = null)
    {
        var file = new MemoryStream([
            .. SectionBlock(), .. InterfaceBlock("stdin"), .. InterfaceBlock("stdout"), .. before is null ? [] : PacketBlock(0, 1, Encoding.UTF8.GetBytes(before + "\n")),
            .. PacketBlock((uint)stream, 2, Encoding.UTF8.GetBytes(text + "\n"))]);
        var frame = FrameIndex.Read(file).Frames[^1];
        return Explanation.Of(frame, frame.Messages[0], Encoding.UTF8.GetBytes(text));
    }

    // All methods of all revisions, as the specification's schemas have them.
    [Theory]
    [InlineData("initialize ping logging/setLevel server/discover subscriptions/listen tools/list tools/call resources/list resources/templates/list resources/read resources/subscribe resources/unsubscribe prompts/list prompts/get completion/complete sampling/createMessage roots/list elicitation/create tasks/get tasks/result tasks/list tasks/cancel notifications/initialized notifications/cancelled notifications/progress notifications/message notifications/subscriptions/acknowledged notifications/tools/list_changed notifications/resources/list_changed notifications/resources/updated notifications/prompts/list_changed notifications/roots/list_changed notifications/elicitation/complete notifications/tasks/status")]
    public void Every_method_of_every_revision(string methods)
    {
        Assert.Equal(methods.Split(' ').Order(StringComparer.Ordinal), MethodFacts.All.Select(facts => facts.Name).Order(StringComparer.Ordinal));
        Assert.All(MethodFacts.All, facts =>
        {
            Assert.EndsWith(".", facts.Purpose, StringComparison.Ordinal);
            Assert.EndsWith(".", facts.Due, StringComparison.Ordinal);
            Assert.True(facts.Client is not null || facts.Server is not null);
        });
    }

    [Fact]
    public void Says_what_for_from_whom_in_which_era_and_what_is_due()
    {
        Assert.Equal(
            "Asks how a task stands. Client to server, legacy era, 2025-11-25 alone. The other side must answer with the task's state.",
            Explain("""{"jsonrpc":"2.0","id":1,"method":"tasks/get"}"""));
        Assert.Contains("Server to client, no revision has a server send it.", Explain("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", Pipe.Stdout), StringComparison.Ordinal);
        Assert.Contains("legacy era, 2025-06-18 to 2025-11-25", Explain("""{"jsonrpc":"2.0","id":1,"method":"elicitation/create"}""", Pipe.Stdout), StringComparison.Ordinal);
        Assert.Contains("modern era, 2026-07-28 alone", Explain("""{"jsonrpc":"2.0","id":1,"method":"server/discover"}"""), StringComparison.Ordinal);
        Assert.Contains("does not know: my/own", Explain("""{"jsonrpc":"2.0","method":"my/own"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_are_explained_by_their_question()
    {
        const string call = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"t"}}""";
        Assert.Contains("1 block of content", Explain("""{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"x"}]}}""", Pipe.Stdout, call), StringComparison.Ordinal);
        Assert.Contains("a retry", Explain("""{"jsonrpc":"2.0","id":1,"result":{"resultType":"input_required","inputRequests":{}}}""", Pipe.Stdout, call), StringComparison.Ordinal);
        Assert.Contains("nobody asked for", Explain("""{"jsonrpc":"2.0","id":9,"result":{}}""", Pipe.Stdout, call), StringComparison.Ordinal);
        Assert.Equal("Error -32602, Invalid params: tools/call was not carried out. " + FailureWords.Meaning(-32602), Explain("""{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"x"}}""", Pipe.Stdout, call));
    }

    [Fact]
    public void Every_code_with_a_name_and_every_defect_has_a_sentence_of_its_own()
    {
        var other = FailureWords.Meaning(12345);
        long[] codes = [-32700, -32600, -32601, -32602, -32603, -32002, -32020, -32021, -32022, -32042, -1];
        Assert.Equal(codes.Length, codes.Select(FailureWords.Meaning).Where(sentence => sentence != other).Distinct().Count());
        Assert.All(codes[..^1], code => Assert.NotNull(ErrorCodes.Name(code)));
        var defects = Enum.GetValues<DefectKind>().Select(FailureWords.Of).ToList();
        Assert.Equal(defects.Count, defects.Distinct().Count());
        Assert.DoesNotContain("No message.", defects);
    }
}
