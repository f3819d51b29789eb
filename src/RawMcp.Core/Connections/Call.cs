using RawMcp.JsonRpc;

namespace RawMcp.Connections;

/// <summary>A request we sent, until it has an outcome.</summary>
/// <param name="id">Its id.</param>
/// <param name="method">What it asks.</param>
/// <param name="sent">When, on the connection's clock.</param>
/// <param name="timeout">How long to wait; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for ever.</param>
public class Call(RequestId id, string method, TimeSpan sent, TimeSpan timeout)
{
    /// <summary>The request's id.</summary>
    public RequestId Id { get; } = id;

    /// <summary>The request's method.</summary>
    public string Method { get; } = method;

    /// <summary>When it was sent.</summary>
    public TimeSpan Sent { get; } = sent;

    /// <summary>How long to wait for the answer.</summary>
    public TimeSpan Timeout { get; } = timeout;

    /// <summary>When waiting ends; null for never.</summary>
    public TimeSpan? Deadline => Timeout < TimeSpan.Zero || Timeout > TimeSpan.MaxValue - Sent ? null : Sent + Timeout;

    /// <summary>How it ended; null while it is in flight.</summary>
    public Outcome? Outcome { get; private set; }

    /// <summary>Called once, by the connection, when the outcome is known.</summary>
    internal void Settle(Outcome outcome)
    {
        if (Outcome is not null) throw new InvalidOperationException($"Call {Id} already ended.");
        Outcome = outcome;
        OnSettled(outcome);
    }

    /// <summary>For whoever follows a call to its end. It must not call back into the connection.</summary>
    protected virtual void OnSettled(Outcome outcome) { }
}
