using System.Text;

namespace RawMcp.Wire.Tests;

/// <summary>The recorded client, for a live server that is the test.</summary>
public sealed class ReplayClientTests
{
    private const string Tools = """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""";

    /// <summary>Replays against a server that gives, for each line it gets, the lines that <paramref name="server"/> gives.</summary>
    private static async Task<(ReplayCompared Done, List<string> Got)> Replay(Played played, Func<string, string[]> server, ReplayOptions? options = null, bool closes = false)
    {
        using var pipes = new PipePair();
        var got = new List<string>();
        var lines = new Lines(pipes.Far.Input);
        var serving = Task.Run(async () =>
        {
            while (await lines.NextAsync() is { } line)
            {
                got.Add(line);
                foreach (var answer in server(line)) pipes.Far.Output.Write(Encoding.UTF8.GetBytes(answer == "END" ? "" : answer.EndsWith('…') ? answer.TrimEnd('…') : answer + "\n"));
                pipes.Far.Output.Flush();
                if (server(line) is [.., "END"]) pipes.Far.Output.Dispose();
            }
        });
        var done = await ReplayClient.RunAsync(played.Recording(), options ?? new(), pipes.Near.Output, pipes.Near.Input).WaitAsync(Lines.Patience);
        pipes.Near.Output.Dispose();
        await serving.WaitAsync(Lines.Patience);
        return (done, got);
    }

    private static Func<string, string[]> Says(params (string To, string[] Answers)[] table) => line => table.FirstOrDefault(one => line.Contains(one.To, StringComparison.Ordinal)).Answers ?? [];

    private static string Result(int id, string result) => $$"""{"jsonrpc":"2.0","id":{{id}},"result":{{result}}}""";

    [Fact]
    public async Task Sends_what_was_sent_and_finds_no_difference_in_spelling()
    {
        var played = new Played().Call(0, "initialize", "{}", """{"a":1,"b":[1.0,"é"]}""").C("""{"jsonrpc":"2.0","method":"notifications/initialized"}""").C(Tools + "\r").S(Result(1, "{}"));
        var (done, got) = await Replay(played, Says(("initialize\"", ["""{"result":{"b":[1,"\u00e9"],"a":10e-1},"id":0,"jsonrpc":"2.0"}"""]), ("tools/list", [Result(1, "{ }")])));
        Assert.Empty(done.Differences);
        Assert.Equal((2, 3, null), (done.Compared, done.Sent, done.Stopped));
        Assert.Equal(played.Client.TrimEnd('\n').Split('\n'), got);
    }

    [Fact]
    public async Task A_difference_has_its_place_and_both_values()
    {
        var played = new Played().Call(1, "tools/call", """{"name":"add"}""", """{"content":[{"text":"5"},{"text":"x"}],"gone":true}""");
        var (done, _) = await Replay(played, Says(("add", [Result(1, """{"content":[{"text":"6"},{"text":"x"}],"new/~":null}""")])));
        var one = Assert.Single(done.Differences);
        Assert.Equal((1, "tools/call add with id 1", 3L), (one.Frame, one.What, one.Count));
        Assert.Equal(
            [new JsonDifference("/result/content/0/text", "\"5\"", "\"6\""), new JsonDifference("/result/gone", "true", null), new JsonDifference("/result/new~1~0", null, "null")],
            one.Places);
    }

    [Fact]
    public async Task An_ignored_place_may_differ()
    {
        var played = new Played().Call(1, "tools/list", "{}", """{"content":[{"text":"5","t":1},{"text":"6","t":1}]}""");
        var server = Says(("tools/list", [Result(1, """{"content":[{"text":"5","t":2},{"text":"6"}],"x":1}""")]));
        Assert.Equal(3, (await Replay(played, server)).Done.Differences.Single().Count);
        JsonPath[] ignored = [Path("/result/content/*/t"), Path("/result/x")];
        Assert.Empty((await Replay(played, server, new ReplayOptions { Ignored = ignored })).Done.Differences);
    }

    private static JsonPath Path(string text) => JsonPath.TryParse(text, out var path) ? path : throw new ArgumentException(text);

    // The server gives both answers when it has the second request: that works only where the client had not waited for the first.
    [Fact]
    public async Task Waits_only_for_what_the_recorded_client_had_waited_for()
    {
        var played = new Played().C(Tools).C("""{"jsonrpc":"2.0","id":2,"method":"ping"}""").S(Result(2, "{}")).S(Result(1, "{}"));
        var (done, _) = await Replay(played, Says(("ping", [Result(1, "{}"), Result(2, "{}")])));
        Assert.Equal((2, 0), (done.Compared, done.Differences.Count));
    }

