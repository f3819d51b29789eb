using System.Collections.Concurrent;
using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.Stdio;

namespace RawMcp;

/// <summary>The tool calls at work on one connection. Each runs on the thread pool; a tool that fails fails alone.</summary>
internal sealed class RunningCalls(Driver driver, Implementation server)
{
    // After a cancelled tool has had so long, the server leaves without it: with the drain before, still within a client's 2 s.
    private static readonly TimeSpan CancelGrace = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<RequestId, CancellationTokenSource> running = [];
    private readonly TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool draining;

    public void Run(ServerTool tool, ToolCall call)
    {
        var cancel = new CancellationTokenSource();
        running[call.Id] = cancel;
        ThreadPool.UnsafeQueueUserWorkItem(static it => _ = it.Item1.RunToEnd(it.tool, it.call, it.cancel), (this, tool, call, cancel), preferLocal: false);
    }

    private async Task RunToEnd(ServerTool tool, ToolCall call, CancellationTokenSource cancel)
    {
        RawJson result = default;
        try
        {
            // Writing belongs in here: a result that cannot be written is the tool's failure too.
            result = (await tool.Handler(call, cancel.Token).ConfigureAwait(false)).Write(call.Revision, server);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The client wants no answer, or the server is leaving.
        }
#pragma warning disable CA1031 // whatever a tool throws, the model is told and the server lives
        catch (Exception e)
#pragma warning restore CA1031
        {
            result = CallToolResult.Error($"{e.GetType().Name}: {e.Message}").Write(call.Revision, server);
        }

        // A call that was cancelled is no longer listed, and its id may belong to another by now.
        if (running.TryGetValue(call.Id, out var listed) && listed == cancel)
        {
            if (!result.IsAbsent) driver.Answer(call.Id, result);
            else RefuseLeaving(call.Id);
        }

        Forget(call.Id, cancel);
        cancel.Dispose();
    }

    private void Forget(RequestId id, CancellationTokenSource cancel)
    {
        running.TryRemove(new(id, cancel));
        if (draining && running.IsEmpty) idle.TrySetResult();
    }

    private void RefuseLeaving(RequestId id) => driver.Refuse(id, JsonRpcErrors.InternalError, "The server is shutting down.");

    /// <summary>
    /// The client no longer wants that answer, and nobody waits for it any more. The tool's token is cancelled on another thread:
    /// what it runs is not ours.
    /// </summary>
    public void Cancel(RequestId id)
    {
        if (!running.TryGetValue(id, out var cancel)) return;
        _ = CancelQuietly(cancel);
        Forget(id, cancel);
    }

    private static async Task CancelQuietly(CancellationTokenSource cancel)
    {
        try
        {
            await cancel.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is ObjectDisposedException or AggregateException)
        {
            // The call ended meanwhile, or a callback of the tool threw: neither concerns the connection.
        }
    }

    /// <summary>
    /// Waits for what is at work. What is not done in time is cancelled, and refused if it does not end even then: no request is
    /// left without an answer. A signal to stop cuts the wait short.
    /// </summary>
    public async Task DrainAsync(TimeSpan timeout, TimeProvider time, CancellationToken stop)
    {
        draining = true;
        if (running.IsEmpty) return;
        await Task.WhenAny(idle.Task, Task.Delay(timeout, time, stop)).ConfigureAwait(false);
        foreach (var (_, cancel) in running) _ = CancelQuietly(cancel);
        if (running.IsEmpty) return;
        await Task.WhenAny(idle.Task, Task.Delay(CancelGrace, time, CancellationToken.None)).ConfigureAwait(false);
        foreach (var (id, _) in running) RefuseLeaving(id);
    }
}
