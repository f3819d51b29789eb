using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>What a message says, as far as a list needs it.</summary>
public sealed class IndexedMessage
{
    private readonly RequestId id;
    private readonly object? rest;  // of the few that need it: the code of a failure, or a defect
    private readonly string? method;
    private readonly byte kind;
    private readonly bool hasId;
    private object? tie;            // until it is joined, what ties it to others; then the call

    private IndexedMessage(MessageKind kind, string? method, RequestId? id, object? rest, bool isToolError = false)
    {
        (this.kind, this.method, this.rest, IsToolError) = ((byte)kind, method, rest, isToolError);
        (hasId, this.id) = (id is not null, id.GetValueOrDefault());
    }

    /// <summary>What it is.</summary>
    public MessageKind Kind => (MessageKind)kind;

    /// <summary>The method of a request or a notification.</summary>
    public string? Method => method;

    /// <summary>The id, where there is one that can be read.</summary>
    public RequestId? Id => hasId ? id : null;

    /// <summary>The code of a failure.</summary>
    public long? ErrorCode => rest as long?;

    /// <summary>Why it is no message.</summary>
    public Defect? Defect => rest as Defect?;

    /// <summary>A result with <c>isError: true</c>.</summary>
    public bool IsToolError { get; }

    /// <summary>The call it opens or ends; null for the rest, and for a response to nothing.</summary>
    public IndexedCall? Call
    {
        get => Kind == MessageKind.Notification ? null : tie as IndexedCall;
        internal set => tie = value;
    }

    /// <summary>
    /// The call that a notification is about: the one whose progress it reports, that it cancels, or that opened the subscription it belongs to.
    /// Null for the rest.
    /// </summary>
    public IndexedCall? Concerns
    {
        get => Kind == MessageKind.Notification ? tie as IndexedCall : null;
        internal set => tie = value;
    }

    /// <summary>What ties it to others; gone once it is joined.</summary>
    internal Links? Links
    {
        get => tie as Links;
        private init => tie = value;
    }

    /// <summary>Nothing was found that it belongs to, or what was is in its place.</summary>
    internal void ForgetLinks()
    {
        if (tie is Links) tie = null;
    }

    internal static IndexedMessage From(Message message, Func<string, string> once) => message switch
    {
        Message.Request it => new(MessageKind.Request, once(it.Method), it.Id, null) { Links = Links.Of(it) },
        Message.Notification it => new(MessageKind.Notification, once(it.Method), null, null) { Links = Links.Of(it) },
        Message.Result it => new(MessageKind.Result, null, it.Id, null, SaysError(it.Value)) { Links = Links.Of(it) },
        Message.Failure it => new(MessageKind.Failure, null, it.Id, it.Code),
        Message.Malformed it => new(it.LooksLikeResponse && it.Id is not null ? MessageKind.MalformedResponse : MessageKind.Malformed, null, it.Id, it.Defect),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    // Most results do not have the word at all, and that is soon seen.
    private static bool SaysError(RawJson result) =>
        result.Utf8.Span.IndexOf("isError"u8) >= 0 && result.Find("isError"u8).Kind == System.Text.Json.JsonValueKind.True;
}

/// <summary>What a message is.</summary>
public enum MessageKind
{
    /// <summary>A request.</summary>
    Request,

    /// <summary>A notification.</summary>
    Notification,

    /// <summary>A response that says yes.</summary>
    Result,

    /// <summary>A response that says no.</summary>
    Failure,

    /// <summary>No message.</summary>
    Malformed,

    /// <summary>No message, but meant as the answer to a call whose id can be read.</summary>
    MalformedResponse,
}
