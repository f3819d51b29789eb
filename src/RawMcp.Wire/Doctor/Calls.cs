namespace RawMcp.Wire;

/// <summary>The calls of one recording, and how long each was waited for.</summary>
internal sealed class Calls
{
    private readonly Facts facts;
    private List<IndexedCall>? open;
    private readonly Dictionary<IndexedCall, IndexedFrame> cancelled = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<IndexedCall, IndexedFrame> progress = new(ReferenceEqualityComparer.Instance);

    public Calls(Facts facts)
    {
        this.facts = facts;
        var (client, server) = (new List<IndexedCall>(), new List<IndexedCall>());
        foreach (var frame in facts.Frames)
        {
            foreach (var message in frame.Messages)
            {
                if (message is { Kind: MessageKind.Request, Call: { } call }) (frame.Stream == Pipe.Stdin ? client : server).Add(call);
                if (message.Concerns is not { } about) continue;
                if (message.Method == Mcp.Methods.Cancelled && frame.Stream == about.Request.Stream) cancelled.TryAdd(about, frame);
                if (message.Method == Mcp.Methods.Progress) progress[about] = frame;
            }
        }

        (OfClient, OfServer) = (client, server);
    }

    public IReadOnlyList<IndexedCall> OfClient { get; }

    public IReadOnlyList<IndexedCall> OfServer { get; }

    /// <summary>Where the caller cancelled it; null where it did not.</summary>
    public IndexedFrame? Cancelled(IndexedCall call) => cancelled.GetValueOrDefault(call);

    /// <summary>The last progress it reported; null where it reported none.</summary>
    public IndexedFrame? Progress(IndexedCall call) => progress.GetValueOrDefault(call);

    /// <summary>
    /// It was never answered although the capture has all that was written, or by the word of the visitor, and nobody took it back. What stays open on purpose is not
    /// counted.
    /// </summary>
    public bool IsOpen(IndexedCall call) =>
        call.IsInFlight && Cancelled(call) is null && call.Method is not (Mcp.Methods.Listen or "tasks/result")
        && (!facts.Lacks(call.Request.Stream == Pipe.Stdin ? Pipe.Stdout : Pipe.Stdin) || VisitorWaited(call));

    // A visitor asks one thing at a time, and sees what finds no place in the capture as well.
    private bool VisitorWaited(IndexedCall call) => facts.Life.GaveUp is { Unanswered: > 0 } && ReferenceEquals(call, OfClient[^1]);

    /// <summary>The client's calls that were never answered.</summary>
    public IReadOnlyList<IndexedCall> Open => open ??= [.. OfClient.Where(IsOpen)];

    /// <summary>Until when an open call was waited for: an end of the session, or of the capture.</summary>
    public long WaitedUntil(IndexedCall call) => Math.Max(call.Request.LastByte, new[]
    {
        facts.Until, facts.Life.HostLeft?.Time ?? long.MaxValue, facts.Life.ServerLeft?.Time ?? long.MaxValue,
        Cancelled(call)?.LastByte ?? long.MaxValue, call.Response?.LastByte ?? long.MaxValue,
    }.Min());

    /// <summary>How long an open call was waited for, in nanoseconds.</summary>
    public long Waited(IndexedCall call) => WaitedUntil(call) - call.Request.LastByte;

    /// <summary>The ids of calls, a few of them, as a list in a sentence.</summary>
    public static string Named(IReadOnlyList<IndexedCall> calls)
    {
        const int Most = 3;
        var some = string.Join(", ", calls.Take(Most).Select(call => $"{Name(call)} (id {Excerpt.Of(call.Id.Json)})"));
        return calls.Count > Most ? $"{some} and {Amounts.Count(calls.Count - Most, "more call", "more calls")}" : some;
    }

    public static string Name(IndexedCall call) => Excerpt.Of(call.Target is { } target ? $"{call.Method} '{target}'" : call.Method);
}
