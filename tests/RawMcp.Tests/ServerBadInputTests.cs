using System.Text;
using System.Text.Json;

namespace RawMcp.Tests;

/// <summary>Whatever a client writes gets the answer it must have, and the next request is served as if nothing had been.</summary>
public sealed class ServerBadInputTests
{
    private const string Ping = """{"jsonrpc":"2.0","id":5,"method":"ping"}""";

    /// <summary>A line (a char is a byte), and the answer in short; nothing where there must be none.</summary>
    public static TheoryData<string, string, string> Lines => new()
    {
        { "plain text", "hello", "-32700 none" },
        { "cut off", """{"jsonrpc":"2.0","id":5,"method":"ping" """, "-32700 none" },
        { "half of pretty-printed JSON", "{", "-32700 none" },
        { "a Content-Length header", "Content-Length: 40\r", "-32700 none" },
        { "a byte order mark", "\u00EF\u00BB\u00BF" + Ping, "-32700 none" },
        { "two values", Ping + Ping, "-32700 none" },
        { "bytes that are not UTF-8", """{"jsonrpc":"2.0","id":5,"method":"ping","params":{"x":"Ã("}}""", "-32700 none" },
        { "a NUL", "{\"jsonrpc\":\"2.0\",\0\"id\":5,\"method\":\"ping\"}", "-32700 none" },
        { "nothing but NUL", "\0\0\0", "-32700 none" },
        { "a blank line", "", "" },
        { "white space", " \t \r", "" },
        { "CR before the LF", Ping + "\r", "result 5" },
        { "a lone CR between tokens", "{\"jsonrpc\":\"2.0\",\r\"id\":5,\"method\":\"ping\"}", "result 5" },

        { "an id twice", """{"jsonrpc":"2.0","id":5,"id":6,"method":"ping"}""", "-32600 none" },
        { "a method twice", """{"jsonrpc":"2.0","id":5,"method":"ping","method":"ping"}""", "-32600 none" },
        { "an unknown member twice", """{"jsonrpc":"2.0","x":1,"x":2,"id":5,"method":"ping"}""", "result 5" },
        { "a fraction as id", """{"jsonrpc":"2.0","id":1.5,"method":"ping"}""", "-32600 none" },
        { "1.0 as id", """{"jsonrpc":"2.0","id":1.0,"method":"ping"}""", "-32600 none" },
        { "null as id", """{"jsonrpc":"2.0","id":null,"method":"ping"}""", "-32600 none" },
        { "an object as id", """{"jsonrpc":"2.0","id":{"a":1},"method":"ping"}""", "-32600 none" },
        { "an array as id", """{"jsonrpc":"2.0","id":[1],"method":"ping"}""", "-32600 none" },
        { "true as id", """{"jsonrpc":"2.0","id":true,"method":"ping"}""", "-32600 none" },
        { "an id of 2,000 letters", $$"""{"jsonrpc":"2.0","id":"{{new string('x', 2_000)}}","method":"ping"}""", "-32600 none" },
        { "2^53 + 1 as id", """{"jsonrpc":"2.0","id":9007199254740993,"method":"ping"}""", "result 9007199254740993" },
        { "an id of 30 digits", """{"jsonrpc":"2.0","id":123456789012345678901234567890,"method":"ping"}""", "result 123456789012345678901234567890" },
        { "minus zero as id", """{"jsonrpc":"2.0","id":-0,"method":"ping"}""", "result -0" },
        { "the empty text as id", """{"jsonrpc":"2.0","id":"","method":"ping"}""", "result \"\"" },
        { "an id with an escape", """{"jsonrpc":"2.0","id":"\u0061\/","method":"ping"}""", """result "\u0061\/" """.TrimEnd() },
        { "a lone surrogate as id", """{"jsonrpc":"2.0","id":"\ud800","method":"ping"}""", """result "\ud800" """.TrimEnd() },
        { "a lone surrogate as method", """{"jsonrpc":"2.0","id":5,"method":"\ud800"}""", "-32600 5" },
        { "a lone surrogate as tool", """{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"\ud800"}}""", "-32602 5" },
        { "a lone surrogate among the arguments", """{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"echo","arguments":{"x":"\ud800","\udc00":1}}}""", "result 5" },

        { "a batch", $"[{Ping}]", "-32600 none" },
        { "an empty batch", "[]", "-32600 none" },
        { "a number", "5", "-32600 none" },
        { "null", "null", "-32600 none" },
        { "an empty object", "{}", "-32600 none" },
        { "no jsonrpc", """{"id":5,"method":"ping"}""", "-32600 5" },
        { "jsonrpc 1.0", """{"jsonrpc":"1.0","id":5,"method":"ping"}""", "-32600 5" },
        { "jsonrpc as a number", """{"jsonrpc":2.0,"id":5,"method":"ping"}""", "-32600 5" },
        { "a number as method", """{"jsonrpc":"2.0","id":5,"method":1}""", "-32600 5" },
        { "no method", """{"jsonrpc":"2.0","id":5}""", "-32600 5" },
        { "a method and a result", """{"jsonrpc":"2.0","id":5,"method":"ping","result":{}}""", "-32600 5" },
        { "params in an array", """{"jsonrpc":"2.0","id":5,"method":"ping","params":[]}""", "-32600 5" },
        { "a notification with params in an array", """{"jsonrpc":"2.0","method":"n","params":[]}""", "-32600 none" },

        { "a response nobody asked for", """{"jsonrpc":"2.0","id":5,"result":{}}""", "" },
        { "an error nobody asked for", """{"jsonrpc":"2.0","id":5,"error":{"code":1,"message":"x"}}""", "" },
        { "an error without an id", """{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"x"}}""", "" },
        { "a response with both", """{"jsonrpc":"2.0","id":5,"result":{},"error":{"code":1,"message":"x"}}""", "" },
        { "a response with an array", """{"jsonrpc":"2.0","id":5,"result":[]}""", "" },
        { "an unknown notification", """{"jsonrpc":"2.0","method":"notifications/nothing"}""", "" },
        { "initialized, a second time", """{"jsonrpc":"2.0","method":"notifications/initialized"}""", "" },
        { "cancelling what was never asked", """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":77}}""", "" },
        { "cancelling nothing", """{"jsonrpc":"2.0","method":"notifications/cancelled"}""", "" },

        { "an unknown method", """{"jsonrpc":"2.0","id":5,"method":"no/such"}""", "-32601 5" },
        { "the empty method", """{"jsonrpc":"2.0","id":5,"method":""}""", "-32601 5" },
        { "an unknown tool", """{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"no"}}""", "-32602 5" },
        { "a call without params", """{"jsonrpc":"2.0","id":5,"method":"tools/call"}""", "-32602 5" },
        { "a call without a name", """{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{}}""", "-32602 5" },
        { "arguments in an array", """{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"echo","arguments":[1]}}""", "-32602 5" },
        { "a cursor that is none", """{"jsonrpc":"2.0","id":5,"method":"tools/list","params":{"cursor":"from-99"}}""", "-32602 5" },
        { "a number as cursor", """{"jsonrpc":"2.0","id":5,"method":"tools/list","params":{"cursor":1}}""", "-32602 5" },
        { "a level that is none", """{"jsonrpc":"2.0","id":5,"method":"logging/setLevel","params":{"level":"loud"}}""", "-32602 5" },
        { "initialize, a second time", Talk.Initialize("2025-06-18", "5"), "-32600 5" },
        { "_meta that is no object", """{"jsonrpc":"2.0","id":5,"method":"tools/list","params":{"_meta":7}}""", "result 5" },
        { "a revision that is no text", """{"jsonrpc":"2.0","id":5,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":7}}}""", "-32602 5" },
        { "100,000 objects inside one another, where nobody looks", Deep("ping"), "result 5" },
        { "100,000 objects inside one another, as a call", Deep("tools/call"), "-32602 5" },
        { "100,000 open brackets", new string('[', 100_000), "-32700 none" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task A_bad_line_gets_its_answer_and_the_next_one_is_served(string what, string line, string expected)
    {
        await using var talk = await Talk.OpenAsync(Servers.Plain());
        talk.Send([.. Encoding.Latin1.GetBytes(line), (byte)'\n']);
        talk.Say(Talk.Call("6", "add", """{"a":2,"b":3}"""));
        var all = new[] { await talk.HearAsync() }.Concat(await talk.LeaveAsync()).Select(InShort.Of).Order().ToArray();
        string[] wanted = expected.Length == 0 ? ["result 6"] : [expected, "result 6"];
        Assert.True(wanted.Order().SequenceEqual(all), $"{what}: {string.Join(", ", all)}");
    }

    private static string Deep(string method)
    {
        var text = new StringBuilder($$"""{"jsonrpc":"2.0","id":5,"method":"{{method}}","params":""");
        for (var i = 0; i < 100_000; i++) text.Append("{\"a\":");
        return text.Append('1').Append('}', 100_001).ToString();
    }

    [Theory]
    [InlineData("2024-11-05", "null")]
    [InlineData("2025-03-26", "null")]
    [InlineData("2025-06-18", "null")]
    [InlineData("2025-11-25", "none")]
    public async Task An_answer_to_an_unreadable_line_has_the_id_its_revision_wants(string revision, string id)
    {
        await using var talk = await Talk.OpenAsync(Servers.Plain(), revision);
        talk.Say("hello");
        Assert.Equal("-32700 " + id, InShort.Of(await talk.HearAsync()));
    }

    [Fact]
    public async Task Before_anything_is_open_and_in_the_modern_era_too()
    {
        await using var talk = new Talk(Servers.Plain());
        talk.Say("hello");
        Assert.Equal("-32700 null", InShort.Of(await talk.HearAsync()));
        Assert.Equal("result 1", InShort.Of((await talk.AskAsync(Talk.Modern("1", "tools/list"))).GetRawText()));
        talk.Say("hello");
        Assert.Equal("-32700 none", InShort.Of(await talk.HearAsync()));
    }

    [Fact]
    public async Task What_is_odd_is_told_to_the_servers_owner()
    {
        var odd = new Inbox<string>();
        await using var talk = await Talk.OpenAsync(Servers.Plain(new McpServerOptions { OnOdd = odd.Add }));
        talk.Say("hello\u001b[31m");
        var note = await odd.NextAsync();
        Assert.StartsWith("Not a message: this is plain text", note, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', note);
        talk.Say("""{"jsonrpc":"2.0","id":3,"result":{}}""");
        Assert.Equal("Nobody waits for this response (id 3): no request with that id was ever sent.", await odd.NextAsync());
    }

    [Fact]
    public async Task An_id_that_is_in_flight_cannot_be_used_again()
    {
        var go = new TaskCompletionSource();
        await using var talk = await Talk.OpenAsync(Servers.Plain().Add("wait", async (_, _) =>
        {
            await go.Task;
            return Mcp.CallToolResult.Text("done");
        }));
        talk.Say(Talk.Call("7", "wait"));
        Assert.Equal("-32600 7", InShort.Of((await talk.AskAsync(Talk.Call("7", "add"))).GetRawText()));
        go.SetResult();
        Assert.Equal("result 7", InShort.Of(await talk.HearAsync()));
        Assert.Equal("result 7", InShort.Of((await talk.AskAsync(Talk.Call("7", "echo"))).GetRawText())); // free again
    }

    [Fact]
    public async Task Ten_thousand_frames_in_one_write_are_answered_in_order()
    {
        await using var talk = await Talk.OpenAsync(Servers.Plain());
        var all = new StringBuilder();
        for (var id = 1; id <= 10_000; id++) all.Append($$"""{"jsonrpc":"2.0","id":{{id}},"method":"ping"}""").Append('\n');
        var writing = Task.Run(() => talk.Send(Encoding.UTF8.GetBytes(all.ToString())));
        for (var id = 1; id <= 10_000; id++) Assert.Equal($$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{}}""", await talk.HearAsync());
        await writing;
    }

    [Fact]
    public async Task A_frame_may_come_one_byte_at_a_time()
    {
        await using var talk = await Talk.OpenAsync(Servers.Plain());
        foreach (var one in Encoding.UTF8.GetBytes(Talk.Call("5", "echo", """{"x":"é🦉"}""") + "\n")) talk.Send([one]);
        Assert.Equal("""{"x":"é🦉"}""", Servers.TextOf(JsonElement.Parse(await talk.HearAsync())));
    }

    [Fact]
    public async Task Half_a_frame_before_the_end_gets_no_answer()
    {
        var odd = new Inbox<string>();
        await using var talk = await Talk.OpenAsync(Servers.Plain(new McpServerOptions { OnOdd = odd.Add }));
        talk.Send(Encoding.UTF8.GetBytes(Ping)); // whole, but for the LF
        Assert.Empty(await talk.LeaveAsync());
        Assert.Contains("in the middle of a line", await odd.NextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "result 5")]
    [InlineData(201, "-32700 none")]
    [InlineData(1_000_000, "-32700 none")]
    public async Task A_frame_over_the_limit_is_refused_and_the_connection_goes_on(int length, string expected)
    {
        await using var talk = await Talk.OpenAsync(Servers.Plain(new McpServerOptions { Driver = new() { MaxFrameBytes = 200 } }));
        var head = """{"jsonrpc":"2.0","id":5,"method":"ping","params":{"x":" """.TrimEnd();
        talk.Say(head + new string('x', length - head.Length - 3) + "\"}}");
        Assert.Equal(expected, InShort.Of(await talk.HearAsync()));
        Assert.Equal("result 6", InShort.Of((await talk.AskAsync("""{"jsonrpc":"2.0","id":6,"method":"ping"}""")).GetRawText()));
    }
}
