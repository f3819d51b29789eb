using System.Text;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Wire;

/// <summary>The requests of the recorded server, and what its client answered.</summary>
internal sealed class RecordedQuestions
{
    private readonly Recording recording;
    private readonly ReplayOptions options;
    private readonly List<RecordedQuestion> all = [];
    private readonly Dictionary<string, List<RecordedQuestion>> left;
    private readonly Dictionary<IndexedCall, RecordedQuestion> byCall = new(ReferenceEqualityComparer.Instance);

    public RecordedQuestions(Recording recording, ReplayOptions options)
    {
        this.recording = recording;
        this.options = options;
        var open = new List<IndexedCall>();
        foreach (var frame in recording.Frames)
        {
            for (var part = 0; part < frame.Messages.Count; part++)
            {
                if (frame.Messages[part] is not { Call: { } call } message) continue;
                if (message.Kind != MessageKind.Request) open.Remove(call);
                else if (frame.Stream == Pipe.Stdin) open.Add(call);
                else all.Add(new RecordedQuestion(call, part, open.FindLast(one => one.Response is not null)));
            }
        }

        left = all.GroupBy(one => one.Call.Method).ToDictionary(group => group.Key, group => group.Reverse().ToList()); // the next at the end
        foreach (var one in all) byCall[one.Call] = one;
    }

    /// <summary>The question that a recorded answer of the client was for.</summary>
    public RecordedQuestion? Of(IndexedCall call) => byCall.GetValueOrDefault(call);

    /// <summary>Those that the new server did not ask, but for pings, which come by the clock.</summary>
    public IEnumerable<RecordedQuestion> Missing => all.Where(one => !one.IsAsked && one.Call.Method != Methods.Ping);

    /// <summary>
    /// The recorded question that a live one is: of those with that method and not asked yet, one with the same parameters, or else the first.
    /// </summary>
    public RecordedQuestion? Take(Message.Request request)
    {
        if (!left.TryGetValue(request.Method, out var same) || same.Count == 0) return null;
        var key = same.Count == 1 ? null : RequestKeys.Of(request.Method, request.Params, options.Ignored).Plain;
        var at = key is null ? 0 : same.FindLastIndex(one => KeyOf(one) == key);
        if (at < 0) at = same.Count - 1;
        var taken = same[at];
        same.RemoveAt(at);
        taken.IsAsked = true;
        return taken;
    }

    /// <summary>Whether the recorded server asked by that method at all.</summary>
    public bool Knows(string method) => left.ContainsKey(method);

    /// <summary>The question's bytes.</summary>
    public RawJson Asked(RecordedQuestion question) => new(recording.BytesOf(question.Call.Request, question.Part));

    /// <summary>What the recorded client answered, with the id of the live question; null where it did not.</summary>
    public byte[]? Answer(RecordedQuestion question, RequestId id)
    {
        if (question.Call.Response is not { } frame) return null;
        var part = Math.Max(0, frame.Messages.ToList().FindIndex(message => message.Call == question.Call));
        var bytes = recording.BytesOf(frame, part);
        var splice = new Splice(bytes);
        Envelope.Read(bytes, out var envelope);
        splice.Put(envelope.Find(MemberName.Id).Value, Encoding.UTF8.GetBytes(id.Json));
        return splice.ToArray();
    }

    private string KeyOf(RecordedQuestion question) => question.Key ??=
        MessageReader.Read(Asked(question).Utf8) is Message.Request request ? RequestKeys.Of(request.Method, request.Params, options.Ignored).Plain : "";
}

/// <summary>A request of the recorded server.</summary>
/// <param name="call">The call.</param>
/// <param name="part">Which message of its frame.</param>
/// <param name="during">The client's call that was under way.</param>
internal sealed class RecordedQuestion(IndexedCall call, int part, IndexedCall? during)
{
    public IndexedCall Call => call;

    public int Part => part;

    public IndexedCall? During => during;

    public bool IsAsked { get; set; }

    /// <summary>What it is recognised by, once that was needed.</summary>
    public string? Key { get; set; }

    /// <summary>Completes when the new server has asked.</summary>
    public TaskCompletionSource Came { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
