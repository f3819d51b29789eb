using System.Text.Json;
using RawMcp.Agent.StandIn;
using RawMcp.Stdio;

namespace RawMcp.Agent.Tests.StandIn;

/// <summary>The tools of the embedded server, as it lists them.</summary>
public sealed class EmbeddedTools : IAsyncLifetime
{
    internal IReadOnlyList<OfferedTool> All { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        await using var client = await McpClient.OpenAsync(new ServerCommand(Programs.RawMcp, "serve")).WaitAsync(Lines.Patience);
        All = [.. (await client.ListToolsAsync()).Select(tool => new OfferedTool(tool.Name, tool.Description ?? "", JsonElement.Parse(tool.InputSchema.Utf8.Span)))];
    }

    public ValueTask DisposeAsync() => default;
}

/// <summary>Which tool, and with which arguments.</summary>
public sealed class RuleTests(EmbeddedTools embedded) : IClassFixture<EmbeddedTools>
{
    [Theory]
    [InlineData("What is 2+3?", """add {"a":2,"b":3}""")]
    [InlineData("What is 2 + 3?", """add {"a":2,"b":3}""")]
    [InlineData("What is 2 plus 3?", """add {"a":2,"b":3}""")]
    [InlineData("What's the sum of 7 and 8?", """add {"a":7,"b":8}""")]
    [InlineData("Please add 2.5 to -4.", """add {"a":2.5,"b":-4}""")]
    [InlineData("add a=3 b=1", """add {"a":3,"b":1}""")]
    [InlineData("add b: 1, a: 3", """add {"a":3,"b":1}""")]
    [InlineData("What is 2+3 and 4+5?", """add {"a":2,"b":3}""", """add {"a":4,"b":5}""")]
    [InlineData("What is 2+3, 4+5, and 6+7?", """add {"a":2,"b":3}""", """add {"a":4,"b":5}""", """add {"a":6,"b":7}""")]
    [InlineData("Add 2 and 3, then echo 'hi there'.", """add {"a":2,"b":3}""", """echo {"message":"hi there"}""")]
    [InlineData("Add 2 and 3 and tell me what comes out", """add {"a":2,"b":3}""")]
    [InlineData("Echo hello world", """echo {"message":"hello world"}""")]
    [InlineData("Echo \"1 and 2, then 3\"", """echo {"message":"1 and 2, then 3"}""")]
    [InlineData("echo grüße 你好 🙂", """echo {"message":"grüße 你好 \uD83D\uDE42"}""")]
    [InlineData("A blob of 100 characters", """blob {"n":100}""")]
    [InlineData("A blob, please", """blob {"n":0}""")]
    [InlineData("Be slow for 1 second", """slow {"seconds":1}""")]
    [InlineData("Use the error tool and the throw tool", "error {}", "throw {}")]
    [InlineData("show the resource link", "resource_link {}")]
    [InlineData("Hello, how are you?")]
    [InlineData("How many people lived in 1900?")]
    [InlineData("")]
    [InlineData("  \n ")]
    public void A_question_leads_to_calls(string question, params string[] calls)
    {
        var turn = Ask(question, embedded.All);
        Assert.Equal(calls, turn.Calls.Select(call => $"{call.Name} {call.Arguments}"));
        Assert.Equal(calls.Length == 0, turn.Sentence.StartsWith("None of the 17 tools fits", StringComparison.Ordinal));
    }

    [Theory]
    // Of equals, the one whose required arguments the question gives; then fewer words nobody said; then the first.
    [InlineData("save 5", "save_b", """[["save_a",{"t":{"type":"string","format":"date"}},["t"]],["save_b",{"n":{"type":"number"}},["n"]]]""")]
    [InlineData("save it", "save", """[["save_all_things",{},[]],["save",{},[]]]""")]
    [InlineData("save it", "save-x", """[["save-x",{},[]],["save-y",{},[]]]""")]
    [InlineData("readFile", "read_file", """[["read",{},[]],["read_file",{},[]]]""")]
    public void Of_equal_tools_one_is_chosen(string question, string name, string tools) =>
        Assert.Equal(name, Assert.Single(Ask(question, Tools(tools)).Calls).Name);

