namespace RawMcp.Wire.Tests;

/// <summary>Two captures compared.</summary>
public sealed class DiffTests
{
    private static ExportSession Legacy(string tools = """{"name":"add","description":"adds","inputSchema":{"type":"object"}}""", string revision = "2025-11-25", string version = "1") => new ExportSession()
        .Ask("""{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"c","version":"1"}}}""")
        .Answer($$$$"""{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"{{{{revision}}}}","capabilities":{"tools":{}},"serverInfo":{"name":"s","version":"{{{{version}}}}"}}}""")
        .Ask("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""")
        .Answer($$$"""{"jsonrpc":"2.0","id":1,"result":{"tools":[{{{tools}}}]}}""");

    private static ExportSession Modern() => new ExportSession()
        .Ask("""{"jsonrpc":"2.0","id":"d","method":"server/discover","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}""")
        .Answer("""{"jsonrpc":"2.0","id":"d","result":{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{}},"_meta":{"io.modelcontextprotocol/serverInfo":{"name":"s","version":"1"}}}}""")
        .Ask("""{"jsonrpc":"2.0","id":"l","method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}""")
        .Answer("""{"jsonrpc":"2.0","id":"l","result":{"resultType":"complete","tools":[{"name":"add","description":"adds","inputSchema":{"type":"object"}}]}}""");

    private static CaptureDiff Between(ExportSession a, ExportSession b, string? filter = null)
    {
        Filter? choice = null;
        if (filter is not null) Assert.True(Filter.TryParse(filter, out choice, out _));
        return CaptureDiff.Between(a.Source(Redactor.Off(), choice), b.Source(Redactor.Off(), choice));
    }

    private static string Text(JsonChanges changes) => string.Join("; ", changes.Named.Select(one => $"{one.Path}: {one.A ?? "nothing"} / {one.B ?? "nothing"}"));

    [Fact]
    public void A_capture_does_not_differ_from_itself()
    {
        using var a = Legacy();
        using var b = Legacy();
        var diff = Between(a, b);
        Assert.True(diff.IsSame);
        Assert.Equal((2, 1), (diff.SameCalls, diff.SameTools));
    }

    [Fact]
    public void Ids_tokens_traces_and_the_order_of_members_do_not_matter()
    {
        using var a = Legacy()
            .Ask("""{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"add","arguments":{"a":1,"b":"\u00e9"},"_meta":{"progressToken":1,"traceparent":"00-x"}}}""")
            .Answer("""{"jsonrpc":"2.0","id":5,"result":{"x":1.0,"y":[],"_meta":{"io.modelcontextprotocol/serverInfo":{}}}}""");
        using var b = Legacy()
            .Ask("""{"method":"tools/call","params":{"arguments":{"b":"é","a":1},"name":"add"},"jsonrpc":"2.0","id":"x"}""")
            .Answer("""{"id":"x","jsonrpc":"2.0","result":{"y":[],"x":1}}""");
        Assert.True(Between(a, b).IsSame);
        using var c = Legacy()
            .Ask("""{"method":"tools/call","params":{"arguments":{"b":"é","a":1},"name":"add","_meta":{"com.example/tenant":"t"}},"jsonrpc":"2.0","id":"x"}""")
            .Answer("""{"id":"x","jsonrpc":"2.0","result":{"y":[],"x":1}}""");
        var diff = Between(a, c);
        Assert.Equal((1, 1), (diff.OnlyA.Count, diff.OnlyB.Count)); // a key of somebody's own may matter
    }

    [Fact]
    public void Tools_are_added_removed_and_changed()
    {
        using var a = Legacy("""{"name":"add","description":"adds","inputSchema":{"type":"object","properties":{"a":{"type":"number"}}}},{"name":"old","inputSchema":{"type":"object"}}""");
        using var b = Legacy("""{"name":"add","description":"adds two","inputSchema":{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}},{"name":"new","inputSchema":{"type":"object"}}""", version: "2");
        var diff = Between(a, b);
        Assert.False(diff.IsSame);
        Assert.Equal(["new"], diff.AddedTools);
        Assert.Equal(["old"], diff.RemovedTools);
        Assert.Equal(0, diff.SameTools);
        Assert.Equal(
            """description: "adds" / "adds two"; inputSchema.properties.a.type: "number" / "integer"; inputSchema.required: nothing / ["a"]""", Text(Assert.Single(diff.ChangedTools).Changes));
        Assert.Equal("""server.version: "1" / "2" """.TrimEnd(), Text(diff.Opening));
    }

