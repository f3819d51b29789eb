using RawMcp.JsonRpc;

namespace RawMcp.Tests;

/// <summary>How a connection opens, in which revision, and what each era refuses.</summary>
public sealed class ServerOpeningTests
{
    [Theory]
    [InlineData("2024-11-05", "2024-11-05")]
    [InlineData("2025-03-26", "2025-03-26")]
    [InlineData("2025-06-18", "2025-06-18")]
    [InlineData("2025-11-25", "2025-11-25")]
    [InlineData("2026-07-28", "2025-11-25")] // has no initialize
    [InlineData("1999-01-01", "2025-11-25")]
    [InlineData("2099-01-01", "2025-11-25")]
    [InlineData("", "2025-11-25")]
    public async Task Initialize_agrees_on_a_revision(string asked, string agreed)
    {
        await using var talk = new Talk(Servers.Plain());
        var answer = await talk.AskAsync(Talk.Initialize(asked));
        Assert.Equal(agreed, answer.GetProperty("result").GetProperty("protocolVersion").GetString());
    }

    [Theory]
    [InlineData("2024-11-05")]
    [InlineData("2025-03-26")]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    public async Task Every_legacy_session_has_ping_list_and_call(string revision)
    {
        await using var talk = await Talk.OpenAsync(Servers.Plain(), revision);
        Assert.Equal("{}", (await talk.AskAsync("""{"jsonrpc":"2.0","id":"p","method":"ping"}""")).GetProperty("result").GetRawText());
        Assert.Equal(2, (await talk.AskAsync("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""")).GetProperty("result").GetProperty("tools").GetArrayLength());
        Assert.Equal("5", Servers.TextOf(await talk.AskAsync(Talk.Call("2", "add", """{"a":2,"b":3}"""))));
    }

