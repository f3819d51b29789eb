using System.Diagnostics;
using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.Stdio;

namespace RawMcp;

/// <summary>
/// The tool calls at work on one connection. A tool that fails fails alone. A tool starts on the reader's thread, which for a
/// quick one is the quickest; one that has proved slow starts on the thread pool.
/// </summary>
internal sealed class RunningCalls(Driver driver, Implementation server)
{
    // After a cancelled tool has had so long, the server leaves without it: with the drain before, still within a client's 2 s.
    private static readonly TimeSpan CancelGrace = TimeSpan.FromMilliseconds(250);

    // A tool that takes longer than this, three times in a row, is slow: then the hop to another thread costs nothing worth saving.
    private static readonly TimeSpan Quick = TimeSpan.FromMicroseconds(200);
    private const int SlowAfter = 3;

    private readonly Lock gate = new();
    private readonly RawJson meta = ResultMeta.ToJson(server, Revision.Latest); // what every result carries, written once
    private readonly Dictionary<RequestId, CancellationTokenSource> running = [];
    private readonly Dictionary<ServedTool, int> slowRuns = new(ReferenceEqualityComparer.Instance);
    private readonly TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource? spare;
    private bool draining;

    /// <summary>Starts a call.</summary>
    /// <returns>Whether it is still at work when this returns.</returns>
    public bool Run(ServedTool tool, ToolCall call)
    {
        Start start;
        bool slow;
        lock (gate)
        {
            start = new Start(this, tool, call, spare ?? new CancellationTokenSource());
            spare = null;
            running[call.Id] = start.Cancel;
            slow = slowRuns.TryGetValue(tool, out var runs) && runs >= SlowAfter;
        }

        if (slow)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static it => it.Calls.RunHere(it), start, preferLocal: false);
            return true;
        }

        driver.Visit(start, static it => it.Calls.RunHere(it));
        lock (gate) return running.TryGetValue(call.Id, out var listed) && listed == start.Cancel;
    }

    private readonly record struct Start(RunningCalls Calls, ServedTool Tool, ToolCall Call, CancellationTokenSource Cancel);

    private void RunHere(Start start)
    {
        var run = RunToEnd(start.Tool, start.Call, start.Cancel);
        lock (gate)
        {
            // A call that ended here, and that nobody was about to cancel, leaves its token's source to the next one.
            if (run is { IsCompletedSuccessfully: true, Result: true } && !draining && start.Cancel.TryReset()) spare = start.Cancel;
        }
    }

    // Only the tool's own code counts, up to its first wait: a write may well hand the processor to the client.
    private void Judge(ServedTool tool, long began)
    {
        var quick = Stopwatch.GetElapsedTime(began) < Quick;
        lock (gate)
        {
            if (!quick) slowRuns[tool] = slowRuns.GetValueOrDefault(tool) + 1;
            else if (slowRuns.Count > 0) slowRuns.Remove(tool);
        }
    }

    /// <returns>Whether the call was listed to its end: nobody cancelled it.</returns>
    private async Task<bool> RunToEnd(ServedTool tool, ToolCall call, CancellationTokenSource cancel)
    {
        try
        {
            var began = Stopwatch.GetTimestamp();
            var atWork = tool.Run(call, cancel.Token);
            Judge(tool, began);
            Answer(call, cancel, await atWork.ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            if (IsListed(call.Id, cancel)) RefuseLeaving(call.Id);
        }
#pragma warning disable CA1031 // whatever a tool throws, the model is told and the server lives; a result that cannot be written is its failure too
        catch (Exception e)
#pragma warning restore CA1031
        {
            Answer(call, cancel, CallToolResult.Error($"{e.GetType().Name}: {e.Message}"));
        }

        return Forget(call.Id, cancel);
    }

    private void Answer(ToolCall call, CancellationTokenSource cancel, CallToolResult result)
    {
        if (!IsListed(call.Id, cancel)) return;
        driver.Answer(call.Id, (result, call.Revision, meta), static (writer, it) => it.result.Write(writer, it.Revision, it.meta));
    }

    /// <summary>A call that was cancelled is no longer listed, and its id may belong to another by now.</summary>
    private bool IsListed(RequestId id, CancellationTokenSource cancel)
    {
        lock (gate) return running.TryGetValue(id, out var listed) && listed == cancel;
    }

    private bool Forget(RequestId id, CancellationTokenSource cancel)
    {
        lock (gate)
        {
            var was = running.TryGetValue(id, out var listed) && listed == cancel;
            if (was) running.Remove(id);
            if (draining && running.Count == 0) idle.TrySetResult();
            return was;
        }
    }

    private void RefuseLeaving(RequestId id) => driver.Refuse(id, JsonRpcErrors.InternalError, "The server is shutting down.");

    /// <summary>
    /// The client no longer wants that answer, and nobody waits for it any more. The tool's token is cancelled on another thread:
    /// what it runs is not ours.
    /// </summary>
    public void Cancel(RequestId id)
    {
        CancellationTokenSource? cancel;
        lock (gate)
        {
            if (!running.TryGetValue(id, out cancel)) return;
            Forget(id, cancel); // from here on its source is not used again
        }

        _ = CancelQuietly(cancel);
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
        lock (gate)
        {
            draining = true;
            if (running.Count == 0) return;
        }

        await Task.WhenAny(idle.Task, Task.Delay(timeout, time, stop)).ConfigureAwait(false);
        foreach (var (_, cancel) in Running()) _ = CancelQuietly(cancel);
        await Task.WhenAny(idle.Task, Task.Delay(CancelGrace, time, CancellationToken.None)).ConfigureAwait(false);
        foreach (var (id, _) in Running()) RefuseLeaving(id);
    }

    private KeyValuePair<RequestId, CancellationTokenSource>[] Running()
    {
        lock (gate) return [.. running];
    }
}
