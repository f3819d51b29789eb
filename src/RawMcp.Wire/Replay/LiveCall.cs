using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>A request of the live client.</summary>
/// <param name="id">Its id.</param>
/// <param name="token">Its progress token as it is spelled; absent where it wants no progress.</param>
internal sealed class LiveCall(RequestId id, RawJson token)
{
    public RequestId Id => id;

    public RawJson Token => token;

    /// <summary>Completes when the client no longer wants the answer.</summary>
    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
