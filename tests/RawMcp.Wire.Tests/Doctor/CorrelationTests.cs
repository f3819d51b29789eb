namespace RawMcp.Wire.Tests;

using static Story;

/// <summary>Faults MT401 to MT404 and MT501 to MT507, and what is nearly one of them.</summary>
public sealed class CorrelationTests
{
    private const string Modern = """{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}""";

    private static Story Opened => new Story().Start().Open();

    [Fact]
    public void MT401_the_client_does_not_like_the_answer()
    {
        var init = Request("0", "initialize", """{"protocolVersion":"2025-11-25"}""");
        var story = new Story().Start().In(10, init).Out(20, Result("0", """{"protocolVersion":"2024-11-05"}""")).Bye(30);
        Assert.Contains("asked for revision 2025-11-25, the server answered with 2024-11-05", story.First(Faults.Version, Severity.Error).Cause);
        new Story().Start().In(10, init).Out(20, Result("0", """{"protocolVersion":"1999-01-01"}""")).Look(30_020).First(Faults.Version); // silent for 30 s
        new Story().Start().In(10, init).Out(20, Failure("0", -32602, "Unsupported protocol version")).Bye(30).First(Faults.Version);
        new Story().Start().In(10, init).Out(20, Failure("0", -32601, "Method not found")).Bye(30).First(Faults.Version);
        new Story().Start().In(10, Request("1", "server/discover", Modern)).Out(20, Failure("1", -32601, "Method not found")).Bye(30).First(Faults.Version);
        new Story().Start().In(10, Request("1", "server/discover", Modern)).Err(15, "Error: expect initialize request").Exit(20).First(Faults.Version);
    }

    [Fact]
    public void MT401_refused_with_the_revisions_it_speaks()
    {
        var story = new Story().Start().In(10, Request("1", "tools/list", Modern)).Out(20, Failure("1", -32022, "no", """{"supported":["2025-11-25","2025-06-18"],"requested":"2026-07-28"}""")).Bye(30);
        Assert.Equal("The server refused revision 2026-07-28 (error -32022); it speaks 2025-11-25, 2025-06-18, and the client found no other.", story.First(Faults.Version, Severity.Error).Cause);
        new Story().Start().In(5, Request("1", "server/discover", Modern)).Out(6, Failure("1", -32022)).Open().Bye(50).Without(Faults.Version);
    }

    [Fact]
    public void MT401_not_where_they_agreed() => Assert.Equal("", new Story().Start().Open("2025-11-25", "2024-11-05").Bye(30).Codes);

    [Fact]
    public void MT402_before_the_session_was_open()
    {
        new Story().Start().In(10, Request("1", "tools/list")).Out(11, Failure("1", -32602, "Received request before initialization was complete")).Open().Bye(50).First(Faults.TooEarly, Severity.Error);
        new Story().Start().In(10, Request("1", "tools/list")).Exit(20, 1).First(Faults.TooEarly);
    }

    [Fact]
    public void MT402_a_remark_where_the_server_took_it_and_nothing_for_a_ping()
    {
        new Story().Start().In(5, Request("1", "tools/list")).Out(6, Result("1", "{\"tools\":[]}")).Open().Bye(50).First(Faults.TooEarly, Severity.Info);
        new Story().Start().In(5, Request("1", "ping")).Out(6, Result("1")).Open().Bye(50).Without(Faults.TooEarly);
        new Story().Start().In(5, Request("1", "tools/list", Modern)).Out(6, Result("1", "{\"tools\":[]}")).Bye(50).Without(Faults.TooEarly);
    }

    [Fact]
    public void MT403_declared_and_not_there()
    {
        new Story().Start().Open(capabilities: """{"tools":{}}""").In(30, Request("1", "tools/list")).Out(40, Failure("1", -32601)).Bye(50).First(Faults.Capability, Severity.Error);
        new Story().Start().Open(capabilities: """{"prompts":{}}""").In(30, Request("1", "prompts/list")).Out(40, Failure("1", -32601)).Bye(50).First(Faults.Capability, Severity.Warning);
        new Story().Start().Open(capabilities: """{"tools":{}}""").In(30, Request("1", "prompts/list")).Out(40, Failure("1", -32601)).Bye(50).First(Faults.Capability, Severity.Info);
        new Story().Start().Open().In(30, Call("1")).Out(31, Request("5", "sampling/createMessage")).In(32, Failure("5", -32601)).Out(33, Result("1")).Bye(50).First(Faults.Capability, Severity.Warning);
    }

