using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>A request and what became of it.</summary>
/// <param name="Method">The method.</param>
/// <param name="Id">The id.</param>
/// <param name="Request">The frame of the request.</param>
public sealed record IndexedCall(string Method, RequestId Id, IndexedFrame Request)
{
    /// <summary>The frame of the response; null while the call is in flight.</summary>
    public IndexedFrame? Response { get; internal set; }

    /// <summary>What it is about: the tool or prompt by name, the resource by its address. Null where it names nothing.</summary>
    public string? Target { get; internal init; }

    /// <summary>The call whose result asked for the input that this one brings (2026-07-28, basic/patterns/mrtr).</summary>
    public IndexedCall? RetryOf { get; internal set; }

    /// <summary>The call that brought the input which this one's result asked for.</summary>
    public IndexedCall? RetriedBy { get; internal set; }

    /// <summary>The capture ends, and there is no response.</summary>
    public bool IsInFlight => Response is null;

    /// <summary>From the end of the request to the end of the response, in nanoseconds; null while it is in flight.</summary>
    public long? Duration => Response is null ? null : Response.LastByte - Request.LastByte;

    /// <summary>A call is equal to itself alone: ids come again.</summary>
    public bool Equals(IndexedCall? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Id}"; // a retry and its call name each other: members printed would never end
}
