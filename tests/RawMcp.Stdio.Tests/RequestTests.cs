using RawMcp.Connections;
using RawMcp.JsonRpc;

namespace RawMcp.Stdio.Tests;

/// <summary>The other side's requests: answered once, or not at all.</summary>
public sealed class RequestTests
{
    private static readonly RequestId One = new(1);

    [Fact]
    public async Task A_request_is_answered_once()
    {
        await using var wired = new Wired();
        wired.Say("""{"jsonrpc":"2.0","id":1,"method":"x"}""");
        await wired.Peer.Requests.NextAsync();
        Assert.Equal(1, wired.Driver.RequestsInFlight);
        Assert.True(wired.Driver.Answer(One, RawJson.EmptyObject));
        Assert.False(wired.Driver.Answer(One, RawJson.EmptyObject));
        Assert.False(wired.Driver.Refuse(One, -1, "no"));
        Assert.False(wired.Driver.Answer(new RequestId(2), RawJson.EmptyObject)); // never asked
        Assert.Equal(0, wired.Driver.RequestsInFlight);
        await wired.Driver.CloseOutputAsync();
        Assert.Equal(["""{"jsonrpc":"2.0","id":1,"result":{}}"""], await wired.Heard.RestAsync());
    }

    [Fact]
    public async Task What_was_withdrawn_gets_no_answer_and_no_notification()
    {
        await using var wired = new Wired();
        wired.Say("""{"jsonrpc":"2.0","id":1,"method":"x"}""");
        await wired.Peer.Requests.NextAsync();
        wired.Driver.NotifyFor(One, "before", default);
        Assert.True(wired.Driver.Withdraw(One));
        Assert.False(wired.Driver.Withdraw(One));
        wired.Driver.NotifyFor(One, "after", default);
        Assert.False(wired.Driver.Answer(One, RawJson.EmptyObject));
        await wired.Driver.CloseOutputAsync();
        Assert.Equal(["""{"jsonrpc":"2.0","method":"before"}"""], await wired.Heard.RestAsync());
    }

    [Fact]
    public async Task Nothing_belongs_to_a_request_that_was_answered()
    {
        await using var wired = new Wired();
        wired.Say("""{"jsonrpc":"2.0","id":"a","method":"x"}""");
        await wired.Peer.Requests.NextAsync();
        wired.Driver.Refuse(new RequestId("a"), -32601, "no", RawJson.From("[1]"));
        wired.Driver.NotifyFor(new RequestId("a"), "late", default);
        wired.Driver.Notify("free", RawJson.EmptyObject);
        await wired.Driver.CloseOutputAsync();
        Assert.Equal(
            ["""{"jsonrpc":"2.0","id":"a","error":{"code":-32601,"message":"no","data":[1]}}""", """{"jsonrpc":"2.0","method":"free","params":{}}"""],
            await wired.Heard.RestAsync());
    }

    [Fact]
    public async Task An_id_that_is_in_flight_is_odd()
    {
        await using var wired = new Wired();
        wired.Say("""{"jsonrpc":"2.0","id":1,"method":"x"}""");
        wired.Say("""{"jsonrpc":"2.0","id":1,"method":"y"}""");
        Assert.Equal("y", Assert.IsType<Arrival.AskedTwice>(await wired.Peer.Odd.NextAsync()).Request.Method);
        Assert.Equal(1, wired.Peer.Requests.Count);
    }

    [Fact]
    public async Task What_was_asked_before_the_end_can_be_answered_after_it()
    {
        await using var wired = new Wired();
        wired.Say("""{"jsonrpc":"2.0","id":1,"method":"x"}""");
        wired.Far.Dispose();
        await wired.Driver.Ended;
        Assert.True(wired.Driver.Answer(One, RawJson.EmptyObject));
        await wired.Driver.CloseOutputAsync();
        Assert.Single(await wired.Heard.RestAsync());
    }
}
