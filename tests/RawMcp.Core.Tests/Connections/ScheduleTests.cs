using RawMcp.Connections;

namespace RawMcp.Core.Tests.Connections;

/// <summary>
/// Two connections joined by byte queues, in virtual time: whatever is delayed, cut, cancelled, answered twice or lost, every call
/// ends exactly once and nothing stays in flight.
/// </summary>
public sealed class ScheduleTests
{
    private const int Schedules = 1000;

    [Fact]
    public void Every_call_ends_exactly_once()
    {
        HashSet<Type> outcomes = [];
        HashSet<StrayReason> strays = [];
        for (var seed = 1; seed <= Schedules; seed++)
        {
            var (client, server) = Run(seed);
            foreach (var peer in new[] { client, server })
            {
                foreach (var call in peer.Calls)
                {
                    Assert.True(call.Outcome is not null && call.TimesSettled == 1, $"seed {seed}: call {call.Id} ended {call.TimesSettled} times");
                    AssertNotAnothersAnswer(call, seed);
                    outcomes.Add(call.Outcome.GetType());
                }

                Assert.True(peer.Connection is { CallsInFlight: 0, RequestsInFlight: 0, NextDeadline: null }, $"seed {seed}: something is still in flight");
                strays.UnionWith(peer.Strays);
            }
        }

        // Schedules in which something never happens would show nothing about it.
        Assert.Equal(
            [typeof(Outcome.Cancelled), typeof(Outcome.Garbled), typeof(Outcome.Lost), typeof(Outcome.Refused), typeof(Outcome.Returned), typeof(Outcome.TimedOut)],
            outcomes.OrderBy(type => type.Name));
        Assert.Equal([StrayReason.UnknownId, StrayReason.AnsweredBefore, StrayReason.GivenUp], strays.Order());
    }

    private static (Peer Client, Peer Server) Run(int seed)
    {
        var random = new Random(seed);
        var (client, server) = (new Peer(random), new Peer(random));
        var (toServer, toClient) = (new Pipe(random), new Pipe(random));
        var now = TimeSpan.Zero;
        for (var steps = random.Next(1, 120); steps > 0; steps--)
        {
            var actor = random.Next(3) == 0 ? server : client;
            switch (random.Next(6))
            {
                case 0 or 1: actor.Begin(now); break;
                case 2: actor.CancelOne(); break;
                default: now = Next(now) ?? now + TimeSpan.FromMilliseconds(1); break;
            }

            Settle();
        }

        // The end of one direction at a random moment; the other side notices and closes its own.
        toClient.Close();
        while (!toClient.AtEnd) Step();
        client.EndInput();
        client.Begin(now);
        Settle();
        toServer.Close();
        while (!toServer.AtEnd) Step();
        server.EndInput();
        client.DropRequests();
        server.DropRequests();
        return (client, server);

        void Step()
        {
            now = Next(now) ?? now;
            Settle();
        }

        TimeSpan? Next(TimeSpan after)
        {
            var due = new[] { toServer.NextDue, toClient.NextDue, client.NextDue, server.NextDue }.Min();
            return due is { } time ? new[] { time, after }.Max() : null;
        }

        void Settle()
        {
            while (toServer.TryRead(now, out var chunk)) server.Receive(chunk, now);
            while (toClient.TryRead(now, out var chunk)) client.Receive(chunk, now);
            client.Advance(now);
            server.Advance(now);
            toServer.Write(client.TakeOutgoing(), now);
            toClient.Write(server.TakeOutgoing(), now);
        }
    }

    private static void AssertNotAnothersAnswer(Call call, int seed)
    {
        var answered = call.Outcome switch
        {
            Outcome.Returned returned => returned.Value.ToString() == $$"""{"for":{{call.Id.Json}}}""",
            Outcome.Refused refused => refused.Failure.Text == call.Id.Json,
            _ => true,
        };
        Assert.True(answered, $"seed {seed}: call {call.Id} got {call.Outcome}");
    }
}