    [Fact]
    public void MT403_not_for_methods_of_ones_own() => Assert.Equal("", Opened.In(30, Request("1", "x/y")).Out(40, Failure("1", -32601)).Bye(50).Codes);

    [Fact]
    public void MT404_the_server_asks_in_the_modern_era()
    {
        var story = new Story().Start().In(10, Request("1", "tools/call", Modern)).Out(20, Request("9", "roots/list")).Out(12_000, Result("1")).Bye(13_000);
        story.First(Faults.WrongDirection, Severity.Error);
        Assert.Equal("MT404", story.Codes);
        new Story().Start().In(10, Request("1", "tools/call", Modern)).Out(20, Result("1")).In(30, Result("9")).Bye(40).The(Faults.WrongDirection);
    }

    [Fact]
    public void MT404_not_in_a_legacy_session() => Opened.In(30, Call("1")).Out(31, Request("5", "roots/list")).In(32, Result("5")).Out(33, Result("1")).Bye(50).Without(Faults.WrongDirection);

    [Theory, InlineData("1", "\"1\""), InlineData("\"1\"", "1")]
    public void MT501_the_type_of_an_id_changed(string asked, string answered)
    {
        var story = Opened.In(30, Request(asked, "ping")).Out(40, Result(answered)).HostCloses(30_000).Exit(30_010).Closed(30_020);
        Assert.Contains($"asked with id {asked} and the server answered with id {answered}", story.First(Faults.IdType, Severity.Error).Cause);
        Assert.Equal("MT501", story.Codes);
    }

    [Fact]
    public void MT501_not_for_another_id() => Opened.In(30, Request("1", "ping")).Out(40, Result("1")).Out(41, Result("\"1\"")).Bye(50).Without(Faults.IdType);

    [Fact]
    public void MT502_an_answer_after_the_cancellation()
    {
        var cancel = Notification("notifications/cancelled", """{"requestId":1}""");
        Opened.In(30, Call("1")).In(1_000, cancel).Out(3_000, Result("1")).In(3_100, Request("2", "ping")).Out(3_101, Result("2")).Bye(4_000).First(Faults.LateAnswer, Severity.Warning);
        Opened.In(30, Call("1"), Call("3")).In(1_000, cancel).Out(3_000, Result("1")).Bye(3_100).First(Faults.LateAnswer, Severity.Error);
        Opened.In(30, Call("1")).In(1_000, cancel).Out(1_020, Result("1")).Bye(4_000).Without(Faults.LateAnswer); // they crossed
    }

    [Fact]
    public void MT503_a_timeout_that_progress_could_not_prevent()
    {
        const string Reason = "McpError: MCP error -32001: Request timed out";
        var cancel = Notification("notifications/cancelled", $$"""{"requestId":1,"reason":"{{Reason}}"}""");
        Assert.Contains("after 60.0 s", Opened.In(30, Call("1")).In(60_030, cancel).Bye(61_000).First(Faults.NoProgressToken, Severity.Warning).Cause);
        var reported = Opened.In(30, Call("1", "slow", ""","_meta":{"progressToken":"p"}""")).Out(59_030, Notification("notifications/progress", """{"progressToken":"p","progress":1}""")).In(60_030, cancel).Bye(61_000);
        Assert.Contains("although the server had reported progress 1.0 s before", reported.First(Faults.NoProgressToken).Cause);
        // given up by a person, soon
        Opened.In(30, Call("1")).In(2_000, Notification("notifications/cancelled", """{"requestId":1,"reason":"user pressed escape"}""")).Bye(3_000).Without(Faults.NoProgressToken);
    }

    [Fact]
    public void MT504_a_call_hangs_idle_or_busy()
    {
        var silent = Opened.In(30, Call("1")).HostCloses(20_030).Killed(20_040, 15, "SIGTERM").Closed(20_050);
        Assert.Equal("tools/call 'add' (id 1) has had no answer for 20.0 s; the server is silent, until the host closed the server's stdin.", silent.First(Faults.HungCall, Severity.Error).Cause);
        Assert.Equal("MT504", silent.Codes);
        var idle = Opened.In(30, Call("1")).Look(2_000, waiting: "futex", cpu: 50).Look(18_000, waiting: "futex", cpu: 60).Bye(20_030);
        Assert.Contains("silent and idle (sleeping in: futex)", idle.First(Faults.HungCall).Cause);
        var busy = Opened.In(30, Call("1")).In(40, Request("2", "ping")).Look(2_000, "running", cpu: 1_000).Look(18_000, "running", cpu: 16_500, unread: Request("2", "ping").Length + 1).Bye(20_030);
        Assert.Contains("silent but busy (97 % of a processor), and has not read 41 bytes of its stdin", busy.First(Faults.HungCall).Cause);
        new Story().Start().In(10, Request("0", "initialize")).Look(60_000, waiting: "read stdin").First(Faults.HungCall);
    }