    [Fact]
    public void Pages_of_a_list_are_one_list()
    {
        using var a = new ExportSession()
            .Ask("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""").Answer("""{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"a"}],"nextCursor":"x"}}""")
            .Ask("""{"jsonrpc":"2.0","id":2,"method":"tools/list","params":{"cursor":"x"}}""").Answer("""{"jsonrpc":"2.0","id":2,"result":{"tools":[{"name":"b"}]}}""");
        using var b = new ExportSession()
            .Ask("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""").Answer("""{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"b"},{"name":"a"}]}}""");
        var diff = Between(a, b);
        Assert.Equal((2, 0, 0), (diff.SameTools, diff.AddedTools.Count, diff.RemovedTools.Count));
    }

    [Fact]
    public void Calls_are_paired_in_order_and_their_outcomes_compared()
    {
        const string ask = """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"x"}}""";
        using var a = new ExportSession()
            .Ask(ask).Answer("""{"jsonrpc":"2.0","id":7,"result":{"content":[{"type":"text","text":"one"}]}}""")
            .Ask(ask).Answer("""{"jsonrpc":"2.0","id":7,"result":{"content":[]}}""")
            .Ask(ask).Answer("""{"jsonrpc":"2.0","id":7,"error":{"code":1,"message":"m"}}""")
            .Ask(ask).Answer("""{"jsonrpc":"2.0","id":7,"result":[]}""")
            .Ask(ask);
        using var b = new ExportSession()
            .Ask(ask).Answer("""{"jsonrpc":"2.0","id":7,"result":{"content":[{"type":"text","text":"two"}]}}""")
            .Ask(ask).Answer("""{"jsonrpc":"2.0","id":7,"result":{"content":[],"isError":true}}""")
            .Ask(ask).Answer("""{"jsonrpc":"2.0","id":7,"error":{"code":2,"message":"m"}}""")
            .Ask(ask).Answer("""{"jsonrpc":"2.0","id":7,"result":{}}""");
        var diff = Between(a, b);
        Assert.Equal(
            ["""result/result result.content[0].text: "one" / "two" """.TrimEnd(), "result/tool error result.isError: nothing / true", "error 1/error 2 error.code: 1 / 2", "malformed response/result result: [] / {}"],
            diff.ChangedCalls.Select(pair => $"{pair.OutcomeA.Name}/{pair.OutcomeB.Name} {Text(pair.Changes)}"));
        Assert.Equal((1, 0), (diff.OnlyA.Count, diff.OnlyB.Count));
    }

    [Fact]
    public void Two_eras_differ_in_their_opening_and_not_in_their_calls()
    {
        using var a = Legacy().Ask("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"add"}}""").Answer("""{"jsonrpc":"2.0","id":7,"result":{"content":[]}}""");
        using var b = Modern()
            .Ask("""{"jsonrpc":"2.0","id":"c","method":"tools/call","params":{"name":"add","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}""")
            .Answer("""{"jsonrpc":"2.0","id":"c","result":{"resultType":"complete","content":[]}}""");
        var diff = Between(a, b);
        Assert.Equal([Mcp.Era.Legacy], diff.A.Eras);
        Assert.Equal([Mcp.Era.Modern], diff.B.Eras);
        Assert.Equal((2, 0, 0, 0, 1), (diff.SameCalls, diff.ChangedCalls.Count, diff.OnlyA.Count, diff.OnlyB.Count, diff.SameTools));
        Assert.Equal("""era: "legacy" / "modern"; revision: "2025-11-25" / "2026-07-28"; client: {"name":"c","version":"1"} / nothing; supportedVersions: nothing / ["2026-07-28"]""", Text(diff.Opening));
    }

