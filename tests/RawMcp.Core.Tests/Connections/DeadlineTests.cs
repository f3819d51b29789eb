using RawMcp.Connections;
using RawMcp.JsonRpc;

namespace RawMcp.Core.Tests.Connections;

public sealed class DeadlineTests
{
    private readonly Connection connection = new();

    [Fact]
    public void The_next_deadline_is_the_earliest_of_a_call_in_flight()
    {
        Assert.Null(connection.NextDeadline);
        var late = Begin(sent: 0, timeout: 9);
        var early = Begin(sent: 1, timeout: 2);
        Begin(sent: 0, timeout: -1);
        Assert.Equal(Seconds(3), connection.NextDeadline);
        connection.Receive(new Message.Result(early.Id, RawJson.EmptyObject));
        Assert.Equal(Seconds(9), connection.NextDeadline);
        connection.Cancel(late);
        Assert.Null(connection.NextDeadline);
        Assert.Equal(1, connection.CallsInFlight);
    }

    [Theory]
    [InlineData(2.999, false)]
    [InlineData(3, true)]
    [InlineData(3.001, true)]
    public void A_call_times_out_at_its_deadline_not_before(double now, bool expected)
    {
        var call = Begin(sent: 1, timeout: 2);
        Assert.Equal(expected ? [call] : [], connection.Expire(Seconds(now)));
        Assert.Equal(expected ? new Outcome.TimedOut(Seconds(2)) : null, call.Outcome);
        Assert.Equal(expected ? null : Seconds(3), connection.NextDeadline);
        Assert.Empty(connection.Expire(Seconds(now)));
    }

    [Fact]
    public void Calls_time_out_in_the_order_of_their_deadlines()
    {
        Call[] calls = [Begin(sent: 0, timeout: 3), Begin(sent: 0, timeout: 1), Begin(sent: 0, timeout: 2), Begin(sent: 0, timeout: 4)];
        Assert.Equal([calls[1], calls[2], calls[0]], connection.Expire(Seconds(3)));
        Assert.Equal(1, connection.CallsInFlight);
    }

    [Fact]
    public void A_timeout_of_nothing_ends_at_once()
    {
        var call = Begin(sent: 5, timeout: 0);
        Assert.Equal([call], connection.Expire(Seconds(5)));
    }

    [Fact]
    public void A_timeout_beyond_all_time_is_none()
    {
        connection.Begin(new Call(connection.NextId(), "m", Seconds(1), TimeSpan.MaxValue));
        Assert.Null(connection.NextDeadline);
        Assert.Empty(connection.Expire(TimeSpan.MaxValue));
    }

    // The queue of deadlines is started anew when most of it is settled; no deadline may be lost over that.
    [Fact]
    public void Thousands_of_answered_calls_leave_the_deadline_of_one_that_is_not()
    {
        var waiting = Begin(sent: 0, timeout: 60);
        for (var n = 0; n < 10_000; n++)
        {
            var call = Begin(sent: 1, timeout: 60);
            connection.Receive(new Message.Result(call.Id, RawJson.EmptyObject));
        }

        Assert.Equal(Seconds(60), connection.NextDeadline);
        Assert.Equal([waiting], connection.Expire(Seconds(100)));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private Call Begin(double sent, double timeout)
    {
        var call = new Call(connection.NextId(), "m", Seconds(sent), Seconds(timeout));
        connection.Begin(call);
        return call;
    }
}
