using System.Text.Json;
using RawMcp.Connections;
using RawMcp.Framing;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Stdio;

/// <summary>
/// The loop that owns a connection: it reads frames from one stream, on a thread of its own, and writes frames to another.
/// </summary>
/// <remarks>
/// Three parties meet here, and none can hold up another: the reader's thread, which only reads and hands on; callers, who
/// write for themselves (<see cref="Outbox"/>); and one timer for deadlines. One lock guards the connection's state.
/// </remarks>
public sealed class Driver : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Connection connection = new();
    private readonly Dictionary<RequestId, BatchReply> batches = [];
    private readonly Reader reader;
    private readonly Outbox outbox;
    private readonly IPeer peer;
    private readonly DriverOptions options;
    private readonly long start;
    private readonly ITimer timer;
    private readonly TaskCompletionSource<string> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan? armedFor;

    /// <summary>A driver over two streams. Nothing happens until <see cref="Start"/>.</summary>
    public Driver(Stream input, Stream output, IPeer peer, DriverOptions? options = null)
    {
        this.peer = peer;
        this.options = options ?? new DriverOptions();
        start = this.options.Time.GetTimestamp();
        timer = this.options.Time.CreateTimer(_ => Expire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        outbox = new Outbox(output, this.options.Framing, this.options.MaxQueuedBytes, Broke, this.options.Observer is null ? null : Sent);
        reader = new Reader(input, this.options.Framing, this.options.MaxFrameBytes, outbox, Take, reason => End(peer.OnEnd(reason)));
    }

    /// <summary>Completes with the reason when the connection has ended: nothing more will arrive.</summary>
    public Task<string> Ended => ended.Task;

    /// <summary>Requests of the other side that we have yet to answer.</summary>
    public int RequestsInFlight
    {
        get
        {
            lock (gate) return connection.RequestsInFlight;
        }
    }

    /// <summary>Bytes that came so far.</summary>
    public long Received => reader.Received;

    private TimeSpan Now => options.Time.GetElapsedTime(start);

    /// <summary>Starts reading.</summary>
    public void Start() => reader.Start();

    /// <summary>
    /// Runs code that is not this library's on the reader's thread, from within a call to <see cref="IPeer"/>. If it takes long,
    /// another thread reads on. It must not throw.
    /// </summary>
    public void Visit<T>(T guest, Action<T> run)
    {
        // While a batch is handed on, the thread has more of it to do and cannot be dismissed.
        if (reading is null) reader.Visit(guest, run);
        else ThreadPool.UnsafeQueueUserWorkItem(static it => it.run(it.guest), (guest, run), preferLocal: false);
    }

    /// <summary>Sends a request, waits for its outcome, and gives what <paramref name="finish"/> makes of it.</summary>
    /// <remarks>
    /// Whoever awaits the outcome goes on at once, often on the reader's thread; that is a guest there (<see cref="Visit"/>) and
    /// may take as long as it likes.
    /// </remarks>
    /// <param name="method">What to ask.</param>
    /// <param name="asked">What <paramref name="write"/> needs; it is not kept.</param>
    /// <param name="write">Writes the params, an object, or nothing. Given the call's id, for a progress token. What it throws is passed on, and there was no call.</param>
    /// <param name="state">What <paramref name="finish"/> needs.</param>
    /// <param name="finish">Makes the result. What it throws goes to whoever awaits.</param>
    /// <param name="timeout">How long to wait; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="cancellation">Ends the call as <see cref="Outcome.Cancelled"/> and tells the other side.</param>
    public Task<TResult> CallAsync<TAsked, TState, TResult>(
        string method,
        TAsked asked,
        Action<Utf8JsonWriter, (RequestId Id, TAsked Asked)> write,
        TState state,
        Func<Outcome, TState, TResult> finish,
        TimeSpan timeout,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(write);
        PendingCall<TState, TResult> call;
        Task<TResult> done;
        bool over;
        lock (gate)
        {
            var id = connection.NextId();
            call = new(id, method, Now, timeout > StdioLimits.LongestTimeout ? Timeout.InfiniteTimeSpan : timeout, state, finish);
            done = call.Done; // makes the task, before anything is sent: the builder is not for two threads at once
            connection.Begin(call);
            if (cancellation.IsCancellationRequested) connection.Cancel(call); // and nothing is sent
            over = call.Outcome is not null;
            if (!over) Write(call, asked, write);
            Arm();
        }

        if (over) call.Tell();
        else if (cancellation.CanBeCanceled) call.CancelWith(cancellation.UnsafeRegister(static it => (((Driver, PendingCall))it!).Item1.Cancel((((Driver, PendingCall))it!).Item2), (this, (PendingCall)call)));
        return done;
    }

    private void Write<TAsked>(PendingCall call, TAsked asked, Action<Utf8JsonWriter, (RequestId Id, TAsked Asked)> write)
    {
        try
        {
            outbox.Send((call, asked, write), static (to, it) => MessageWriter.Request(to, it.call.Id, it.call.Method, (it.call.Id, it.asked), it.write));
        }
        catch
        {
            connection.Forget(call);
            throw;
        }
    }

    /// <summary>Sends a request whose params come from a function of the call's id, and gives the outcome. Never throws for what the other side does.</summary>
    /// <inheritdoc cref="CallAsync{TAsked, TState, TResult}"/>
    public Task<Outcome> CallAsync(string method, Func<RequestId, RawJson> @params, TimeSpan timeout, CancellationToken cancellation = default) =>
        CallAsync(
            method,
            @params,
            static (writer, it) =>
            {
                var written = it.Asked(it.Id);
                if (!written.IsAbsent) writer.WriteRawValue(written.Utf8.Span, skipInputValidation: true);
            },
            0,
            static (outcome, _) => outcome,
            timeout,
            cancellation);

    private void Cancel(PendingCall call)
    {
        lock (gate)
        {
            if (!connection.Cancel(call)) return;
            SayCancelled(call, "the caller no longer wants the answer");
            call.TellElsewhere();
        }
    }

    /// <summary>Sends a notification.</summary>
    public void Notify(string method, RawJson @params)
    {
        lock (gate) outbox.Send((method, @params), static (to, it) => MessageWriter.Notification(to, it.method, it.@params));
    }

    /// <summary>Sends a notification that belongs to a request of the other side; nothing once that request was answered or cancelled.</summary>
    public void NotifyFor(RequestId request, string method, RawJson @params)
    {
        lock (gate)
        {
            if (connection.IsAsked(request)) Notify(method, @params);
        }
    }

    /// <summary>Answers a request of the other side with a result. False when it is to have none: cancelled, or answered before.</summary>
    public bool Answer(RequestId id, RawJson result) =>
        Answer(id, result.IsAbsent ? RawJson.EmptyObject : result, static (writer, it) => writer.WriteRawValue(it.Utf8.Span, skipInputValidation: true));

    /// <summary>Answers with a result that <paramref name="write"/> writes. What it throws is passed on, and the request stays unanswered.</summary>
    public bool Answer<T>(RequestId id, T result, Action<Utf8JsonWriter, T> write)
    {
        lock (gate)
        {
            if (!connection.IsAsked(id)) return false;
            var sent = Respond(id, (id, result, write), static (to, it) => MessageWriter.Result(to, it.id, it.result, it.write));
            connection.Answer(id);
            return sent;
        }
    }

    /// <summary>Answers a request of the other side with an error. False when it is to have no answer.</summary>
    public bool Refuse(RequestId id, long code, string text, RawJson data = default)
    {
        lock (gate)
        {
            return connection.Answer(id) && Respond(id, (id, code, text, data), static (to, it) => MessageWriter.Failure(to, it.id, it.code, it.text, it.data));
        }
    }

    /// <summary>Answers a frame that was no request we could register: no id, or one that is in flight already.</summary>
    public void Protest(RequestId? id, long code, string text, bool omitMissingId)
    {
        lock (gate)
        {
            if (reading is { } batch)
            {
                // Not counted as the answer to that id: a repeated id is protested against while its first request is still at work.
                batch.Add(null, (id, code, text, omitMissingId), WriteProtest);
                return;
            }

            outbox.Send((id, code, text, omitMissingId), WriteProtest);
        }
    }

    private static void WriteProtest(FrameBuffer to, (RequestId? Id, long Code, string Text, bool Omit) it) =>
        MessageWriter.Failure(to, it.Id, it.Code, it.Text, omitMissingId: it.Omit);

    /// <summary>The other side has cancelled one of its requests. False when we have none such in flight.</summary>
    public bool Withdraw(RequestId id)
    {
        lock (gate)
        {
            if (!connection.Withdraw(id)) return false;
            if (batches.Remove(id, out var batch))
            {
                batch.Forget(id);
                SendIfComplete(batch);
            }

            return true;
        }
    }

    /// <summary>Ends the connection for a reason this side knows. Calls in flight are lost.</summary>
    public void End(string reason)
    {
        lock (gate)
        {
            foreach (var call in connection.End(reason)) ((PendingCall)call).TellElsewhere();
        }

        ended.TrySetResult(reason);
    }

    // A frame could not be written. Where the other side has gone, its last answers may still be in the pipe, and the reader will
    // know how it went; so it comes first, unless it has nothing to read.
    private void Broke(string reason, bool gone)
    {
        if (gone) _ = EndAfterReader(reason);
        else End(reason);
    }

    private async Task EndAfterReader(string reason)
    {
        await Task.WhenAny(ended.Task, Task.Delay(2 * StdioLimits.ExitGrace, options.Time)).ConfigureAwait(false);
        End(reason);
    }

    /// <summary>No more frames from us: the queue is written out, then the output closed.</summary>
    /// <returns>Completes when that is done. It may never be, if the other side does not read: bound the wait.</returns>
    public Task CloseOutputAsync() => outbox.CloseAsync();

    private BatchReply? reading; // the batch whose elements are being handed on; only the reader's thread touches it

    private bool Take(Frame frame)
    {
        options.Observer?.Invoke(new Crossing(Direction.Received, Now, frame));
        var message = MessageReader.Read(frame);
        if (message is Message.Malformed { Defect.Kind: DefectKind.Batch } && peer.TakesBatches && Batch.TrySplit(frame.Bytes, out var elements))
        {
            TakeBatch(elements);
            return true;
        }

        return Take(message) || options.Observer is not null;
    }

    private void TakeBatch(IReadOnlyList<ReadOnlyMemory<byte>> elements)
    {
        var batch = new BatchReply();
        reading = batch;
        foreach (var element in elements) Take(MessageReader.Read(element));
        reading = null;
        lock (gate)
        {
            batch.Seal();
            SendIfComplete(batch);
        }
    }

    /// <returns>Whether something keeps the message's bytes.</returns>
    private bool Take(Message message)
    {
        Arrival arrival;
        lock (gate)
        {
            arrival = connection.Receive(message);
            if (arrival is Arrival.Asked asked && reading is not null)
            {
                reading.Expect(asked.Request.Id);
                batches[asked.Request.Id] = reading;
            }
        }

        switch (arrival)
        {
            case Arrival.Asked asked:
                return peer.OnRequest(asked.Request);
            case Arrival.Told told:
                peer.OnNotification(told.Notification);
                return false;
            case Arrival.Settled settled:
                Visit((PendingCall)settled.Call, static call => call.Tell());
                return true;
            default:
                peer.OnOdd(arrival);
                return false;
        }
    }

    private bool Respond<T>(RequestId id, T message, Action<FrameBuffer, T> write)
    {
        if (!batches.Remove(id, out var batch)) return outbox.Send(message, write);
        batch.Add(id, message, write);
        SendIfComplete(batch);
        return true;
    }

    private void SendIfComplete(BatchReply batch)
    {
        if (batch.IsComplete && !batch.IsEmpty) outbox.Send(batch, static (to, it) => it.Write(to));
    }

    private void Expire()
    {
        lock (gate)
        {
            armedFor = null;
            foreach (var call in connection.Expire(Now))
            {
                SayCancelled(call, $"no answer within {call.Timeout.TotalSeconds:0.###} s");
                ((PendingCall)call).TellElsewhere();
            }

            Arm();
        }
    }

    // initialize must not be cancelled, and a probe may be talking to a server that knows no such notification yet.
    private void SayCancelled(Call call, string reason)
    {
        if (call.Method is Methods.Initialize or Methods.Discover) return;
        Notify(Methods.Cancelled, new CancelledParams(call.Id, reason).Write());
    }

    private void Arm()
    {
        if (connection.NextDeadline is not { } next || armedFor <= next) return;
        armedFor = next;
        var wait = next - Now;
        timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    // The observer may keep the frame; the outbox writes its buffer over.
    private void Sent(long offset, ReadOnlyMemory<byte> frame) =>
        options.Observer!(new Crossing(Direction.Sent, Now, new Frame(offset, frame.ToArray(), FrameEnding.Complete, frame.Length)));

    /// <summary>Stops the timer and loses what is in flight. The streams belong to whoever made them.</summary>
    public async ValueTask DisposeAsync()
    {
        End("the connection was closed on this side");
        await timer.DisposeAsync().ConfigureAwait(false);
    }
}