    [Fact]
    public async Task A_cursor_and_a_state_are_those_of_the_new_server()
    {
        var played = new Played()
            .Call(1, "tools/list", "{}", """{"nextCursor":"old-1"}""").Call(2, "tools/list", """{"cursor":"old-1","note":"old-1"}""", "{}")
            .Call(3, "tools/call", "{}", """{"resultType":"input_required","requestState":"s","inputRequests":{"a":{"method":"roots/list"},"b":{"method":"elicitation/create"}}}""")
            .Call(4, "tools/call", """{"inputResponses":{"b":{"action":"accept"},"a":{"roots":[]}},"requestState":"s"}""", "{}");
        var (_, got) = await Replay(played, Says(
            ("\"id\":1", [Result(1, """{"nextCursor":"né\"w"}""")]), ("\"id\":2", [Result(2, "{}")]),
            ("\"id\":3", [Result(3, """{"resultType":"input_required","requestState":"t","inputRequests":{"x":{"method":"elicitation/create"},"y":{"method":"roots/list"}}}""")]), ("\"id\":4", [Result(4, "{}")])));
        Assert.Equal("""{"jsonrpc":"2.0","id":2,"method":"tools/list","params":{"cursor":"né\"w","note":"old-1"}}""", got[1]);
        Assert.Equal("""{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"inputResponses":{"x":{"action":"accept"},"y":{"roots":[]}},"requestState":"t"}}""", got[3]);
    }

    [Fact]
    public async Task A_named_place_is_carried_anywhere()
    {
        var played = new Played().Call(1, "tools/call", "{}", """{"structuredContent":{"handle":"h1"}}""").Call(2, "tools/call", """{"arguments":{"of":["h1","h12"]}}""", "{}");
        var (_, got) = await Replay(played, Says(("\"id\":1", [Result(1, """{"structuredContent":{"handle":"h7"}}""")]), ("\"id\":2", [Result(2, "{}")])), new ReplayOptions { Carried = [Path("/result/structuredContent/handle")] });
        Assert.Contains("""["h7","h12"]""", got[1]);
    }

    [Fact]
    public async Task Questions_of_the_server_get_the_recorded_answers_with_their_ids()
    {
        var played = new Played().C(Tools).S("""{"jsonrpc":"2.0","id":0,"method":"roots/list"}""").C("""{"jsonrpc":"2.0","id":0,"result":{"roots":[]}}""").S(Result(1, "{}"));
        var (done, got) = await Replay(played, Says(("tools/list", ["""{"jsonrpc":"2.0","id":"live","method":"roots/list","params":{}}"""]), ("\"live\"", [Result(1, "{}")])));
        Assert.Equal([Tools, """{"jsonrpc":"2.0","id":"live","result":{"roots":[]}}"""], got);
        Assert.Equal("/params", done.Differences.Single().Places.Single().Path);
    }

