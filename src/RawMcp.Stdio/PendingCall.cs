using System.Runtime.CompilerServices;
using RawMcp.Connections;
using RawMcp.JsonRpc;

namespace RawMcp.Stdio;

/// <summary>A call somebody waits for. Its outcome is known first, and told later: never under the driver's lock.</summary>
internal abstract class PendingCall(RequestId id, string method, TimeSpan sent, TimeSpan timeout) : Call(id, method, sent, timeout)
{
    /// <summary>Tells the outcome on this thread: whoever waits goes on here.</summary>
    public abstract void Tell();

    /// <summary>Tells the outcome on the thread pool.</summary>
    public void TellElsewhere() => ThreadPool.UnsafeQueueUserWorkItem(static call => call.Tell(), this, preferLocal: false);
}

/// <summary>A call whose caller wants something made of the outcome.</summary>
internal sealed class PendingCall<TState, TResult>(
    RequestId id, string method, TimeSpan sent, TimeSpan timeout, TState state, Func<Outcome, TState, TResult> finish)
    : PendingCall(id, method, sent, timeout)
{
    // What TaskCompletionSource does, without an object of its own for each call.
    private AsyncTaskMethodBuilder<TResult> done = Begun();
    private CancellationTokenRegistration cancellation;

    public Task<TResult> Done => done.Task;

    /// <summary>Keeps what has to be taken back when the call is over; at once, if it is over already.</summary>
    public void CancelWith(CancellationTokenRegistration registration)
    {
        cancellation = registration;
        if (Done.IsCompleted) registration.Unregister();
    }

    // The builder makes its task when it is first asked for it, and not safely for two threads: the answer may be told on another.
    private static AsyncTaskMethodBuilder<TResult> Begun()
    {
        var builder = AsyncTaskMethodBuilder<TResult>.Create();
        _ = builder.Task;
        return builder;
    }

    public override void Tell()
    {
        TResult result;
        try
        {
            result = finish(Outcome!, state);
        }
#pragma warning disable CA1031 // it is the caller's, and goes to the caller
        catch (Exception e)
#pragma warning restore CA1031
        {
            cancellation.Unregister();
            done.SetException(e);
            return;
        }

        cancellation.Unregister();
        done.SetResult(result);
    }
}