    /// <summary>What an unopened server answers, in short.</summary>
    public static TheoryData<string, string> Unopened => new()
    {
        { """{"jsonrpc":"2.0","id":5,"method":"ping"}""", "result 5" },
        { """{"jsonrpc":"2.0","id":5,"method":"tools/list"}""", "-32602 5" },
        { """{"jsonrpc":"2.0","id":5,"method":"logging/setLevel","params":{"level":"info"}}""", "-32602 5" },
        { """{"jsonrpc":"2.0","id":5,"method":"initialize"}""", "-32602 5" },
        { """{"jsonrpc":"2.0","id":5,"method":"initialize","params":{"protocolVersion":"2025-11-25"}}""", "-32602 5" },
        { """{"jsonrpc":"2.0","id":5,"method":"initialize","params":{"protocolVersion":7,"capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""", "-32602 5" },
        { """{"jsonrpc":"2.0","id":5,"method":"server/discover"}""", "-32602 5" },
        { """{"jsonrpc":"2.0","id":5,"method":"server/discover","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}""", "-32602 5" },
        { """{"jsonrpc":"2.0","id":5,"method":"server/discover","params":{"_meta":{"io.modelcontextprotocol/clientCapabilities":{}}}}""", "-32602 5" },
        { Talk.Modern("5", "server/discover"), "result 5" },
        { Talk.Modern("5", "tools/list"), "result 5" },
        { Talk.Modern("5", "tools/call", "\"name\":\"echo\","), "result 5" },
        { Talk.Modern("5", "tools/call", "\"name\":\"no\","), "-32602 5" },
        { Talk.Modern("5", "tools/list", "\"cursor\":\"no\","), "-32602 5" },
        { Talk.Modern("5", "server/discover", revision: "2025-11-25"), "-32022 5" },
        { Talk.Modern("5", "tools/list", revision: "2099-01-01"), "-32022 5" },
        { Talk.Modern("5", "tools/list", capabilities: "[]"), "-32602 5" },
        { Talk.Modern("5", "ping"), "-32601 5" }, // these are gone with the handshake
        { Talk.Modern("5", "initialize", "\"protocolVersion\":\"2026-07-28\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"},"), "-32601 5" },
        { Talk.Modern("5", "logging/setLevel", "\"level\":\"info\","), "-32601 5" },
        { Talk.Modern("5", "resources/list"), "-32601 5" },
        { Talk.Modern("5", "subscriptions/listen"), "-32602 5" },
    };

    [Theory]
    [MemberData(nameof(Unopened))]
    public async Task The_first_request_is_judged_on_its_own_and_shuts_no_door(string line, string expected)
    {
        await using var talk = new Talk(Servers.Plain());
        Assert.Equal(expected, InShort.Of((await talk.AskAsync(line)).GetRawText()));
        Assert.Equal("result 6", InShort.Of((await talk.AskAsync(Talk.Initialize("2025-06-18", "6"))).GetRawText()));
        Assert.Equal("result 7", InShort.Of((await talk.AskAsync("""{"jsonrpc":"2.0","id":7,"method":"tools/list"}""")).GetRawText()));
    }

    [Fact]
    public async Task A_revision_it_does_not_speak_is_refused_with_those_it_does()
    {
        await using var talk = new Talk(Servers.Plain());
        var error = (await talk.AskAsync(Talk.Modern("1", "tools/list", revision: "2099-01-01"))).GetProperty("error");
        Assert.Equal(
            """{"supported":["2026-07-28","2025-11-25","2025-06-18","2025-03-26","2024-11-05"],"requested":"2099-01-01"}""",
            error.GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task Discover_says_all_there_is_to_say()
    {
        await using var talk = new Talk(Servers.Plain(new McpServerOptions { Instructions = "Be kind.", CacheTtlMs = 60_000 }));
        Assert.Equal(
            """{"resultType":"complete","supportedVersions":["2026-07-28","2025-11-25","2025-06-18","2025-03-26","2024-11-05"],"""
            + """ "capabilities":{"logging":{},"tools":{"listChanged":true}},"instructions":"Be kind.","ttlMs":60000,"cacheScope":"public","""[1..]
            + """ "_meta":{"io.modelcontextprotocol/serverInfo":{"name":"plain","version":"1"}}}"""[1..],
            (await talk.AskAsync(Talk.Modern("1", "server/discover"))).GetProperty("result").GetRawText());
    }

    [Fact]
    public async Task Both_eras_live_on_one_connection()
    {
        await using var talk = await Talk.OpenAsync(Servers.Plain(), "2024-11-05");
        Assert.True((await talk.AskAsync(Talk.Modern("1", "tools/list"))).GetProperty("result").TryGetProperty("resultType", out _));
        Assert.False((await talk.AskAsync("""{"jsonrpc":"2.0","id":2,"method":"tools/list"}""")).GetProperty("result").TryGetProperty("resultType", out _));
        Assert.Equal("result 3", InShort.Of((await talk.AskAsync("""{"jsonrpc":"2.0","id":3,"method":"ping"}""")).GetRawText()));
        Assert.Equal("-32601 4", InShort.Of((await talk.AskAsync(Talk.Modern("4", "ping"))).GetRawText()));
    }

    [Fact]
    public async Task A_capability_a_tool_needs_is_asked_for_in_the_modern_era_alone()
    {
        var server = Servers.Plain().AddTool(new ServerTool(new("ask", RawJson.From("""{"type":"object"}""")), (_, _) => new(Mcp.CallToolResult.Text("asked")))
        {
            RequiredClientCapabilities = RawJson.From("""{"sampling":{},"roots":{"listChanged":true}}"""),
        });
        await using var talk = new Talk(server);
        var call = "\"name\":\"ask\",";
        var error = (await talk.AskAsync(Talk.Modern("1", "tools/call", call, capabilities: """{"sampling":{}}"""))).GetProperty("error");
        Assert.Equal(-32021, error.GetProperty("code").GetInt32());
        Assert.Equal("""{"requiredCapabilities":{"roots":{"listChanged":true}}}""", error.GetProperty("data").GetRawText());
        Assert.Equal("result 2", InShort.Of((await talk.AskAsync(Talk.Modern("2", "tools/call", call, capabilities: """{"sampling":{},"roots":{}}"""))).GetRawText()));
        await talk.AskAsync(Talk.Initialize("2025-11-25"));
        Assert.Equal("asked", Servers.TextOf(await talk.AskAsync(Talk.Call("3", "ask"))));
    }
}
