using RawMcp.Framing;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Wire;

/// <summary>
/// Where the recorded server speaks: one thread that takes messages from the file, puts the live ids in, and writes. Who has something to
/// say never waits for the client.
/// </summary>
internal sealed class ReplayMouth
{
    private readonly Queue<Action> waiting = [];
    private bool isClosed;
    private readonly TaskCompletionSource<TapEnd?> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Recording recording;
    private readonly Stream output;
    private bool isGone;

    public ReplayMouth(Recording recording, Stream output)
    {
        this.recording = recording;
        this.output = output;
        new Thread(Speak) { IsBackground = true, Name = "replay writer" }.Start();
    }

    /// <summary>Completes when all is said: with how the recorded server ended, where it did.</summary>
    public Task<TapEnd?> Done => done.Task;

    /// <summary>More waited than may wait: the client does not read.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Says something recorded.</summary>
    /// <param name="step">What.</param>
    /// <param name="live">The live request that it is about.</param>
    /// <param name="askedAs">The id of a question, where the recorded one cannot be used.</param>
    public void Say(ScriptStep.Say step, LiveCall? live, RequestId? askedAs = null)
    {
        if (step.Kind == SayKind.Progress && live is not { Token.IsAbsent: false }) return; // it did not ask to be told
        if (step.Kind is SayKind.Subscription or SayKind.Answer or SayKind.Cancelled && live is null) return;
        Add(() => Write(Spliced(step, live, askedAs), step.Frame.Ending != FrameEnding.Unterminated));
    }

    /// <summary>Says something of our own.</summary>
    public void Say(ReadOnlyMemory<byte> message) => Add(() => Write(new Splice(message), lineEnd: true));

    /// <summary>Ends as the recorded server did, when all before it is said.</summary>
    public void Leave(TapEnd how) => Add(() => done.TrySetResult(how));

    /// <summary>Nothing will follow.</summary>
    public void Close()
    {
        lock (waiting)
        {
            isClosed = true;
            Monitor.Pulse(waiting);
        }
    }

    private void Add(Action act)
    {
        lock (waiting)
        {
            if (isClosed) return;
            IsFull = isClosed = waiting.Count == ReplayLimits.MaxWaitingMessages;
            waiting.Enqueue(act);
            Monitor.Pulse(waiting);
        }

        if (IsFull) done.TrySetResult(null);
    }

    private void Speak()
    {
        try
        {
            while (!done.Task.IsCompleted && Next() is { } act) act();
            done.TrySetResult(null);
        }
        catch (Exception e)
        {
            done.TrySetException(e);
        }
    }

    private Action? Next()
    {
        lock (waiting)
        {
            while (waiting.Count == 0 && !isClosed) Monitor.Wait(waiting);
            return waiting.TryDequeue(out var act) ? act : null;
        }
    }

    private void Write(Splice message, bool lineEnd)
    {
        if (isGone) return;
        try
        {
            message.WriteTo(output);
            if (lineEnd) output.WriteByte((byte)'\n');
            output.Flush();
        }
        catch (IOException)
        {
            isGone = true; // the client is gone; its end of stdin says so too
        }
    }

    private Splice Spliced(ScriptStep.Say step, LiveCall? live, RequestId? askedAs)
    {
        var bytes = step.Part < 0 ? recording.BytesOf(step.Frame) : recording.BytesOf(step.Frame, step.Part);
        var splice = new Splice(bytes);
        var id = live is null ? [] : System.Text.Encoding.UTF8.GetBytes(live.Id.Json);
        switch (step.Kind)
        {
            case SayKind.Answer:
                Envelope.Read(bytes, out var envelope);
                splice.Put(envelope.Find(MemberName.Id).Value, id);
                splice.Put(JsonPath.Locate(bytes, "result", "_meta", MetaKeys.SubscriptionId), id);
                break;
            case SayKind.Progress:
                splice.Put(JsonPath.Locate(bytes, "params", "progressToken"), live!.Token.Utf8.Span);
                break;
            case SayKind.Cancelled:
                splice.Put(JsonPath.Locate(bytes, "params", "requestId"), id);
                break;
            case SayKind.Subscription:
                splice.Put(JsonPath.Locate(bytes, "params", "_meta", MetaKeys.SubscriptionId), id);
                break;
        }

        if (askedAs is { } fresh)
        {
            Envelope.Read(bytes, out var question);
            splice.Put(question.Find(MemberName.Id).Value, System.Text.Encoding.UTF8.GetBytes(fresh.Json));
        }

        return splice;
    }
}
