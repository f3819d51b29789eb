namespace RawMcp.Wire.Tests;

using static Story;

/// <summary>Sessions in which nothing is wrong give no finding at all, or none that accuses.</summary>
public sealed class HealthyTests
{
    [Fact]
    public void A_legacy_session()
    {
        var story = new Story().Start().Open().In(30, Request("1", "tools/list")).Out(40, Result("1", """{"tools":[{"name":"add","inputSchema":{"type":"object"}}]}"""))
            .Err(45, "server: ready", "INFO called").Call(50, "2", 60).Bye(100);
        Assert.Equal("", story.Codes);
        var examination = story.Examine();
        Assert.True(examination.HasSession);
        Assert.Empty(examination.Notes);
        Assert.Equal("7 frames, 3 calls; the host closed the server's stdin first, and the server exited with code 0.", examination.Summary);
    }

    [Fact]
    public void A_modern_session()
    {
        const string Meta = """,{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}""";
        var story = new Story().Start()
            .In(10, Request("1", "server/discover", Meta[1..])).Out(20, Result("1", """{"supportedVersions":["2026-07-28"],"capabilities":{"tools":{}},"resultType":"complete"}"""))
            .In(30, Request("2", "tools/list", Meta[1..])).Out(40, Result("2", """{"tools":[],"resultType":"complete"}"""))
            .In(50, Request("3", "subscriptions/listen", Meta[1..])).Out(60, Notification("notifications/subscriptions/acknowledged")).Bye(60_000);
        Assert.Equal("", story.Codes);
    }

    [Fact]
    public void A_client_that_tries_the_modern_era_first_and_an_older_server() =>
        Assert.Equal("", new Story().Start().In(5, Request("9", "server/discover")).Out(6, Failure("9", -32601)).Open("2025-11-25", "2024-11-05").Call(30, "1", 40).Bye(50).Codes);

    [Fact]
    public void A_host_that_ends_the_server_with_a_signal() =>
        Assert.Equal("", new Story().Start().Open().Call(30, "1", 40).Signal(50).Killed(60, 15, "SIGTERM").Closed(70).Codes);

    [Fact]
    public void Requests_of_both_sides_with_the_same_ids() =>
        Assert.Equal("", new Story().Start().Open(client: """{"roots":{}}""").In(30, Call("0", "x")).Out(31, Request("0", "roots/list")).In(32, Result("0", """{"roots":[]}""")).Out(33, Result("0")).Bye(50).Codes);

    [Fact]
    public void A_script_that_asks_and_closes_at_once() =>
        Assert.Equal("", new Story().Start().In(3, Request("1", "initialize", "{}")).HostCloses(4).Out(80, Result("1")).Exit(90).Closed(100).Codes);

    [Fact]
    public void A_slow_tool_that_reports_progress() =>
        Assert.Equal("", new Story().Start().Open().In(30, Call("1", "slow", ""","_meta":{"progressToken":7}"""))
            .Out(9_000, Notification("notifications/progress", """{"progressToken":7,"progress":1}""")).Out(18_000, Notification("notifications/progress", """{"progressToken":7,"progress":2}"""))
            .Bye(25_000).Codes);

    [Fact]
    public void A_server_that_says_that_a_line_could_not_be_read() =>
        Assert.Equal("MT201", new Story().Start().Open().In(30, "nonsense").Out(31, """{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error"}}""").Call(40, "1", 50).Bye(60).Codes);
}
