using System.Text.Json;

namespace RawMcp.Cli.Tests;

/// <summary>rawmcp call: what the words of the command line become, and what is shown of the answer.</summary>
public sealed class CallTests
{
    private const string Tool = """
        {"name":"t","inputSchema":{"type":"object","properties":{"s":{"type":"string"},"n":{"type":"number"},"i":{"type":"integer"},
        "b":{"type":"boolean"},"a":{"type":"array"},"o":{"type":"object"},"u":{"type":["string","null"]},"sn":{"type":["string","number"]},"e":{"enum":["x"]}}}}
        """;

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"s":"2"}""", "s=2")]
    [InlineData("""{"s":"true"}""", "s=true")]
    [InlineData("""{"s":"null"}""", "s=null")]
    [InlineData("""{"s":"{\"a\":1}"}""", """s={"a":1}""")]
    [InlineData("""{"s":""}""", "s=")]
    [InlineData("""{"s":"a=b:=c"}""", "s=a=b:=c")]
    [InlineData("""{"s":"\"1:=2\""}""", "s=\"1:=2\"")]
    [InlineData("""{"s":"<grüße & 你好>"}""", "s=<grüße & 你好>")]
    [InlineData("""{"s":"@file"}""", "s=@file")]
    [InlineData("""{"n":2}""", "n=2")]
    [InlineData("""{"n":-2.50e3}""", "n=-2.50e3")]
    [InlineData("""{"n":1e400}""", "n=1e400")]
    [InlineData("""{"n":"two"}""", "n=two")]
    [InlineData("""{"i":12345678901234567890}""", "i=12345678901234567890")]
    [InlineData("""{"b":true}""", "b=true")]
    [InlineData("""{"b":"yes"}""", "b=yes")]
    [InlineData("""{"a":[1,"x"]}""", """a=[1,"x"]""")]
    [InlineData("""{"o":{"k":null}}""", """o={"k":null}""")]
    [InlineData("""{"u":null}""", "u=null")]
    [InlineData("""{"u":"2"}""", "u=2")]
    [InlineData("""{"sn":2}""", "sn=2")]
    [InlineData("""{"sn":"x2"}""", "sn=x2")]
    [InlineData("""{"e":"x"}""", "e=x")]
    [InlineData("""{"unknown":3,"other":"three"}""", "unknown=3", "other=three")]
    [InlineData("""{"s":2}""", "s:=2")]
    [InlineData("""{"s":null}""", "s:=null")]
    [InlineData("""{"s":"\ud800"}""", """s:="\ud800" """)]
    [InlineData("""{"s":"x","n":1,"b":false}""", "s=x", "n=1", "b:=false")]
    [InlineData("""{"n": 1.0, "n": 2}""", """{"n": 1.0, "n": 2}""")]
    public async Task Words_become_arguments(string expected, params string[] words)
    {
        using var scratch = new Scratch();
        var call = await Launch.Rawmcp(["call", "t", .. words, "--era", "legacy", "--wire", "--", .. Server(scratch, words)]);
        Assert.True(call.ExitCode == 0, call.ToString());
        Assert.Equal("done\n", call.Output);
        var sent = call.Errors.Split('\n').Single(line => line.Contains("tools/call", StringComparison.Ordinal));
        Assert.Equal(expected, JsonElement.Parse(sent[2..]).GetProperty("params").GetProperty("arguments").GetRawText());
    }

    [Theory]
    [InlineData("An argument is key=value, key:=JSON or one JSON object, not 'word'.", "word")]
    [InlineData("An argument is key=value, key:=JSON or one JSON object, not '=1'.", "=1")]
    [InlineData("An argument is key=value, key:=JSON or one JSON object, not ':=1'.", ":=1")]
    [InlineData("An argument is key=value, key:=JSON or one JSON object, not '[1]'.", "[1]")]
    [InlineData("What follows := is not JSON: 'a:=x'.", "a:=x")]
    [InlineData("What follows := is not JSON: 'a:='.", "a:=")]
    [InlineData("""The arguments are not a JSON object: {"a":1""", """{"a":1""")]
    [InlineData("""The arguments are not a JSON object: {"a":1} x""", """{"a":1} x""")]
    [InlineData("The argument 'a' is given twice.", "a=1", "a:=2")]
    public async Task Wrong_words_are_said_before_a_server_starts(string sentence, params string[] words)
    {
        var call = await Launch.Rawmcp(["call", "add", .. words, "--", "no-such-program"]);
        Assert.Equal(2, call.ExitCode);
        Assert.Equal("rawmcp: " + sentence, call.Errors.TrimEnd());
        Assert.Equal("", call.Output);
    }

    [Theory, InlineData("legacy"), InlineData("modern")]
    public async Task Json_is_the_result_as_the_server_wrote_it(string era)
    {
        var call = await Launch.Rawmcp("call", "structured", "--json", "--era", era, "--wire");
        Assert.Equal(0, call.ExitCode);
        Assert.Single(call.OutputLines);
        Assert.Equal("Oslo", JsonElement.Parse(call.Output).GetProperty("structuredContent").GetProperty("city").GetString());
        var answer = call.Errors.Split('\n').Last(line => line.StartsWith('<'));
        Assert.Contains("\"result\":" + call.Output.TrimEnd() + "}", answer);
    }

    [Theory]
    [InlineData("image", "[image image/png, 96 characters of base64]\n")]
    [InlineData("audio", "[audio audio/wav, 72 characters of base64]\n")]
    [InlineData("resource_link", "[resource link note 1 rawmcp://notes/1]\n")]
    [InlineData("embedded_resource", "The note.\n[resource rawmcp://dot image/png, 96 characters of base64]\n")]
    [InlineData("unicode", "Grüße, 你好, مرحبا, e\u0301, 🦉, \u2028.\n")]
    public async Task Each_kind_of_content_is_shown(string tool, string shown)
    {
        var call = await Launch.Rawmcp("call", tool);
        Assert.Equal(0, call.ExitCode);
        Assert.Equal(shown, call.Output);
        Assert.Equal("", call.Errors);
    }

    [Fact]
    public async Task Utf8_is_shown_in_any_locale()
    {
        var call = await Launch.RunAsync([Repository.Rawmcp, "call", "unicode"], variables: new() { ["LC_ALL"] = "de_DE.ISO-8859-1", ["LANG"] = "de_DE.ISO-8859-1" });
        Assert.StartsWith("Grüße, 你好", call.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_is_on_stderr_where_it_is_asked_for()
    {
        var call = await Launch.Rawmcp("call", "progress", "steps=3", "--progress");
        Assert.Equal("3 steps done.\n", call.Output);
        Assert.Equal(["progress: 1 of 3 step 1", "progress: 2 of 3 step 2", "progress: 3 of 3 step 3"], call.Errors.TrimEnd().Split('\n'));
        Assert.Equal("", (await Launch.Rawmcp("call", "progress", "steps=3")).Errors);
    }

    // The list of tools is asked for only when the words need the schema, which moves the id of the call.
    private static string[] Server(Scratch scratch, string[] words)
    {
        var listed = words.Any(word => word[0] != '{' && !word.Contains(":=", StringComparison.Ordinal)) || words.Any(word => word.StartsWith("s=", StringComparison.Ordinal));
        var opened = """{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"scripted","version":"1"}}}""";
        var tools = $$$"""{"jsonrpc":"2.0","id":2,"result":{"tools":[{{{Tool.ReplaceLineEndings("")}}}]}}""";
        var done = $$$"""{"jsonrpc":"2.0","id":{{{(listed ? 3 : 2)}}},"result":{"content":[{"type":"text","text":"done"}]}}""";
        string[] answers = listed ? [opened, tools, done] : [opened, done];
        return [Repository.Scripted, "play", scratch.Write("answers", string.Join("\n\n", answers)), scratch.Write("stderr", "")];
    }
}
