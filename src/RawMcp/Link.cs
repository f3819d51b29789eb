using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using RawMcp.Connections;
using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.Stdio;

namespace RawMcp;

/// <summary>A client's side of one connection: the driver, the process behind it if there is one, and what the server sends unasked.</summary>
internal sealed class Link : IPeer, IAsyncDisposable
{
    private readonly McpClientOptions options;
    private readonly ChildProcess? child;
    private readonly ConcurrentDictionary<RequestId, Action<ProgressParams>> progress = [];
    private readonly Channel<Action> callbacks;
    private readonly TaskCompletionSource<bool> closing = new();
    private volatile string? firstOdd;
    private volatile int odd;

    private Link(McpClientOptions options, ChildProcess? child, Stream fromServer, Stream toServer)
    {
        this.options = options;
        this.child = child;
        callbacks = Channel.CreateBounded<Action>(
            new BoundedChannelOptions(options.MaxQueuedNotifications) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest },
            _ => options.OnOdd?.Invoke("A notification was dropped: its handlers are slower than the server."));
        Driver = new Driver(fromServer, toServer, this, options.Driver);
        Driver.Start();
        _ = RunCallbacks();
        if (child is not null) _ = EndAfterExit(child);
    }

    public Driver Driver { get; }

    public int? ProcessId => child?.Id;

    /// <summary>There is a program behind it that can be started once more; two given streams cannot.</summary>
    public bool CanStartAgain => child is not null;

    /// <summary>The era in force; null while it is not known. In the modern one a client writes no responses.</summary>
    public Era? Era { get; set; }

    /// <summary>The legacy revision in force lets a server send batches.</summary>
    public bool TakesBatches { get; set; }

    public string StderrText => child?.StderrText ?? "";

    /// <summary>What came that was no answer, for a message about an answer that did not come; empty where nothing did.</summary>
    public string OddText => odd == 0 ? ""
        : odd == 1 ? $" But it did send something else. {firstOdd}"
        : $" But it did send {odd} other frames. The first: {firstOdd}";

    /// <exception cref="McpConnectionException">The program could not be started.</exception>
    public static Link Start(ServerCommand command, McpClientOptions options)
    {
        try
        {
            var child = ChildProcess.Start(command, options.OnStderr, options.Driver.Time);
            options.OnStarted?.Invoke(child.Id);
            return new Link(options, child, child.Output, child.Input);
        }
        catch (ServerStartException e)
        {
            throw new McpConnectionException(e.Message, e);
        }
    }

    public static Link Over(Stream fromServer, Stream toServer, McpClientOptions options) => new(options, null, fromServer, toServer);

    /// <summary>A call. Where progress is wanted, its id is the token under which it is told.</summary>
    /// <param name="method">What to ask.</param>
    /// <param name="asked">What <paramref name="write"/> needs.</param>
    /// <param name="write">Writes the params; given the progress token, null where no progress is wanted.</param>
    /// <param name="state">What <paramref name="finish"/> needs.</param>
    /// <param name="finish">Makes the result of the outcome.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="onProgress">Told how far it has come.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<TResult> CallAsync<TAsked, TState, TResult>(
        string method,
        TAsked asked,
        Action<Utf8JsonWriter, (RequestId? Token, TAsked Asked)> write,
        TState state,
        Func<Outcome, TState, TResult> finish,
        TimeSpan timeout,
        Action<ProgressParams>? onProgress,
        CancellationToken cancellation)
    {
        if (onProgress is null)
            return Driver.CallAsync(method, (asked, write), static (writer, it) => it.Asked.write(writer, (null, it.Asked.asked)), state, finish, timeout, cancellation);

        var followed = (link: this, onProgress, ids: new RequestId[1]);
        return Driver.CallAsync(
            method,
            (asked, write, followed),
            static (writer, it) =>
            {
                var (link, told, ids) = it.Asked.followed;
                ids[0] = it.Id;
                link.progress[it.Id] = told;
                it.Asked.write(writer, (it.Id, it.Asked.asked));
            },
            (followed, state, finish),
            static (outcome, it) =>
            {
                it.followed.link.progress.TryRemove(it.followed.ids[0], out _);
                return it.finish(outcome, it.state);
            },
            timeout,
            cancellation);
    }

    public bool OnRequest(Message.Request request)
    {
        if (Era == Mcp.Era.Modern)
        {
            options.OnOdd?.Invoke($"The server sent a request ({request.Method}); since {Revision.V20260728} it must not, and it gets no answer.");
            Driver.Withdraw(request.Id);
        }
        else if (request.Method == Methods.Ping)
        {
            Driver.Answer(request.Id, RawJson.EmptyObject);
        }
        else
        {
            Driver.Refuse(request.Id, JsonRpcErrors.MethodNotFound, $"Method not found: {request.Method} (this client declared no capabilities)");
        }

        return false;
    }

    public void OnNotification(Message.Notification notification)
    {
        switch (notification.Method)
        {
            case Methods.Progress when ProgressParams.Read(notification.Params).Value is { } step && progress.TryGetValue(step.Token, out var onProgress):
                callbacks.Writer.TryWrite(() => onProgress(step));
                break;
            case Methods.LogMessage when options.OnLog is { } onLog && LogMessageParams.Read(notification.Params).Value is { } line:
                callbacks.Writer.TryWrite(() => onLog(line));
                break;
            case Methods.ToolsChanged when options.OnToolsChanged is { } onChanged:
                callbacks.Writer.TryWrite(onChanged);
                break;
        }
    }

    public void OnOdd(Arrival arrival)
    {
        var sentence = Oddities.Describe(arrival);
        firstOdd ??= sentence;
        odd++;
        options.OnOdd?.Invoke(sentence);
    }

    public string OnEnd(string reason)
    {
        if (child is null || closing.Task.IsCompleted) return $"the connection ended ({reason})";

        // On the reader's thread, which has nothing left to read: the exit code is worth the short wait.
        var code = child.LastWordsAsync(StdioLimits.ExitGrace).GetAwaiter().GetResult();
        return code is { } known
            ? $"the server exited with {ExitCodes.Describe(known)}"
            : $"the server still runs (pid {child.Id}), but {reason}";
    }

    // A process that inherited the server's stdout can hold it open for ever: then there is an exit but no end of the stream.
    private async Task EndAfterExit(ChildProcess server)
    {
        var code = await server.Exited.ConfigureAwait(false);
        long before;
        do
        {
            before = Driver.Received; // a long last answer may still be on its way
            await Task.WhenAny(Driver.Ended, Task.Delay(2 * StdioLimits.ExitGrace, options.Driver.Time)).ConfigureAwait(false);
        }
        while (!Driver.Ended.IsCompleted && Driver.Received != before);

        Driver.End($"the server exited with {ExitCodes.Describe(code)}, while another process still holds its output open");
    }

    private async Task RunCallbacks()
    {
        await foreach (var callback in callbacks.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                callback();
            }
#pragma warning disable CA1031 // a handler that throws must not end the others; there is nobody to hand its exception to
            catch (Exception e)
#pragma warning restore CA1031
            {
                options.OnOdd?.Invoke($"A handler of this program failed: {e.GetType().Name}: {e.Message}");
            }
        }
    }

    /// <summary>Closes the connection and makes the server leave. Null when there is no process to report on.</summary>
    public async Task<ShutdownReport?> CloseAsync()
    {
        closing.TrySetResult(true);

        // What is queued goes out first, unless the server does not read; the ladder closes the pipe in any case.
        await Task.WhenAny(Driver.CloseOutputAsync(), Task.Delay(StdioLimits.ExitGrace, options.Driver.Time)).ConfigureAwait(false);
        var report = child is null ? null : await child.ShutdownAsync(options.Ladder).ConfigureAwait(false);
        if (report is { OutputStillOpen: false }) await Task.WhenAny(Driver.Ended, Task.Delay(StdioLimits.ExitGrace)).ConfigureAwait(false);
        await Driver.DisposeAsync().ConfigureAwait(false);
        callbacks.Writer.TryComplete();
        return report;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        if (child is not null) await child.DisposeAsync().ConfigureAwait(false);
    }
}
