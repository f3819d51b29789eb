using System.Collections.Concurrent;
using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.Stdio;

namespace RawMcp;

/// <summary>The tool calls at work on one connection. Each runs on the thread pool; a tool that fails fails alone.</summary>
internal sealed class RunningCalls(Driver driver, Implementation server)
{
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
        CallToolResult? result;
        try
        {
            result = await tool.Handler(call, cancel.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            result = null;
        }
#pragma warning disable CA1031 // whatever a tool throws, the model is told and the server lives
        catch (Exception e)
#pragma warning restore CA1031
        {
            result = CallToolResult.Error($"{e.GetType().Name}: {e.Message}");
        }

        if (result is not null) driver.Answer(call.Id, result.Write(call.Revision, server));
        else if (draining) driver.Refuse(call.Id, JsonRpcErrors.InternalError, "The server is shutting down.");
        running.TryRemove(call.Id, out _);
        cancel.Dispose();
        if (draining && running.IsEmpty) idle.TrySetResult();
    }

    /// <summary>The client no longer wants that answer. The tool's token is cancelled on another thread: what it runs is not ours.</summary>
    public void Cancel(RequestId id)
    {
        if (running.TryGetValue(id, out var cancel)) _ = CancelQuietly(cancel);
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

    /// <summary>Waits for what is at work; what is not done in time is cancelled and gets as long again, at most a second.</summary>
    public async Task DrainAsync(TimeSpan timeout)
    {
        draining = true;
        if (running.IsEmpty) return;
        await Task.WhenAny(idle.Task, Task.Delay(timeout)).ConfigureAwait(false);
        foreach (var (_, cancel) in running) _ = CancelQuietly(cancel);
        if (running.IsEmpty) return;
        await Task.WhenAny(idle.Task, Task.Delay(timeout < TimeSpan.FromSeconds(1) ? timeout : TimeSpan.FromSeconds(1))).ConfigureAwait(false);
    }
}
