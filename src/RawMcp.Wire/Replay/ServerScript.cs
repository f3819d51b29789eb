using RawMcp.Framing;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Wire;

/// <summary>
/// A recording as the part of its server. What the server said during a call belongs to that call; the rest follows on the last thing
/// that the client had said.
/// </summary>
internal sealed class ServerScript
{
    private readonly Recording recording;
    private readonly IReadOnlyList<JsonPath> ignored;
    private readonly Dictionary<IndexedCall, ScriptedCall> byCall = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<IndexedCall, (ScriptStep.Ask Ask, List<ScriptStep> In)> asked = new(ReferenceEqualityComparer.Instance);
    private readonly List<ScriptedCall> open = [];
    private ScriptMoment last;

    public ServerScript(Recording recording, IReadOnlyList<JsonPath> ignored)
    {
        this.recording = recording;
        this.ignored = ignored;
        Begin = last = new ScriptMoment(recording.Frames[0].FirstByte);
        End = new ScriptMoment(recording.ClientEnd ?? 0);
        Build();
    }

    /// <summary>The start: what follows was said before the client said anything.</summary>
    public ScriptMoment Begin { get; }

    /// <summary>The end of the client's stream.</summary>
    public ScriptMoment End { get; }

    /// <summary>The client's requests.</summary>
    public List<ScriptedCall> Calls { get; } = [];

    /// <summary>The client's notifications, by method.</summary>
    public Dictionary<string, Queue<ScriptMoment>> Notifications { get; } = [];

    /// <summary>The client's lines that are no messages.</summary>
    public List<ScriptMoment> Malformed { get; } = [];

    private void Build()
    {
        var clientEnded = false;
        foreach (var frame in recording.Frames)
        {
            if (!clientEnded && recording.ClientEnd <= frame.LastByte && frame.Stream == Pipe.Stdout) EndClient();
            if (frame.Stream == Pipe.Stdin) FromClient(frame);
            else FromServer(frame);
        }

        if (recording.ServerEnd is not { } end || recording.ClientEnd <= end.Time) return; // it left because the client did
        last.After.Add(new ScriptStep.Leave(end.Time, end is CaptureEvent.Killed killed ? new TapEnd((int)killed.Number, true) : new TapEnd((int)((CaptureEvent.Exited)end).Code, false)));

        void EndClient()
        {
            clientEnded = true;
            last = End;
        }
    }

    private void FromClient(IndexedFrame frame)
    {
        for (var part = 0; part < frame.Messages.Count; part++)
        {
            var message = frame.Messages[part];
            switch (message.Kind)
            {
                case MessageKind.Request when message.Call is { } call:
                    var parameters = MessageReader.Read(recording.BytesOf(frame, part)) is Message.Request request ? request.Params : default;
                    var scripted = new ScriptedCall(call, part, RequestKeys.Of(call.Method, parameters, ignored)) { HasAnswer = HasWhole(call.Response) };
                    byCall[call] = scripted;
                    Calls.Add(scripted);
                    open.Add(scripted);
                    last = scripted.Moment;
                    break;
                case MessageKind.Notification:
                    if (message.Method == Methods.Cancelled && Concerned(message) is { } cancelled && open.Contains(cancelled))
                        cancelled.Steps.Add(new ScriptStep.AwaitCancel(frame.LastByte));
                    last = new ScriptMoment(frame.LastByte);
                    if (!Notifications.TryGetValue(message.Method!, out var same)) Notifications[message.Method!] = same = new();
                    same.Enqueue(last);
                    break;
                case MessageKind.Result or MessageKind.Failure or MessageKind.MalformedResponse:
                    if (message.Call is null || !asked.TryGetValue(message.Call, out var question)) break;
                    question.In.Add(new ScriptStep.AwaitAnswer(frame.LastByte, question.Ask));
                    last = question.Ask.Answered;
                    break;
                case MessageKind.Malformed when !frame.IsBesideGap:
                    last = new ScriptMoment(frame.LastByte);
                    Malformed.Add(last);
                    break;
            }
        }
    }

    private void FromServer(IndexedFrame frame)
    {
        if (frame.Messages.Count == 0) Place(null).Add(new ScriptStep.Say(frame.LastByte, frame, -1, SayKind.AsRecorded, null));
        for (var part = 0; part < frame.Messages.Count; part++)
        {
            var message = frame.Messages[part];
            var whole = frame.Messages.Count == 1 && !recording.BytesOf(frame).AsSpan().TrimStart(" \t\r"u8).StartsWith("["u8) ? -1 : part;
            if (message.Call is { } call && message.Kind != MessageKind.Request)
            {
                if (!byCall.TryGetValue(call, out var answered)) continue;
                open.Remove(answered);
                var place = answered.Call.Method == Methods.Listen ? Place(answered) : answered.Steps;
                if (answered.HasAnswer) place.Add(new ScriptStep.Say(frame.LastByte, frame, whole, SayKind.Answer, answered));

                // What follows came after this answer too, and not only after the client's answer to a question in between.
                if (answered.Steps.Exists(step => step is ScriptStep.Ask ask && ask.Answered == last)) last = answered.Moment;
            }
            else if (message.Kind == MessageKind.Request)
            {
                var place = Place(null);
                var ask = new ScriptStep.Ask(frame.LastByte, new ScriptStep.Say(frame.LastByte, frame, whole, SayKind.AsRecorded, null), new ScriptMoment(message.Call!.Response?.LastByte ?? 0));
                asked[message.Call!] = (ask, place);
                place.Add(ask);
            }
            else if (message.Defect is null || !frame.IsBesideGap)
            {
                var about = Concerned(message);
                Place(about).Add(new ScriptStep.Say(frame.LastByte, frame, whole, KindOf(message, about), about));
            }
        }
    }

    /// <summary>The call of the client that a notification is about.</summary>
    private ScriptedCall? Concerned(IndexedMessage message) => message.Concerns is { } call ? byCall.GetValueOrDefault(call) : null;

    private static SayKind KindOf(IndexedMessage message, ScriptedCall? about) =>
        about is null || message.Kind != MessageKind.Notification ? SayKind.AsRecorded
        : message.Method == Methods.Progress ? SayKind.Progress
        : message.Method == Methods.Cancelled ? SayKind.Cancelled
        : about.Call.Method == Methods.Listen ? SayKind.Subscription
        : SayKind.AsRecorded;

    /// <summary>
    /// Where something that the server said belongs: to the call that it tells about, to the call that was under way, or to the last
    /// thing that the client had said. A subscription is under way for as long as the session lasts: only what follows it at once is its own.
    /// </summary>
    private List<ScriptStep> Place(ScriptedCall? about)
    {
        if (about is not null && about.Call.Method == Methods.Listen) return last == about.Moment ? about.Steps : last.After;
        if (about is not null && about.HasAnswer && open.Contains(about)) return about.Steps;
        return open.FindLast(call => call.HasAnswer && call.Call.Method != Methods.Listen)?.Steps ?? last.After;
    }

    private static bool HasWhole(IndexedFrame? response) =>
        response is not null && !(response.IsBesideGap && (response.Ending == FrameEnding.Unterminated || response.Messages.All(message => message.Defect is not null)));
}
