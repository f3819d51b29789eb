using RawMcp.JsonRpc;

namespace RawMcp.Connections;

/// <summary>What a received message turned out to be, in the light of what went before. A closed choice.</summary>
public abstract record Arrival
{
    private Arrival() { }

    /// <summary>A request that wants an answer from us.</summary>
    public sealed record Asked(Message.Request Request) : Arrival;

    /// <summary>A request whose id is that of another one still unanswered; it cannot be told apart and is refused.</summary>
    public sealed record AskedTwice(Message.Request Request) : Arrival;

    /// <summary>A notification.</summary>
    public sealed record Told(Message.Notification Notification) : Arrival;

    /// <summary>The end of one of our calls.</summary>
    public sealed record Settled(Call Call) : Arrival
    {
        /// <summary>How it ended.</summary>
        public Outcome Outcome => Call.Outcome!;
    }

    /// <summary>A response nobody waits for.</summary>
    /// <param name="Message">The response.</param>
    /// <param name="Reason">Why nobody does.</param>
    public sealed record Stray(Message Message, StrayReason Reason) : Arrival;

    /// <summary>A frame that is no message and was no answer to a call of ours.</summary>
    public sealed record Unreadable(Message.Malformed Malformed) : Arrival;
}

/// <summary>Why nobody waits for a response.</summary>
public enum StrayReason
{
    /// <summary>We never sent a request with that id.</summary>
    UnknownId,

    /// <summary>That request already has its answer.</summary>
    AnsweredBefore,

    /// <summary>We had cancelled that request, or stopped waiting for it.</summary>
    GivenUp,

    /// <summary>It is an error without an id: the other side could not read something we sent.</summary>
    NoId,
}
