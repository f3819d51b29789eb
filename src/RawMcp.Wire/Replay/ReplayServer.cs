using System.Globalization;
using System.Text;
using RawMcp.Framing;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Wire;

/// <summary>The recorded server, for a live client: answers by method and parameters, with the client's ids and everything else as recorded.</summary>
public sealed class ReplayServer
{
    private readonly Recording recording;
    private readonly ReplayOptions options;
    private readonly ServerScript script;
    private readonly CallMatcher matcher;
    private readonly ReplayMouth mouth;
    private readonly Lock gate = new();
    private readonly Dictionary<RequestId, LiveCall> live = [];
    private readonly Dictionary<RequestId, (ScriptStep.Ask Ask, TaskCompletionSource Come)> asked = [];
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> running = [];
    private readonly ReplayNotes notes = new();
    private int malformed, renamed;

    private ReplayServer(Recording recording, ReplayOptions options, Stream output)
    {
        this.recording = recording;
        this.options = options;
        script = new ServerScript(recording, options.Ignored);
        matcher = new CallMatcher(script.Calls, recording, options.Ignored);
        mouth = new ReplayMouth(recording, output);
    }

    /// <summary>Serves until the client ends its stream, or the recorded server ended.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="options">How.</param>
    /// <param name="input">From the client.</param>
    /// <param name="output">To the client.</param>
    public static async Task<ReplayServed> RunAsync(Recording recording, ReplayOptions options, Stream input, Stream output)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(options);
        var server = new ReplayServer(recording, options, output);
        server.Follow(server.script.Begin);
        var heard = ReplayEars.Listen(input, server.Hear);
        if (await Task.WhenAny(heard, server.mouth.Done).ConfigureAwait(false) == heard)
        {
            await heard.ConfigureAwait(false);
            await server.FinishAsync().ConfigureAwait(false);
        }