    [Fact]
    public async Task A_question_more_and_a_question_less_are_differences()
    {
        var played = new Played().C(Tools).S("""{"jsonrpc":"2.0","id":0,"method":"roots/list"}""").C("""{"jsonrpc":"2.0","id":0,"result":{"roots":[]}}""").S(Result(1, "{}"));
        var (done, got) = await Replay(played, Says(("tools/list", ["""{"jsonrpc":"2.0","id":8,"method":"ping"}""", """{"jsonrpc":"2.0","id":9,"method":"elicitation/create"}"""]), ("\"id\":9", [Result(1, "{}")])));
        Assert.Equal(["The server asks elicitation/create, which the recorded one did not.", "The server no longer asks for this."], done.Differences.Select(one => one.Sentence));
        Assert.Contains("""{"jsonrpc":"2.0","id":8,"result":{}}""", got);
        Assert.Contains(got, line => line.Contains("-32601", StringComparison.Ordinal));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_question_that_belongs_to_no_call_is_waited_for_so_long(bool comes)
    {
        const string Initialized = """{"jsonrpc":"2.0","method":"notifications/initialized"}""";
        const string Question = """{"jsonrpc":"2.0","id":0,"method":"roots/list"}""";
        const string Answer = """{"jsonrpc":"2.0","id":0,"result":{"roots":[]}}""";
        var played = new Played().C(Initialized).S(Question).C(Answer).C(Tools).S(Result(1, "{}"));
        var (done, got) = await Replay(played, Says(("initialized", comes ? [Question] : []), ("tools/list", [Result(1, "{}")])), new ReplayOptions { Time = new Grace(isOver: !comes) });
        Assert.Equal(comes ? [] : ["The server no longer asks for this."], done.Differences.Select(one => one.Sentence));
        Assert.Equal(comes ? [Initialized, Answer, Tools] : [Initialized, Tools], got);
    }

    /// <summary>A clock on which that grace is over at once, or never.</summary>
    private sealed class Grace(bool isOver) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime != ReplayLimits.ServerRequestGrace ? dueTime : isOver ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, period);
    }

    [Fact]
    public async Task Garbage_is_a_difference_unless_it_was_recorded()
    {
        var played = new Played().S("Ready").C(Tools).S(Result(1, "{}"));
        var (done, _) = await Replay(played, Says(("tools/list", ["Ready", "", "debug: here", """{"jsonrpc":"2.0","id":5,"result":{}}""", Result(1, "{}")])));
        Assert.Equal(["debug: here", """{"jsonrpc":"2.0","id":5,"result":{}}"""], done.Differences.Select(one => one.Places.Single().Now));
    }

    [Fact]
    public async Task A_malformed_answer_is_compared_as_it_is()
    {
        var (done, _) = await Replay(new Played().C(Tools).S(Result(1, "{}")), Says(("tools/list", ["""{"jsonrpc":"2.0","id":1,"result":[}"""])));
        Assert.Equal(Result(1, "{}"), done.Differences.Single().Places.Single().Recorded);
    }

    [Theory, InlineData("END"), InlineData("""{"jsonrpc":"2.0","id":1,"resu…""", "END")]
    public async Task A_server_that_leaves_early_is_lost(params string[] last)
    {
        var (done, _) = await Replay(new Played().C(Tools).S(Result(1, "{}")), Says(("tools/list", last)));
        Assert.True(done.ServerGone);
        Assert.StartsWith("tools/list with id 1 (frame 1): The server ended before it had answered.", done.Stopped, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_ends_it()
    {
        var (done, got) = await Replay(new Played().C(Tools).S(Result(1, "{}")).Call(2, "ping", "{}", "{}"), Says(), new ReplayOptions { Time = new Clock(jumpsAt: 2) }); // the first wait is for the server to read
        Assert.Equal("No answer within 60 s.", done.Differences.Single().Sentence);
        Assert.Equal([Tools], got);
        Assert.False(done.ServerGone);
    }

    [Fact]
    public async Task A_server_that_does_not_read_ends_it()
    {
        var played = new Played().C("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"x":"?"}}""".Replace("?", new string('x', 1_000_000), StringComparison.Ordinal)).S(Result(1, "{}"));
        using var pipes = new PipePair();
        var done = await ReplayClient.RunAsync(played.Recording(), new ReplayOptions { Time = new Clock(jumpsAt: 1) }, pipes.Near.Output, pipes.Near.Input).WaitAsync(Lines.Patience);
        Assert.Contains("has not read frame 1 (x, 1000", done.Stopped);
    }

    [Fact]
    public async Task What_the_capture_lacks_is_not_sent_and_that_is_said()
    {
        var played = new Played().C(Tools).S(Result(1, "{}")).C("""{"jsonrpc":"2.0",""", end: "").Gap("stdin", 10).C(""":1}""");
        var (done, got) = await Replay(played, Says(("tools/list", [Result(1, "{}")])));
        Assert.Equal([Tools], got);
        Assert.Contains("lacks bytes of stdin", Assert.Single(done.Notes));
        var torn = new Played().C(Tools).S(Result(1, "{}")).C("""{"half""", end: "");
        (done, got) = await Replay(torn, Says(("tools/list", [Result(1, "{}")])));
        Assert.Equal([Tools], got);
        Assert.Contains("cut off in frame 3", Assert.Single(done.Notes));
    }

    [Fact]
    public async Task A_line_without_its_end_and_garbage_are_sent_as_they_were()
    {
        var played = new Played().C("garbage\r").C(Tools).S(Result(1, "{}")).C("{\"half", end: "").Eof().Exit(0).Closed();
        var (_, got) = await Replay(played, Says(("tools/list", [Result(1, "{}")])));
        Assert.Equal(["garbage\r", Tools, "{\"half…"], got);
    }

    [Fact]
    public async Task Nothing_to_send_is_no_session()
    {
        using var pipes = new PipePair();
        foreach (var (played, why) in new[] { (new Played().S("{}"), "The client sent nothing"), (new Played().Gap("stdin", 7).C("{}"), "lacks 7 bytes of stdin") })
            Assert.Contains(why, (await Assert.ThrowsAsync<ReplayException>(() => ReplayClient.RunAsync(played.Recording(), new(), pipes.Near.Output, pipes.Near.Input))).Message);
    }

    /// <summary>A clock on which waits never end, up to one that ends at once.</summary>
    private sealed class Clock(int jumpsAt) : TimeProvider
    {
        private int waits;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Interlocked.Increment(ref waits) < jumpsAt ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, period);
    }
}