    [Fact]
    public void A_filter_compares_the_chosen_calls_only()
    {
        using var a = Legacy(version: "1").Ask("""{"jsonrpc":"2.0","id":7,"method":"ping"}""").Answer("""{"jsonrpc":"2.0","id":7,"result":{}}""");
        using var b = Legacy(version: "2").Ask("""{"jsonrpc":"2.0","id":7,"method":"ping"}""").Answer("""{"jsonrpc":"2.0","id":7,"result":{}}""");
        Assert.False(Between(a, b).IsSame);
        Assert.True(Between(a, b, "method == 'ping'").IsSame);
        Assert.Equal(1, Between(a, b, "method == 'ping'").SameCalls);
        Assert.True(Between(a, b, "method == 'none'").IsEmpty);
    }

    [Fact]
    public void What_one_capture_lacks_is_no_change_of_it()
    {
        using var a = Legacy();
        using var b = new ExportSession().Ask("""{"jsonrpc":"2.0","id":7,"method":"ping"}""").Answer("""{"jsonrpc":"2.0","id":7,"result":{}}""");
        var diff = Between(a, b);
        Assert.Null(diff.SameTools); // no list in B: its tools are not known, and so not removed
        Assert.Empty(diff.RemovedTools);
        Assert.False(diff.IsSame);
        using var none = new ExportSession();
        Assert.True(Between(none, none).IsEmpty);
        Assert.False(Between(a, none).IsSame);
    }

    [Fact]
    public void Times_are_told_and_make_no_difference()
    {
        const string ask = """{"jsonrpc":"2.0","id":7,"method":"ping"}""", answer = """{"jsonrpc":"2.0","id":7,"result":{}}""";
        using var a = new ExportSession().Ask(ask).Answer(answer);
        using var b = new ExportSession().Ask(ask);
        for (var i = 0; i < 20; i++) b.Line(Pipe.Stderr, "slow");
        b.Answer(answer);
        var diff = Between(a, b);
        Assert.True(diff.IsSame);
        Assert.Equal((1_500_000, 31_500_000), (diff.OtherTimes.Single().A.Duration, diff.OtherTimes.Single().B.Duration));
    }

    [Fact]
    public void Hostile_json_is_compared_without_a_fall()
    {
        var deep = new string('[', 5000) + new string(']', 5000);
        string Ask(string arguments) => $$$"""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"x","arguments":{{{arguments}}}}}""";
        string Answer(string result) => $$$"""{"jsonrpc":"2.0","id":7,"result":{"x":{{{result}}}}}""";
        using var a = new ExportSession().Ask(Ask(deep)).Answer(Answer(deep)).Ask(Ask("""{"\ud800":"\udc00"}""")).Answer(Answer("""{"\ud800":"\udc00","_meta":{"\ud800":1}}"""));
        using var b = new ExportSession().Ask(Ask(deep)).Answer(Answer(deep + " ")).Ask(Ask("""{"\ud800":"\udc00"}""")).Answer(Answer("""{"\ud800":"\udc01","_meta":{"\ud800":2}}"""));
        var diff = Between(a, b);
        Assert.Equal(2, diff.ChangedCalls.Count);
        using var many = new ExportSession().Ask(Ask("1")).Answer(Answer("[" + string.Join(',', Enumerable.Range(0, 1000)) + "]"));
        using var others = new ExportSession().Ask(Ask("1")).Answer(Answer("[" + string.Join(',', Enumerable.Range(1, 1000)) + "]"));
        var changes = Between(many, others).ChangedCalls.Single().Changes;
        Assert.Equal((DiffLimits.MaxChanges, 1000), (changes.Named.Count, changes.Count));
        using var longOne = new ExportSession().Ask(Ask("1")).Answer(Answer("\"" + new string('x', 10_000) + "\""));
        Assert.Equal(DiffLimits.MaxValue, Between(longOne, others).ChangedCalls.Single().Changes.Named.Single().A!.Length);
    }
}