    [Fact]
    public void MT504_not_too_soon_and_not_where_the_capture_lacks_bytes()
    {
        Opened.In(30, Call("1")).Bye(9_000).Without(Faults.HungCall);
        Opened.In(30, Call("1")).Gap(Pipe.Stdout, 40, 50).Bye(20_000).Without(Faults.HungCall);
        Assert.Equal("MT504", string.Join(' ', Opened.In(30, Call("1")).Bye(2_000).Examine(new DoctorOptions { HungCall = TimeSpan.FromSeconds(1) }).Findings.Select(finding => finding.Code)));
        Assert.Equal("MT504", string.Join(' ', Opened.In(30, Call("1")).Examine(new DoctorOptions { Now = At(60_000) }).Findings.Select(finding => finding.Code)));
    }

    [Fact]
    public void MT505_the_server_waits_for_the_client()
    {
        var story = new Story().Start().Open(client: """{"elicitation":{}}""").In(30, Call("1")).Out(40, Request("7", "elicitation/create")).Bye(30_000);
        var finding = story.First(Faults.ServerWaits, Severity.Error);
        Assert.Contains("elicitation/create (id 7)", finding.Cause);
        Assert.Contains("meanwhile tools/call 'add' (id 1) waits", finding.Cause);
        Assert.Equal("MT505", story.Codes);
        Opened.In(30, Call("1")).Out(40, Request("7", "roots/list")).Bye(5_000).Without(Faults.ServerWaits);
    }

    [Fact]
    public void MT506_sent_again_while_the_first_still_runs()
    {
        Opened.In(30, Call("1")).In(9_000, Call("2")).Out(9_500, Result("1"), Result("2")).Bye(10_000).First(Faults.Retried, Severity.Warning);
        Opened.In(30, Call("1")).In(100, Call("2")).Out(9_500, Result("1"), Result("2")).Bye(9_900).Without(Faults.Retried);
        Opened.In(30, Call("1")).In(9_000, Call("2").Replace("\"a\":1", "\"a\":2", StringComparison.Ordinal)).Out(9_500, Result("1"), Result("2")).Bye(9_900).Without(Faults.Retried);
        Opened.In(30, Call("1")).In(8_000, Notification("notifications/cancelled", """{"requestId":1,"reason":"x"}""")).In(9_000, Call("2")).Out(9_500, Result("2")).Bye(9_900).Without(Faults.Retried);
    }

    [Fact]
    public void MT507_responses_that_nobody_asked_for()
    {
        Assert.Contains("nobody sent (id 99)", Opened.Out(30, Result("99")).Call(40, "1", 50).Bye(60).First(Faults.StrayAnswer, Severity.Warning).Cause);
        Assert.Contains("a second time (id 1)", Opened.Call(30, "1", 40).Out(41, Result("1")).Call(50, "2", 60).Bye(70).First(Faults.StrayAnswer).Cause);
        Assert.Contains("answered a notification (notifications/initialized)", Opened.Out(22, """{"jsonrpc":"2.0","id":null,"error":{"code":-32601,"message":"Method not found"}}""").Call(30, "1", 40).Bye(60).First(Faults.StrayAnswer).Cause);
        Assert.Contains("answered a notification", Opened.Out(22, """{"jsonrpc":"2.0","id":null,"result":{}}""").Call(30, "1", 40).Bye(60).First(Faults.StrayAnswer).Cause);
        Assert.Contains("with the same id", Opened.In(30, Call("1"), Call("1")).Out(40, Result("1"), Result("1")).Bye(60).First(Faults.StrayAnswer).Cause);
    }

    [Fact]
    public void MT507_not_where_the_request_may_be_missing() => Opened.Gap(Pipe.Stdin, 25, 100).Out(30, Result("99")).Call(40, "1", 50).Bye(60).Without(Faults.StrayAnswer);
}