    [Theory]
    [InlineData("t 5", """{"n":{"type":"integer"}}""", """{"n":5}""")]
    [InlineData("t 2.5 7", """{"n":{"type":"integer"}}""", """{"n":7}""")]
    [InlineData("t", """{"n":{"type":"integer","minimum":3}}""", """{"n":3}""")]
    [InlineData("t", """{"n":{"type":"number","default":1.5}}""", """{"n":1.5}""")]
    [InlineData("t", """{"n":{"type":["integer","null"]}}""", """{"n":0}""")]
    [InlineData("t", """{"n":{"type":"null"}}""", """{"n":null}""")]
    [InlineData("t without it", """{"b":{"type":"boolean"}}""", """{"b":false}""")]
    [InlineData("t yes", """{"b":{"type":"boolean"}}""", """{"b":true}""")]
    [InlineData("t", """{"b":{"type":"boolean"}}""", """{"b":false}""")]
    [InlineData("t in fahrenheit", """{"u":{"enum":["celsius","fahrenheit"]}}""", """{"u":"fahrenheit"}""")]
    [InlineData("t", """{"u":{"enum":["celsius","fahrenheit"]}}""", """{"u":"celsius"}""")]
    [InlineData("t", """{"u":{"const":[1,{"k":null}]}}""", """{"u":[1,{"k":null}]}""")]
    [InlineData("t in Oslo?", """{"city":{"type":"string"}}""", """{"city":"Oslo"}""")]
    [InlineData("t of New York", """{"city":{"type":"string"}}""", """{"city":"New York"}""")]
    [InlineData("t city=Oslo now", """{"city":{"type":"string"}}""", """{"city":"Oslo"}""")]
    [InlineData("t \"x\" of /etc/hosts", """{"path":{"type":"string"},"text":{"type":"string"}}""", """{"path":"/etc/hosts","text":"x"}""")]
    [InlineData("t notes.txt", """{"file":{"type":"string"}}""", """{"file":"notes.txt"}""")]
    [InlineData("t C:\\a\\b.txt.", """{"path":{"type":"string"}}""", """{"path":"C:\\a\\b.txt"}""")]
    [InlineData("t https://example.com/x?y=1, now", """{"url":{"type":"string","format":"uri"}}""", """{"url":"https://example.com/x?y=1"}""")]
    [InlineData("t on 2024-02-01", """{"d":{"type":"string","format":"date"}}""", """{"d":"2024-02-01"}""")]
    [InlineData("t 1, 2 and 3", """{"all":{"type":"array","items":{"type":"number"}}}""", """{"all":[1,2,3]}""")]
    [InlineData("t 'a' 'b'", """{"all":{"type":"array","items":{"type":"string"}}}""", """{"all":["a","b"]}""")]
    [InlineData("t 'a' 5", """{"o":{"type":"object","properties":{"s":{"type":"string"},"n":{"type":"integer"}},"required":["s","n"]}}""", """{"o":{"s":"a","n":5}}""")]
    [InlineData("t 'a' 5", """{"all":{"type":"array","items":{"type":"object","properties":{"s":{"type":"string"},"n":{"type":"integer"}},"required":["s","n"]}}}""", """{"all":[{"s":"a","n":5}]}""")]
    [InlineData("t 5", """{"n":{"anyOf":[{"type":"null"},{"type":"integer"}]}}""", """{"n":5}""")]
    [InlineData("t 5", """{"n":{"$ref":"#/properties/m"},"m":{"type":"integer"}}""", """{"n":5,"m":0}""")]
    [InlineData("t 5", """{"n":{"$ref":"#/properties/n"}}""", """{"n":"5"}""")]
    [InlineData("t 5", """{"n":{"$ref":"https://example.com/schema"}}""", """{"n":"5"}""")]
    [InlineData("t 5", """{"n":true}""", """{"n":"5"}""")]
    public void Required_arguments_are_filled_by_their_schema(string question, string properties, string arguments)
    {
        var names = string.Join(',', JsonElement.Parse(properties).EnumerateObject().Select(member => $"\"{member.Name}\""));
        var call = Assert.Single(Ask(question, Tools($$"""[["t",{{properties}},[{{names}}]]]""")).Calls);
        Assert.Equal(arguments, call.Arguments);
    }

