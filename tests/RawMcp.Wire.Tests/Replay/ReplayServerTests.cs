using System.Text.Json;

namespace RawMcp.Wire.Tests;

/// <summary>The recorded server, for a live client.</summary>
public sealed class ReplayServerTests
{
    private const string Add = """{"name":"add","arguments":{"a":2,"b":3}}""";

    private static Played Legacy() => new Played()
        .Call(0, "initialize", """{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"x","version":"1"}}""", """{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"s","version":"1"}}""")
        .C("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");

    private static string Ask(string id, string method, string parameters) => $$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""";

    private static async Task<ReplayServed> AllGood(ServedLive live)
    {
        var (rest, served) = await live.EndAsync();
        Assert.Empty(rest);
        Assert.Empty(served.Problems);
        return served;
    }

    // The recorded answer is spelled in an odd way, its id at the end: only the id is replaced.
    [Theory, InlineData("7"), InlineData("\"a\""), InlineData("\"\\u0061\""), InlineData("123456789012345678901234567890")]
    public async Task Everything_but_the_id_is_as_recorded(string id)
    {
        var played = Legacy().C(Ask("1", "tools/call", Add)).S("""{ "result" : {"content":[ ],"x":1.0, "id":1,"\u00e9":"\u00e9"},"jsonrpc":"2.0",  "id" :1 }""" + "\r");
        using var live = new ServedLive(played);
        Assert.Equal($$"""{ "result" : {"content":[ ],"x":1.0, "id":1,"\u00e9":"\u00e9"},"jsonrpc":"2.0",  "id" :{{id}} }""" + "\r", await live.AskAsync(Ask(id, "tools/call", Add)));
        await AllGood(live);
    }

    [Theory]
    [InlineData("""{"arguments":{"b":3.0,"a":2},"name":"add"}""")]
    [InlineData("""{"name":"\u0061dd","arguments":{"a":20e-1,"b":3},"_meta":{"progressToken":9,"traceparent":"00-1"}}""")]
    [InlineData("""{"name":"add","arguments":{"a":2,"b":3},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"other"}}}""")]
    public async Task Requests_are_the_same_however_they_are_spelled(string parameters)
    {
        using var live = new ServedLive(Legacy().Call(1, "tools/call", Add, """{"n":5}"""));
        Assert.Equal("""{"jsonrpc":"2.0","id":4,"result":{"n":5}}""", await live.AskAsync(Ask("4", "tools/call", parameters)));
        await AllGood(live);
    }

    [Fact]
    public async Task No_arguments_and_empty_arguments_are_the_same()
    {
        using var live = new ServedLive(Legacy().Call(1, "tools/call", """{"name":"log"}""", """{"n":1}""").C("""{"jsonrpc":"2.0","id":2,"method":"tools/list"}""").S("""{"jsonrpc":"2.0","id":2,"result":{"n":2}}"""));
        Assert.Equal("""{"jsonrpc":"2.0","id":4,"result":{"n":1}}""", await live.AskAsync(Ask("4", "tools/call", """{"name":"log","arguments":{}}""")));
        Assert.Equal("""{"jsonrpc":"2.0","id":5,"result":{"n":2}}""", await live.AskAsync(Ask("5", "tools/list", "{}")));
        await AllGood(live);
    }

    [Fact]
    public async Task Several_answers_come_in_order_and_then_the_last_again()
    {
        using var live = new ServedLive(Legacy().Call(1, "tools/list", "{}", """{"n":1}""").Call(2, "tools/list", "{}", """{"n":2}"""));
        foreach (var n in (int[])[1, 2, 2, 2]) Assert.Equal($$$"""{"jsonrpc":"2.0","id":9,"result":{"n":{{{n}}}}}""", await live.AskAsync(Ask("9", "tools/list", "{}")));
        await AllGood(live);
    }

    // The same question in another revision: the recorded one of that revision is meant.
    [Fact]
    public async Task Of_several_the_one_whose_meta_fits_comes_first()
    {
        static string Meta(string revision) => """{"_meta":{"io.modelcontextprotocol/protocolVersion":"?"}}""".Replace("?", revision, StringComparison.Ordinal);
        using var live = new ServedLive(new Played()
            .C(Ask("1", "server/discover", Meta("2030-01-01"))).S("""{"jsonrpc":"2.0","id":1,"error":{"code":-32022,"message":"no"}}""")
            .Call(2, "server/discover", Meta("2026-07-28"), """{"supportedVersions":["2026-07-28"]}"""));
        Assert.Equal("""{"jsonrpc":"2.0","id":"p","result":{"supportedVersions":["2026-07-28"]}}""", await live.AskAsync(Ask("\"p\"", "server/discover", Meta("2026-07-28"))));
        Assert.Contains("-32022", await live.AskAsync(Ask("8", "server/discover", Meta("1999-01-01"))));
        await AllGood(live);
    }

    [Fact]
    public async Task A_probe_of_the_modern_era_is_refused_so_that_the_client_falls_back()
    {
        using var live = new ServedLive(Legacy());
        Assert.StartsWith("""{"jsonrpc":"2.0","id":"probe","error":{"code":-32601,""", await live.AskAsync(Ask("\"probe\"", "server/discover", "{}")), StringComparison.Ordinal);
        Assert.Contains("2025-11-25", await live.AskAsync(Ask("1", "initialize", """{"protocolVersion":"2024-11-05"}""")));
        var (_, served) = await live.EndAsync();
        Assert.Contains("server/discover", Assert.Single(served.Problems));
    }

    [Fact]
    public async Task A_modern_recording_without_a_probe_still_says_what_it_is()
    {
        const string meta = """{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}""";
        using var live = new ServedLive(new Played().Call(1, "tools/list", meta, """{"tools":[],"_meta":{"io.modelcontextprotocol/serverInfo":{"name":"s","version":"1"}}}"""));
        Assert.Equal(
            """{"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{}},"ttlMs":0,"cacheScope":"private","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"s","version":"1"}}}}""",
            await live.AskAsync(Ask("1", "server/discover", meta)));
        Assert.Contains("server/discover is not in the capture", Assert.Single((await AllGood(live)).Notes));
    }

    [Fact]
    public async Task Progress_has_the_live_token_and_comes_only_when_asked_for()
    {
        var played = Legacy()
            .C(Ask("1", "tools/call", """{"name":"p","_meta":{"progressToken":"old"}}"""))
            .S("""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":1,"progressToken":"old"}}""")
            .S("""{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"old"}}""")
            .S("""{"jsonrpc":"2.0","id":1,"result":{}}""");
        using var live = new ServedLive(played);
        Assert.Equal("""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":1,"progressToken":77}}""", await live.AskAsync(Ask("5", "tools/call", """{"name":"p","_meta":{"progressToken":77}}""")));
        Assert.Contains("notifications/message", await live.NextAsync());
        Assert.Equal("""{"jsonrpc":"2.0","id":5,"result":{}}""", await live.NextAsync());
        Assert.Contains("notifications/message", await live.AskAsync(Ask("6", "tools/call", """{"name":"p"}""")));
        Assert.Equal("""{"jsonrpc":"2.0","id":6,"result":{}}""", await live.NextAsync());
        await AllGood(live);
    }

    [Fact]
    public async Task What_the_server_asks_in_a_call_is_awaited_before_it_goes_on()
    {
        var played = Legacy()
            .C(Ask("1", "tools/call", Add))
            .S("""{"jsonrpc":"2.0","id":0,"method":"sampling/createMessage","params":{"maxTokens":1,"messages":[]}}""")
            .C("""{"jsonrpc":"2.0","id":0,"result":{"role":"assistant"}}""")
            .S("""{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"thanks"}}""")
            .S("""{"jsonrpc":"2.0","id":1,"result":{"n":1}}""")
            .S("""{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""");
        using var live = new ServedLive(played);
        Assert.Contains("sampling/createMessage", await live.AskAsync(Ask("3", "tools/call", Add)));
        Assert.Equal("""{"jsonrpc":"2.0","id":4,"result":{}}""", await live.AskAsync(Ask("4", "ping", "{}"))); // nothing else came meanwhile
        Assert.Contains("thanks", await live.AskAsync("""{"jsonrpc":"2.0","id":0,"error":{"code":-1,"message":"no"}}"""));
        Assert.Equal("""{"jsonrpc":"2.0","id":3,"result":{"n":1}}""", await live.NextAsync());
        Assert.Contains("list_changed", await live.NextAsync());
        await AllGood(live);
    }

    [Fact]
    public async Task Two_open_questions_never_have_one_id()
    {
        var played = Legacy().C(Ask("1", "tools/call", Add)).S("""{"jsonrpc":"2.0","id":0,"method":"roots/list"}""").C("""{"jsonrpc":"2.0","id":0,"result":{"roots":[]}}""").S("""{"jsonrpc":"2.0","id":1,"result":{}}""");
        using var live = new ServedLive(played);
        Assert.Equal("""{"jsonrpc":"2.0","id":0,"method":"roots/list"}""", await live.AskAsync(Ask("3", "tools/call", Add)));
        Assert.Equal("""{"jsonrpc":"2.0","id":"replay-1","method":"roots/list"}""", await live.AskAsync(Ask("4", "tools/call", Add)));
        Assert.Equal("""{"jsonrpc":"2.0","id":4,"result":{}}""", await live.AskAsync("""{"jsonrpc":"2.0","id":"replay-1","result":{"roots":[]}}"""));
        Assert.Equal("""{"jsonrpc":"2.0","id":3,"result":{}}""", await live.AskAsync("""{"jsonrpc":"2.0","id":0,"result":{"roots":[]}}"""));
        await AllGood(live);
    }

    [Fact]
    public async Task What_belongs_to_no_call_follows_on_what_the_client_said_last()
    {
        var played = Legacy().S("""{"jsonrpc":"2.0","id":0,"method":"roots/list"}""").C("""{"jsonrpc":"2.0","id":0,"result":{"roots":[]}}""")
            .S("""{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""").Call(1, "tools/list", "{}", "{}");
        using var live = new ServedLive(played);
        Assert.Contains("serverInfo", await live.AskAsync(Ask("1", "initialize", "{}")));
        Assert.Equal("""{"jsonrpc":"2.0","id":2,"result":{}}""", await live.AskAsync(Ask("2", "tools/list", "{}")));
        Assert.Contains("roots/list", await live.AskAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}"""));
        Assert.Contains("list_changed", await live.AskAsync("""{"jsonrpc":"2.0","id":0,"result":{"roots":[{"uri":"file:///x"}]}}"""));
        await AllGood(live);
    }

    [Fact]
    public async Task A_subscription_lives_on_and_its_messages_have_the_live_id()
    {
        const string tag = "\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":5}";
        var played = new Played()
            .C(Ask("5", "subscriptions/listen", """{"notifications":{"toolsListChanged":true}}"""))
            .S($$$"""{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{{{{tag}}}}}""")
            .Call(6, "tools/list", "{}", "{}")
            .S($$$"""{"jsonrpc":"2.0","method":"notifications/tools/list_changed","params":{{{{tag}}}}}""")
            .Eof()
            .S($$$"""{"jsonrpc":"2.0","id":5,"result":{{{{tag}}}}}""");
        using var live = new ServedLive(played);
        Assert.Equal("""{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":"listen:0"}}}""",
            await live.AskAsync(Ask("\"listen:0\"", "subscriptions/listen", """{"notifications":{"toolsListChanged":true}}""")));
        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":{}}""", await live.AskAsync(Ask("1", "tools/list", "{}")));
        Assert.Contains("\"io.modelcontextprotocol/subscriptionId\":\"listen:0\"", await live.NextAsync());
        var (rest, served) = await live.EndAsync();
        Assert.Equal(["""{"jsonrpc":"2.0","id":"listen:0","result":{"_meta":{"io.modelcontextprotocol/subscriptionId":"listen:0"}}}"""], rest);
        Assert.Empty(served.Problems);
    }

    [Fact]
    public async Task A_further_round_trip_is_found_whatever_the_person_answers()
    {
        var played = new Played()
            .Call(1, "tools/call", """{"name":"ask"}""", """{"resultType":"input_required","inputRequests":{"q":{"method":"elicitation/create"}},"requestState":"s1"}""")
            .Call(2, "tools/call", """{"name":"ask","inputResponses":{"q":{"action":"accept","content":{"x":1}}},"requestState":"s1"}""", """{"resultType":"complete","content":[]}""");
        using var live = new ServedLive(played);
        Assert.Contains("\"requestState\":\"s1\"", await live.AskAsync(Ask("7", "tools/call", """{"name":"ask","arguments":{}}""")));
        Assert.Contains("complete", await live.AskAsync(Ask("8", "tools/call", """{"name":"ask","arguments":{},"inputResponses":{"q":{"action":"decline"}},"requestState":"s1"}""")));
        await AllGood(live);
        using var wrong = new ServedLive(played);
        Assert.Contains("-32602", await wrong.AskAsync(Ask("8", "tools/call", """{"name":"ask","inputResponses":{},"requestState":"another"}""")));
    }

    [Fact]
    public async Task An_unmatched_request_is_told_what_was_asked_and_what_is_nearest()
    {
        using var live = new ServedLive(Legacy().Call(1, "tools/call", Add, "{}").Call(2, "tools/call", """{"name":"echo"}""", "{}"));
        using var answer = JsonDocument.Parse((await live.AskAsync(Ask("4", "tools/call", """{"name":"add","arguments":{"a":2,"b":4}}""")))!);
        var error = answer.RootElement.GetProperty("error");
        Assert.Equal(-32602, error.GetProperty("code").GetInt32());
        Assert.Equal("replay: the capture has tools/call, but not with these parameters; the nearest is frame 4: /params/arguments/b is 3 there and 4 here", error.GetProperty("message").GetString());
        Assert.Contains("-32601", await live.AskAsync(Ask("5", "prompts/list", "{}")));
        var (_, served) = await live.EndAsync();
        Assert.Equal(2, served.Problems.Count);
        Assert.Contains("frame 4", served.Problems[0]);
        Assert.Contains("prompts/list", served.Problems[1]);
        Assert.Null(served.End);
    }

    [Fact]
    public async Task An_ignored_place_does_not_decide()
    {
        Assert.True(JsonPath.TryParse("/params/arguments/*", out var path));
        using var live = new ServedLive(Legacy().Call(1, "tools/call", Add, """{"n":5}"""), new ReplayOptions { Ignored = [path] });
        Assert.Equal("""{"jsonrpc":"2.0","id":4,"result":{"n":5}}""", await live.AskAsync(Ask("4", "tools/call", """{"name":"add","arguments":{"a":9}}""")));
        await AllGood(live);
    }

    [Fact]
    public async Task What_was_never_answered_stays_unanswered_and_that_is_said()
    {
        using var live = new ServedLive(Legacy().C(Ask("1", "tools/call", Add)).Call(2, "tools/list", "{}", "{}").Closed());
        live.Send(Ask("3", "tools/call", Add));
        Assert.Equal("""{"jsonrpc":"2.0","id":4,"result":{}}""", await live.AskAsync(Ask("4", "tools/list", "{}")));
        var served = await AllGood(live);
        Assert.Contains("stays unanswered, as recorded", Assert.Single(served.Notes));
    }

    [Fact]
    public async Task What_was_said_after_a_cancellation_waits_for_one()
    {
        using var live = new ServedLive(Legacy().C(Ask("1", "tools/call", Add)).C("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}""").S("""{"jsonrpc":"2.0","id":1,"error":{"code":-1,"message":"gone"}}"""));
        live.Send(Ask("3", "tools/call", Add));
        Assert.Equal("""{"jsonrpc":"2.0","id":4,"result":{}}""", await live.AskAsync(Ask("4", "ping", "{}")));
        Assert.Contains("gone", await live.AskAsync("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":3}}"""));
        await AllGood(live);
    }

    [Fact]
    public async Task An_answer_that_a_gap_swallowed_is_an_error_that_says_so()
    {
        using var live = new ServedLive(Legacy().C(Ask("1", "tools/call", Add)).S("""{"jsonrpc":"2.0","id":1,"res""", end: "").Gap("stdout", 99).S("""{"a":1}]}}"""));
        Assert.Contains("lacks 99 bytes of stdout", await live.AskAsync(Ask("3", "tools/call", Add)));
        var (rest, served) = await live.EndAsync();
        Assert.Empty(rest);
        Assert.Single(served.Problems);
    }

    [Fact]
    public async Task The_server_ends_where_it_ended()
    {
        using var live = new ServedLive(Legacy().Call(1, "tools/list", "{}", "{}").C(Ask("2", "tools/call", Add)).S("Segmentation", end: "").Exit(139));
        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":{}}""", await live.AskAsync(Ask("1", "tools/list", "{}")));
        Assert.Equal("Segmentation…", await live.AskAsync(Ask("2", "tools/call", Add)));
        Assert.Null(await live.NextAsync());
        Assert.Equal(new TapEnd(139, false), (await live.Done.WaitAsync(Lines.Patience)).End);
    }

    // The host had closed stdin or sent SIGTERM: that the server left is no part of what it does by itself.
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_server_that_was_ended_serves_on(bool eof)
    {
        var played = Legacy().Call(1, "tools/list", "{}", "{}");
        played = eof ? played.Eof().Exit(0) : played.Event("\"rawmcp\":\"signal\",\"number\":15,\"name\":\"SIGTERM\",\"delivered\":true").Exit(143);
        using var live = new ServedLive(played);
        for (var i = 0; i < 2; i++) Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":{}}""", await live.AskAsync(Ask("1", "tools/list", "{}")));
        Assert.Null((await AllGood(live)).End);
    }

    [Fact]
    public async Task A_banner_comes_first_and_batches_are_answered_one_by_one()
    {
        var played = new Played().S("Server ready").C("""[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","id":2,"method":"tools/list"}]""")
            .S("""[{"jsonrpc":"2.0","id":2,"result":{"n":2}}, {"jsonrpc":"2.0","id":1,"result":{"n":1}}]""");
        using var live = new ServedLive(played);
        Assert.Equal("Server ready", await live.NextAsync());
        Assert.Equal("""{"jsonrpc":"2.0","id":"x","result":{"n":2}}""", await live.AskAsync("""[{"jsonrpc":"2.0","id":"x","method":"tools/list"},{"jsonrpc":"2.0","id":"y","method":"ping"}]"""));
        Assert.Equal("""{"jsonrpc":"2.0","id":"y","result":{"n":1}}""", await live.NextAsync());
        await AllGood(live);
    }

    [Fact]
    public async Task A_client_that_sends_garbage_gets_errors_where_there_is_an_id_and_the_rest_goes_on()
    {
        using var live = new ServedLive(Legacy().Call(1, "tools/list", "{}", "{}"));
        live.Send("garbage");
        live.Send("");
        Assert.StartsWith("""{"jsonrpc":"2.0","id":6,"error":{"code":-32600,""", await live.AskAsync("""{"jsonrpc":"2.0","id":6,"method":7}"""), StringComparison.Ordinal);
        live.Send("""{"jsonrpc":"2.0","id":99,"result":{}}""");
        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":{}}""", await live.AskAsync(Ask("1", "tools/list", "{}")));
        live.SendRaw("{\"half");
        var (_, served) = await live.EndAsync();
        Assert.Equal(3, served.Problems.Count);
    }

    [Fact]
    public async Task A_frame_of_100_MB()
    {
        var text = new string('x', 100_000_000);
        using var live = new ServedLive(Legacy().Call(1, "tools/call", Add, $$"""{"text":"{{text}}"}"""));
        var answer = await live.AskAsync(Ask("\"long\"", "tools/call", Add));
        Assert.Equal(text.Length + """{"jsonrpc":"2.0","id":"long","result":{"text":""}}""".Length, answer!.Length);
        await AllGood(live);
    }

    [Fact]
    public async Task Delays_are_those_of_the_recording_up_to_a_limit()
    {
        var played = Legacy().C(Ask("1", "tools/call", Add)).Event("\"rawmcp\":\"x\"").S("""{"jsonrpc":"2.0","method":"notifications/message"}""").Wait(TimeSpan.FromDays(9)).S("""{"jsonrpc":"2.0","id":1,"result":{}}""");
        var clock = new Delays();
        using var live = new ServedLive(played, new ReplayOptions { Timing = true, Time = clock });
        Assert.Contains("message", await live.AskAsync(Ask("1", "tools/call", Add)));
        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":{}}""", await live.NextAsync());
        await AllGood(live);
        Assert.Equal([TimeSpan.FromMilliseconds(2), ReplayLimits.LongestDelay], clock.Asked);
    }

    /// <summary>A clock that takes note of every delay and lets none last.</summary>
    private sealed class Delays : TimeProvider
    {
        public List<TimeSpan> Asked { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            lock (Asked) Asked.Add(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