        var end = await server.mouth.Done.ConfigureAwait(false);
        if (server.mouth.IsFull) throw new IOException(string.Create(CultureInfo.InvariantCulture, $"The client asks and does not read: {ReplayLimits.MaxWaitingMessages} messages wait for it."));
        return server.notes.Report(end);
    }

    /// <summary>The client has ended its stream. It may still read: what does not depend on it is said.</summary>
    private async Task FinishAsync()
    {
        ended.SetResult();
        await Task.WhenAll(Running()).ConfigureAwait(false);
        Follow(script.End);
        await Task.WhenAll(Running()).ConfigureAwait(false);
        mouth.Close();
    }

    private Task[] Running()
    {
        lock (gate) return [.. running];
    }

    private void Hear(Frame frame)
    {
        if (frame.IsBlank) return;
        if (frame.Ending == FrameEnding.Complete && Batch.TrySplit(frame.Bytes, out var elements))
        {
            foreach (var element in elements) Hear(MessageReader.Read(element), element);
            return;
        }

        Hear(MessageReader.Read(frame), frame.Bytes);
    }

    private void Hear(Message message, ReadOnlyMemory<byte> bytes)
    {
        switch (message)
        {
            case Message.Request request:
                Answer(request, bytes);
                break;
            case Message.Notification notification:
                if (notification.Method == Methods.Cancelled && CancelledParams.Read(notification.Params).Value is { } cancelled) Cancel(cancelled.RequestId);
                if (script.Notifications.TryGetValue(notification.Method, out var same) && same.TryDequeue(out var moment)) Follow(moment);
                break;
            case Message.Result result:
                Answered(result.Id);
                break;
            case Message.Failure { Id: { } id }:
                Answered(id);
                break;
            case Message.Malformed it:
                notes.Problem($"The client sent what is no message: {it.Defect.Sentence}");
                if (it.Id is { } known && !it.LooksLikeResponse) Refuse(known, JsonRpcErrors.InvalidRequest, it.Defect.Sentence);
                if (malformed < script.Malformed.Count) Follow(script.Malformed[malformed++]);
                break;
        }
    }

    private void Answer(Message.Request request, ReadOnlyMemory<byte> bytes)
    {
        if (matcher.Take(request) is not { } call)
        {
            // It says nothing but that the server is there, and so are we.
            if (request.Method == Methods.Ping)
            {
                Own(to => MessageWriter.Result(to, request.Id, RawJson.EmptyObject));
            }
            else if (request.Method == Methods.Discover && UnrecordedDiscover.Of(recording, script.Calls) is { IsAbsent: false } result)
            {
                notes.Note("server/discover is not in the capture; it was answered with the revisions and features that the recorded session shows.");
                Own(to => MessageWriter.Result(to, request.Id, result));
            }
            else
            {
                Unmatched(request, bytes);
            }

            return;
        }

        var now = new LiveCall(request.Id, request.Params.Find("_meta"u8).Find("progressToken"u8) is { IsAbsent: false } token ? new RawJson(token.Utf8.ToArray()) : default);
        lock (gate) live[request.Id] = call.Live = now;
        if (!call.HasAnswer)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{request.Method} with id {request.Id.Json} (frame {call.Call.Request.Number} of the capture)");
            if (recording.MissingFromServer > 0 && call.Call.Method != Methods.Listen)
            {
                var sentence = string.Create(CultureInfo.InvariantCulture, $"The capture has this request, but perhaps not its answer: it lacks {recording.MissingFromServer} bytes of stdout.");
                notes.Problem($"{place}: {sentence}");
                Refuse(request.Id, JsonRpcErrors.InternalError, "replay: " + sentence);
                return;
            }

            if (call.Call.Method != Methods.Listen) notes.Note($"{place} stays unanswered, as recorded{(recording.IsCutOff ? "; the capture was cut off, and the answer may have come later" : "")}.");
        }

        Run(() => PlayAsync(call, now));
    }

    private void Unmatched(Message.Request request, ReadOnlyMemory<byte> bytes)
    {
        var known = matcher.Knows(request.Method);
        var what = known ? $"the capture has {request.Method}, but not with these parameters" : $"the capture has no {request.Method}";
        var nearest = matcher.Nearest(request.Method, bytes);
        notes.Problem($"No match for {request.Method} with id {request.Id.Json}: {what}{nearest}.{(known ? $" Asked: {CallMatcher.Shown(Encoding.UTF8.GetString(bytes.Span))}" : "")}");
        Refuse(request.Id, known ? JsonRpcErrors.InvalidParams : JsonRpcErrors.MethodNotFound, $"replay: {what}{nearest}");
    }

    private void Refuse(RequestId id, long code, string text) => Own(to => MessageWriter.Failure(to, id, code, text));

    private void Own(Action<FrameBuffer> write)
    {
        var buffer = new FrameBuffer();
        write(buffer);
        var bytes = buffer.Detach();
        mouth.Say(bytes.Span is [.., (byte)'\n'] ? bytes[..^1] : bytes);
    }

    private void Cancel(RequestId id)
    {
        lock (gate)
        {
            if (!live.TryGetValue(id, out var call)) return;
            call.Cancelled.TrySetResult();
        }
    }

    private void Answered(RequestId id)
    {
        (ScriptStep.Ask Ask, TaskCompletionSource Come) one;
        lock (gate)
        {
            if (!asked.Remove(id, out one)) return;
        }

        one.Come.TrySetResult();
        Follow(one.Ask.Answered);
    }

    private void Run(Func<Task> part)
    {
        var task = part();
        lock (gate)
        {
            running.RemoveAll(one => one.IsCompletedSuccessfully);
            if (!task.IsCompletedSuccessfully) running.Add(task);
        }
    }

    private void Follow(ScriptMoment moment)
    {
        if (moment.TryCome()) Run(() => PlayAsync(moment.After, moment.Time, null, null));
    }

    private async Task PlayAsync(ScriptedCall call, LiveCall now)
    {
        var whole = await PlayAsync(call.Steps, call.Moment.Time, call, now).ConfigureAwait(false);
        lock (gate)
        {
            if (call.HasAnswer && live.TryGetValue(now.Id, out var there) && there == now) live.Remove(now.Id);
        }

        if (whole) Follow(call.Moment);
    }

    /// <summary>False when it was left in the middle: the client has gone, or no longer wants the answer.</summary>
    private async Task<bool> PlayAsync(List<ScriptStep> steps, long from, ScriptedCall? call, LiveCall? now)
    {
        var questions = new Dictionary<ScriptStep.Ask, Task>();
        var mayCancel = call is not null && !steps.Exists(step => step is ScriptStep.AwaitCancel);
        foreach (var step in steps)
        {
            if (step is not (ScriptStep.AwaitAnswer or ScriptStep.AwaitCancel)) await options.Pause(from, step.Time).ConfigureAwait(false);
            from = step.Time;
            if (mayCancel && now!.Cancelled.Task.IsCompleted) return false;
            switch (step)
            {
                case ScriptStep.Say say:
                    mouth.Say(say, say.About == call ? now : say.About?.Live);
                    break;
                case ScriptStep.Ask ask:
                    questions[ask] = Ask(ask);
                    break;
                case ScriptStep.AwaitAnswer { Question: var question } when questions.TryGetValue(question, out var come):
                    if (await Task.WhenAny(come, mayCancel ? now!.Cancelled.Task : come, ended.Task).ConfigureAwait(false) != come) return false;
                    break;
                case ScriptStep.AwaitCancel when now is not null:
                    if (await Task.WhenAny(now.Cancelled.Task, ended.Task).ConfigureAwait(false) == ended.Task) return false;
                    break;
                case ScriptStep.Leave leave:
                    mouth.Leave(leave.How);
                    break;
            }
        }

        return true;
    }

    private Task Ask(ScriptStep.Ask ask)
    {
        var come = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var id = ask.Question.Frame.Messages[Math.Max(0, ask.Question.Part)].Id!.Value;
        RequestId? fresh = null;
        lock (gate)
        {
            // The same question again while the first is open: it needs an id of its own.
            if (asked.ContainsKey(id)) fresh = id = new RequestId(string.Create(CultureInfo.InvariantCulture, $"replay-{++renamed}"));
            asked[id] = (ask, come);
        }

        mouth.Say(ask.Question, null, fresh);
        return come.Task;
    }
}