    [Theory]
    [InlineData("t 5", """["t",{"n":{"type":"integer"}},[]]""", """{"n":5}""")]
    [InlineData("t 5 6", """["t",{"n":{"type":"integer"},"m":{"type":"integer"}},["m"]]""", """{"m":5}""")]
    [InlineData("t 5 n=6", """["t",{"n":{"type":"integer"},"m":{"type":"integer"}},["m"]]""", """{"m":5,"n":6}""")]
    [InlineData("t 5", """["t",{"x":{"type":"object","properties":{"x":{"$ref":"#/properties/x"}},"required":["x"]}},["x"]]""", """{"x":{"x":{"x":{"x":{"x":{"x":{"x":{}}}}}}}}""")]
    public void Optional_ones_only_where_the_question_means_them(string question, string tool, string arguments) =>
        Assert.Equal(arguments, Assert.Single(Ask(question, Tools($"[{tool}]")).Calls).Arguments);

    [Fact]
    public void A_question_leads_to_32_calls_and_no_more()
    {
        Assert.Equal(Rule.MaxCalls, Ask(Sums(Rule.MaxCalls), embedded.All).Calls.Count);
        Assert.Equal(Rule.MaxCalls, Ask(Sums(Rule.MaxCalls + 1), embedded.All).Calls.Count);

        static string Sums(int count) => string.Join("; ", Enumerable.Range(1, count).Select(n => $"{n}+1"));
    }

    [Fact]
    public void A_question_is_read_up_to_its_limit()
    {
        var blank = new string(' ', Rule.MaxQuestion - 3);
        Assert.Equal("""{"a":2,"b":3}""", Assert.Single(Ask(blank + "2+3", embedded.All).Calls).Arguments);
        Assert.Empty(Ask(blank + " 2+3", embedded.All).Calls);
        Assert.Equal("""{"message":"\uD83D\uDE42"}""", Assert.Single(Ask(blank[..^5] + "echo 🙂🙂🙂", embedded.All).Calls).Arguments);
    }

    [Fact]
    public void A_long_answer_is_quoted_up_to_its_limit()
    {
        Assert.Equal($"echo gave {new string('x', ToolAnswer.MaxQuoted)}.", ToolAnswer.Sentence(new("c", "echo", "{}"), new string('x', ToolAnswer.MaxQuoted)));
        Assert.Equal($"echo gave {new string('x', ToolAnswer.MaxQuoted)}… ({ToolAnswer.MaxQuoted + 1} characters in all).", ToolAnswer.Sentence(new("c", "echo", "{}"), new string('x', ToolAnswer.MaxQuoted + 1)));
    }

    [Theory]
    [InlineData("Error: no such file", "t with a = x failed: no such file")]
    [InlineData("Tool error: no such file", "t with a = x failed: no such file")]
    [InlineData("error -32602 (Invalid params)", "t with a = x failed: error -32602 (Invalid params)")]
    [InlineData("Not called: the person who was asked said no.", "t with a = x failed: Not called: the person who was asked said no.")]
    [InlineData("No result: the server exited.", "t with a = x failed: No result: the server exited.")]
    [InlineData("errors: 0", "t gave errors: 0 for a = x.")]
    [InlineData("\"Error: quoted\"", "t with a = x failed: quoted")]
    [InlineData("""{"error":{"code":1,"message":"bad"}}""", "t with a = x failed: bad")]
    [InlineData("""{"content":[{"type":"text","text":"5"}],"isError":false}""", "t gave 5 for a = x.")]
    [InlineData("""{"content":[{"type":"text","text":"5"},{"type":"image","data":"","mimeType":"image/png"}]}""", "t gave for a = x:\n5\n[image]")]
    [InlineData("one\ntwo", "t gave for a = x:\none\ntwo")]
    [InlineData("{\"a\":1", "t gave {\"a\":1 for a = x.")]
    public void The_sentence_is_made_of_the_tool_message(string content, string sentence) =>
        Assert.Equal(sentence, ToolAnswer.Sentence(new AskedCall("c", "t", """{"a":"x"}"""), content));

    private static Turn Ask(string question, IReadOnlyList<OfferedTool> tools) =>
        Rule.Apply(new ChatRequest([new ChatMessage("user", question)], tools, new ToolChoice(ToolChoiceKind.Auto)));

    // [["name", {properties}, [required]], …]
    private static List<OfferedTool> Tools(string json) =>
        [.. JsonElement.Parse(json).EnumerateArray().Select(tool =>
            new OfferedTool(tool[0].GetString()!, "", JsonElement.Parse($$"""{"type":"object","properties":{{tool[1]}},"required":{{tool[2]}}}""")))];
}
