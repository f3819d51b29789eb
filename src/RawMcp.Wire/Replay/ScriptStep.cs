namespace RawMcp.Wire;

/// <summary>One thing the recorded server did, or waited for. A closed choice.</summary>
/// <param name="Time">When, in nanoseconds since 1970.</param>
internal abstract record ScriptStep(long Time)
{
    /// <summary>A message, or a line that is none.</summary>
    /// <param name="Time">When it was complete.</param>
    /// <param name="Frame">Its frame.</param>
    /// <param name="Part">Which message of the frame; -1 for the frame as a whole.</param>
    /// <param name="Kind">What has to be put into it.</param>
    /// <param name="About">The call that it answers or tells about.</param>
    public sealed record Say(long Time, IndexedFrame Frame, int Part, SayKind Kind, ScriptedCall? About) : ScriptStep(Time);

    /// <summary>A request of the server.</summary>
    /// <param name="Time">When it was complete.</param>
    /// <param name="Question">The message.</param>
    /// <param name="Answered">The moment when the recorded client answered.</param>
    public sealed record Ask(long Time, Say Question, ScriptMoment Answered) : ScriptStep(Time);

    /// <summary>The client's answer was there before what follows.</summary>
    /// <param name="Time">When it came.</param>
    /// <param name="Question">The answer to what.</param>
    public sealed record AwaitAnswer(long Time, Ask Question) : ScriptStep(Time);

    /// <summary>The client had cancelled the call before what follows.</summary>
    /// <param name="Time">When.</param>
    public sealed record AwaitCancel(long Time) : ScriptStep(Time);

    /// <summary>The server ended.</summary>
    /// <param name="Time">When.</param>
    /// <param name="How">How.</param>
    public sealed record Leave(long Time, TapEnd How) : ScriptStep(Time);
}

/// <summary>Which places of a recorded message belong to the live session.</summary>
internal enum SayKind
{
    /// <summary>None: it goes as it was recorded.</summary>
    AsRecorded,

    /// <summary>The id of the request.</summary>
    Answer,

    /// <summary>The progress token of the request.</summary>
    Progress,

    /// <summary>The id of the request that opened the subscription.</summary>
    Subscription,

    /// <summary>The id of the request that is cancelled.</summary>
    Cancelled,
}

/// <summary>A moment at which the recorded client had said something, and what the server then said that belongs to no call.</summary>
/// <param name="time">When, in nanoseconds since 1970.</param>
internal sealed class ScriptMoment(long time)
{
    private int come;

    public long Time => time;

    /// <summary>What follows.</summary>
    public List<ScriptStep> After { get; } = [];

    /// <summary>True the first time: what followed once is not said again.</summary>
    public bool TryCome() => Interlocked.Exchange(ref come, 1) == 0;
}

/// <summary>A request of the recorded client and what the server did about it, its answer included.</summary>
/// <param name="call">The call.</param>
/// <param name="part">Which message of its frame.</param>
/// <param name="keys">What it is recognised by.</param>
internal sealed class ScriptedCall(IndexedCall call, int part, RequestKeys keys)
{
    public IndexedCall Call => call;

    public int Part => part;

    public RequestKeys Keys => keys;

    public ScriptMoment Moment { get; } = new(call.Request.LastByte);

    public List<ScriptStep> Steps { get; } = [];

    /// <summary>The answer is in the capture, all of it.</summary>
    public bool HasAnswer { get; set; }

    /// <summary>It was given in this replay.</summary>
    public bool IsUsed { get; set; }

    /// <summary>The live request that it was last taken for.</summary>
    public LiveCall? Live { get; set; }
}
