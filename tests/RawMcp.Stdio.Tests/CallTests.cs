using RawMcp.Connections;

namespace RawMcp.Stdio.Tests;

/// <summary>How a call over a driver ends, and what the other side is told of it.</summary>
public sealed class CallTests
{
    [Fact]
    public async Task A_call_returns_what_was_answered()
    {
        await using var wired = new Wired();
        var call = wired.Call("x");
        Assert.Equal("""{"jsonrpc":"2.0","id":1,"method":"x"}""", await wired.Heard.NextAsync());
        wired.Say("""{"jsonrpc":"2.0","id":1,"result":{"a":1}}""");
        Assert.Equal("""{"a":1}""", Assert.IsType<Outcome.Returned>(await call).Value.ToString());
    }

    [Fact]
    public async Task A_deadline_ends_the_call_and_tells_the_other_side()
    {
        var time = new FakeTime();
        await using var wired = new Wired(options: new DriverOptions { Time = time });
        var longer = wired.Call("longer", TimeSpan.FromHours(3));
        var call = wired.Call("x", TimeSpan.FromHours(2));
        time.Advance(TimeSpan.FromHours(1));
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.FromHours(2), Assert.IsType<Outcome.TimedOut>(await call).After);
        Assert.False(longer.IsCompleted);
        await wired.Heard.NextAsync();
        await wired.Heard.NextAsync();
        Assert.Equal("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":2,"reason":"no answer within 7200 s"}}""", await wired.Heard.NextAsync());

        time.Advance(TimeSpan.FromHours(1)); // the timer was set anew
        Assert.IsType<Outcome.TimedOut>(await longer);
    }

    [Theory]
    [InlineData("initialize")]
    [InlineData("server/discover")]
    public async Task Opening_a_connection_is_never_cancelled_on_the_wire(string method)
    {
        var time = new FakeTime();
        await using var wired = new Wired(options: new DriverOptions { Time = time });
        var call = wired.Call(method, TimeSpan.FromHours(1));
        time.Advance(TimeSpan.FromHours(1));
        Assert.IsType<Outcome.TimedOut>(await call);
        using var given = new CancellationTokenSource();
        var second = wired.Call(method, cancellation: given.Token);
        await given.CancelAsync();
        Assert.IsType<Outcome.Cancelled>(await second);
        await wired.Driver.CloseOutputAsync();
        Assert.All(await wired.Heard.RestAsync(), line => Assert.Contains(method, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cancelled_call_ends_at_once_and_tells_the_other_side()
    {
        await using var wired = new Wired();
        using var given = new CancellationTokenSource();
        var call = wired.Call("x", cancellation: given.Token);
        await wired.Heard.NextAsync();
        await given.CancelAsync();
        Assert.IsType<Outcome.Cancelled>(await call);
        Assert.StartsWith("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1,""", await wired.Heard.NextAsync(), StringComparison.Ordinal);

        wired.Say("""{"jsonrpc":"2.0","id":1,"result":{}}""");
        Assert.Equal(StrayReason.GivenUp, Assert.IsType<Arrival.Stray>(await wired.Peer.Odd.NextAsync()).Reason);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_before_it_begins_is_not_sent()
    {
        await using var wired = new Wired();
        Assert.IsType<Outcome.Cancelled>(await wired.Call("x", cancellation: new CancellationToken(true)));
        await wired.Driver.CloseOutputAsync();
        Assert.Empty(await wired.Heard.RestAsync());
    }

    [Fact]
    public async Task Params_that_cannot_be_written_begin_no_call()
    {
        await using var wired = new Wired();
        await Assert.ThrowsAsync<FormatException>(() => wired.Driver.CallAsync("x", _ => throw new FormatException(), TimeSpan.FromHours(1)));
        var call = wired.Call("y");
        Assert.Contains("\"y\"", await wired.Heard.NextAsync(), StringComparison.Ordinal);
        wired.Say("""{"jsonrpc":"2.0","id":2,"result":{}}""");
        Assert.IsType<Outcome.Returned>(await call);
    }

    [Fact]
    public async Task The_longest_timeout_is_for_ever()
    {
        await using var wired = new Wired();
        var call = wired.Call("x", TimeSpan.MaxValue);
        var second = wired.Call("y", StdioLimits.LongestTimeout);
        wired.Say("""{"jsonrpc":"2.0","id":2,"result":{}}""");
        wired.Say("""{"jsonrpc":"2.0","id":1,"result":{}}""");
        Assert.IsType<Outcome.Returned>(await call);
        Assert.IsType<Outcome.Returned>(await second);
    }

    [Fact]
    public async Task The_end_of_the_stream_loses_what_is_in_flight_and_what_comes_later()
    {
        await using var wired = new Wired();
        var call = wired.Call("x");
        wired.Far.Dispose();
        Assert.Equal("its output ended", Assert.IsType<Outcome.Lost>(await call).Reason);
        Assert.Equal("its output ended", await wired.Driver.Ended);
        Assert.IsType<Outcome.Lost>(await wired.Call("y"));
    }

    [Fact]
    public async Task An_answer_that_is_in_the_pipe_is_not_lost_by_a_write_that_fails()
    {
        await using var wired = new Wired();
        var first = wired.Call("x");

        // The other side no longer reads, but it has still something to say.
        wired.FarInput.Dispose();
        var second = wired.Call("y");
        wired.Say("""{"jsonrpc":"2.0","id":1,"result":{}}""");
        Assert.IsType<Outcome.Returned>(await first);
        wired.Far.Dispose();
        Assert.IsType<Outcome.Lost>(await second);
    }

    [Fact]
    public async Task A_write_that_fails_ends_the_connection_if_nothing_else_does()
    {
        await using var wired = new Wired();
        wired.FarInput.Dispose();
        Assert.Equal("the other side has closed its end", Assert.IsType<Outcome.Lost>(await wired.Call("x")).Reason);
    }
}
