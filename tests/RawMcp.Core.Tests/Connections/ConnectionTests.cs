using System.Text;
using RawMcp.Connections;
using RawMcp.JsonRpc;

namespace RawMcp.Core.Tests.Connections;

public sealed class ConnectionTests
{
    private static readonly RawJson Empty = RawJson.EmptyObject;

    // Calls 1 (in flight), 2 (answered), 3 (cancelled), 4 (timed out) stand; request 9 of the other side is in flight.
    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":5,"method":"m"}""", "Asked")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"m"}""", "Asked")]
    [InlineData("""{"jsonrpc":"2.0","id":9,"method":"m"}""", "AskedTwice")]
    [InlineData("""{"jsonrpc":"2.0","id":"9","method":"m"}""", "Asked")]
    [InlineData("""{"jsonrpc":"2.0","method":"m"}""", "Told")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{}}""", "Settled Returned")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"m"}}""", "Settled Refused")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":[]}""", "Settled Garbled")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":"boom"}""", "Settled Garbled")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"v":NaN}}""", "Settled Garbled")]
    [InlineData("""{"id":1,"result":{}}""", "Settled Garbled")]
    [InlineData("""{"jsonrpc":"2.0","id":"1","result":{}}""", "Settled Garbled")]
    [InlineData("""{"jsonrpc":"2.0","id":"1","error":{"code":1,"message":"m"}}""", "Settled Garbled")]
    [InlineData("""{"jsonrpc":"2.0","id":2,"result":{}}""", "Stray AnsweredBefore")]
    [InlineData("""{"jsonrpc":"2.0","id":3,"result":{}}""", "Stray GivenUp")]
    [InlineData("""{"jsonrpc":"2.0","id":4,"error":{"code":1,"message":"m"}}""", "Stray GivenUp")]
    [InlineData("""{"jsonrpc":"2.0","id":99,"result":{}}""", "Stray UnknownId")]
    [InlineData("""{"jsonrpc":"2.0","id":0,"result":{}}""", "Stray UnknownId")]
    [InlineData("""{"jsonrpc":"2.0","id":"x","result":{}}""", "Stray UnknownId")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"m"}}""", "Stray NoId")]
    [InlineData("""{"jsonrpc":"2.0","error":{"code":-32700,"message":"m"}}""", "Stray NoId")]
    [InlineData("""{"jsonrpc":"2.0","id":2,"result":[]}""", "Unreadable")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"m","params":[]}""", "Unreadable")]
    [InlineData("hello", "Unreadable")]
    public void Says_what_arrived(string frame, string expected)
    {
        var connection = new Connection();
        var calls = Enumerable.Range(0, 4).Select(n => Begin(connection, timeout: n == 3 ? 1 : -1)).ToArray();
        connection.Receive(new Message.Result(calls[1].Id, Empty));
        connection.Cancel(calls[2]);
        connection.Expire(Seconds(1));
        connection.Receive(new Message.Request(new RequestId(9), "m", default));

        var arrival = connection.Receive(MessageReader.Read(Encoding.UTF8.GetBytes(frame)));

        Assert.Equal(expected, arrival switch
        {
            Arrival.Settled settled => $"Settled {settled.Outcome.GetType().Name}",
            Arrival.Stray stray => $"Stray {stray.Reason}",
            _ => arrival.GetType().Name,
        });
        if (arrival is Arrival.Settled { Call: var call, Outcome: var outcome })
        {
            Assert.Same(calls[0], call);
            Assert.Same(outcome, call.Outcome);
        }

        Assert.Equal(arrival is Arrival.Settled ? 0 : 1, connection.CallsInFlight);
        Assert.Equal(arrival is Arrival.Asked ? 2 : 1, connection.RequestsInFlight);
    }

    [Fact]
    public void Ids_count_from_one()
    {
        var connection = new Connection();
        Assert.Equal(["1", "2", "3"], Enumerable.Range(0, 3).Select(_ => connection.NextId().Json));
    }

    [Fact]
    public void Two_calls_with_one_id_are_a_mistake_of_ours()
    {
        var connection = new Connection();
        connection.Begin(new Call(new RequestId("a"), "m", Seconds(0), Seconds(1)));
        Assert.Throws<ArgumentException>(() => connection.Begin(new Call(new RequestId("a"), "m", Seconds(0), Seconds(1))));
    }

    [Fact]
    public void A_request_is_answered_once()
    {
        var connection = new Connection();
        var id = new RequestId("a");
        Assert.False(connection.Answer(id));
        connection.Receive(new Message.Request(id, "m", default));
        Assert.True(connection.Answer(id));
        Assert.False(connection.Answer(id));
        Assert.IsType<Arrival.Asked>(connection.Receive(new Message.Request(id, "m", default)));
    }

    [Fact]
    public void A_withdrawn_request_is_not_answered()
    {
        var connection = new Connection();
        var id = new RequestId("a");
        connection.Receive(new Message.Request(id, "m", default));
        Assert.True(connection.Withdraw(id));
        Assert.False(connection.Withdraw(id));
        Assert.False(connection.Answer(id));
        Assert.Equal(0, connection.RequestsInFlight);
    }

    [Fact]
    public void Cancelling_loses_the_race_against_the_answer()
    {
        var connection = new Connection();
        var call = Begin(connection);
        connection.Receive(new Message.Result(call.Id, Empty));
        Assert.False(connection.Cancel(call));
        Assert.IsType<Outcome.Returned>(call.Outcome);
    }

    [Fact]
    public void The_answer_loses_the_race_against_cancelling()
    {
        var connection = new Connection();
        var call = Begin(connection);
        Assert.True(connection.Cancel(call));
        Assert.False(connection.Cancel(call));
        Assert.IsType<Outcome.Cancelled>(call.Outcome);
        Assert.Equal(StrayReason.GivenUp, Assert.IsType<Arrival.Stray>(connection.Receive(new Message.Result(call.Id, Empty))).Reason);
    }

    [Fact]
    public void Cancelling_a_call_that_ended_leaves_another_with_its_id_alone()
    {
        var connection = new Connection();
        var (first, second) = (new Call(new RequestId("a"), "m", Seconds(0), Seconds(9)), new Call(new RequestId("a"), "m", Seconds(0), Seconds(9)));
        connection.Begin(first);
        connection.Receive(new Message.Result(first.Id, Empty));
        connection.Begin(second);
        Assert.False(connection.Cancel(first));
        Assert.Null(second.Outcome);
        Assert.Equal(1, connection.CallsInFlight);
    }

    [Theory]
    [InlineData(Connection.MaxRemembered - 1, StrayReason.GivenUp)]
    [InlineData(Connection.MaxRemembered, StrayReason.GivenUp)]
    [InlineData(Connection.MaxRemembered + 1, StrayReason.AnsweredBefore)]
    public void Given_up_calls_are_remembered_up_to_the_limit(int count, StrayReason ofTheFirst)
    {
        var connection = new Connection();
        var calls = Enumerable.Range(0, count).Select(_ => Begin(connection)).ToArray();
        foreach (var call in calls) connection.Cancel(call);
        Assert.Equal(ofTheFirst, Assert.IsType<Arrival.Stray>(connection.Receive(new Message.Result(calls[0].Id, Empty))).Reason);
        Assert.Equal(StrayReason.GivenUp, Assert.IsType<Arrival.Stray>(connection.Receive(new Message.Result(calls[^1].Id, Empty))).Reason);
    }

    [Fact]
    public void At_the_end_every_call_is_lost_and_so_is_every_later_one()
    {
        var connection = new Connection();
        var (first, second) = (Begin(connection, timeout: 5), Begin(connection));
        Assert.Equal([first, second], connection.End("gone").OrderBy(call => call.Id.Number));
        Assert.Empty(connection.End("again"));
        var late = Begin(connection);
        Assert.All([first, second, late], call => Assert.Equal(new Outcome.Lost("gone"), call.Outcome));
        Assert.Null(connection.NextDeadline);
        Assert.Equal(0, connection.CallsInFlight);
        Assert.IsType<Arrival.Stray>(connection.Receive(new Message.Result(first.Id, Empty)));
    }

    // What was asked before the stream ended may still be answered: the other direction can be open.
    [Fact]
    public void At_the_end_requests_may_still_be_answered()
    {
        var connection = new Connection();
        connection.Receive(new Message.Request(new RequestId(1), "m", default));
        connection.End("gone");
        Assert.True(connection.Answer(new RequestId(1)));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static Call Begin(Connection connection, double timeout = -1)
    {
        var call = new Call(connection.NextId(), "m", Seconds(0), Seconds(timeout));
        connection.Begin(call);
        return call;
    }
}
