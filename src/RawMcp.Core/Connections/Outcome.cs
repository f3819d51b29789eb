using RawMcp.JsonRpc;

namespace RawMcp.Connections;

/// <summary>How a call ended, seen from its sender. A closed choice; every call ends in exactly one.</summary>
public abstract record Outcome
{
    private Outcome() { }

    /// <summary>The other side carried it out and answered with a result.</summary>
    /// <param name="Value">The result; an object.</param>
    public sealed record Returned(RawJson Value) : Outcome;

    /// <summary>The other side answered with an error.</summary>
    /// <param name="Failure">The error as it came.</param>
    public sealed record Refused(Message.Failure Failure) : Outcome;

    /// <summary>The other side answered, but its answer is no valid response. Whether the call took effect, the frame itself may tell.</summary>
    /// <param name="Problem">What is wrong with the answer.</param>
    public sealed record Garbled(string Problem) : Outcome;

    /// <summary>No answer came in time. The call may still be at work.</summary>
    /// <param name="After">How long we waited.</param>
    public sealed record TimedOut(TimeSpan After) : Outcome;

    /// <summary>We no longer wanted the answer, and said so. The call may have taken effect.</summary>
    public sealed record Cancelled : Outcome;

    /// <summary>The stream ended first: nobody can say whether the call took effect.</summary>
    /// <param name="Reason">How the stream ended.</param>
    public sealed record Lost(string Reason) : Outcome;
}
