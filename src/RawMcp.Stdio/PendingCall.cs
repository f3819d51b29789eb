using RawMcp.Connections;
using RawMcp.JsonRpc;

namespace RawMcp.Stdio;

/// <summary>A call somebody waits for. Who waits goes on elsewhere than on the thread that read the answer.</summary>
internal sealed class PendingCall(RequestId id, string method, TimeSpan sent, TimeSpan timeout) : Call(id, method, sent, timeout)
{
    private readonly TaskCompletionSource<Outcome> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<Outcome> Done => done.Task;

    protected override void OnSettled(Outcome outcome) => done.TrySetResult(outcome);
}
