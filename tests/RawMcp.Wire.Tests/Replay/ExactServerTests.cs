namespace RawMcp.Wire.Tests;

/// <summary>The recorded server byte for byte.</summary>
public sealed class ExactServerTests
{
    private const string Ping = """{"jsonrpc":"2.0","id":1,"method":"ping"}""";
    private const string Tools = """{"jsonrpc":"2.0","id":2,"method":"tools/list"}""";

    private static Played Session() => new Played().S("Ready\r").C(Ping).S("""{"id":1,"jsonrpc":"2.0", "result":{}}""" + "\r").S("\t").S("garbage \xFF").C(Tools).S("""{"jsonrpc":"2.0","id":2,"result":{}""", end: "");

    [Fact]
    public async Task Every_byte_and_the_exit_code()
    {
        using var live = new ServedLive(Session().Exit(42).Closed(), exact: true);
        Assert.Equal("Ready\r", await live.NextAsync());
        Assert.Equal("""{"id":1,"jsonrpc":"2.0", "result":{}}""" + "\r", await live.AskAsync(Ping));
        Assert.Equal("\t", await live.NextAsync());
        Assert.Equal("garbage \xFF", await live.NextAsync());
        Assert.Equal("""{"jsonrpc":"2.0","id":2,"result":{}…""", await live.AskAsync(Tools));
        var served = await live.Done.WaitAsync(Lines.Patience);
        Assert.Equal(new TapEnd(42, false), served.End);
        Assert.Empty(served.Problems);
    }

    [Fact]
    public async Task Nothing_comes_before_its_turn()
    {
        using var live = new ServedLive(Session().Eof().S("bye").Exit(0), exact: true);
        await live.NextAsync();
        var (left, served) = await live.EndAsync();
        Assert.Empty(left);
        Assert.Null(served.End);
    }

    [Fact]
    public async Task What_was_said_after_the_end_of_stdin_is_said_then()
    {
        using var live = new ServedLive(new Played().C(Ping).S("a").Eof().S("bye").Exit(3), exact: true);
        Assert.Equal("a", await live.AskAsync(Ping));
        var (left, served) = await live.EndAsync();
        Assert.Equal(["bye"], left);
        Assert.Equal(new TapEnd(3, false), served.End);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"ping"}""", "/id is 1 in the capture and 7 now")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"pong"}""", "/method is \"ping\" in the capture and \"pong\" now")]
    public async Task Another_message_ends_it(string line, string difference)
    {
        using var live = new ServedLive(Session(), exact: true);
        await live.NextAsync();
        Assert.Null(await live.AskAsync(line));
        Assert.Contains(difference, Assert.Single((await live.Done.WaitAsync(Lines.Patience)).Problems));
    }

    [Fact]
    public async Task Notifications_may_be_others()
    {
        const string note = """{"jsonrpc":"2.0","method":"notifications/a"}""";
        using var live = new ServedLive(new Played().C(note).C(Ping).S("x").Exit(0), exact: true);
        live.Send("""{"jsonrpc":"2.0","method":"notifications/b"}""");
        Assert.Equal("x", await live.AskAsync(Ping));
        Assert.Empty((await live.Done.WaitAsync(Lines.Patience)).Problems);
    }

    [Fact]
    public async Task A_gap_makes_it_impossible() =>
        Assert.Contains("lacks 5 bytes", (await Assert.ThrowsAsync<ReplayException>(() => ExactServer.RunAsync(Session().Gap("stdout", 5).Recording(), new(), Stream.Null, Stream.Null))).Message);
}
