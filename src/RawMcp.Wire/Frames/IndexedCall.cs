using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>A request and what became of it.</summary>
/// <param name="Method">The method.</param>
/// <param name="Id">The id.</param>
/// <param name="Request">The frame of the request.</param>
public sealed record IndexedCall(string Method, RequestId Id, IndexedFrame Request)
{
    /// <summary>The next open call with the same id from the same side: nobody should do that, and some do.</summary>
    internal IndexedCall? Next { get; set; }

    /// <summary>Of the oldest such call: the youngest.</summary>
    internal IndexedCall? Last { get; set; }

    /// <summary>The frame of the response; null while the call is in flight.</summary>
    public IndexedFrame? Response { get; internal set; }

    /// <summary>The capture ends, and there is no response.</summary>
    public bool IsInFlight => Response is null;

    /// <summary>From the end of the request to the end of the response, in nanoseconds; null while it is in flight.</summary>
    public long? Duration => Response is null ? null : Response.LastByte - Request.LastByte;

    /// <summary>A call is equal to itself alone: ids come again.</summary>
    public bool Equals(IndexedCall? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
