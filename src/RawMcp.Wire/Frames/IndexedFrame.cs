using RawMcp.Framing;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>One frame of a capture, or one line of stderr: where it stands, when it came, and what it says. Its bytes stay in the file.</summary>
public sealed class IndexedFrame
{
    /// <summary>Its number, from 1 on, in the order in which frames were complete.</summary>
    public int Number { get; internal set; }

    /// <summary>Which recording of the file it belongs to, from 0 on.</summary>
    public required int Section { get; init; }

    /// <summary>The stream.</summary>
    public required Pipe Stream { get; init; }

    /// <summary>Where it begins in its stream, in bytes; bytes that the capture lacks are counted.</summary>
    public required long Offset { get; init; }

    /// <summary>How long it was on the wire, without its LF, in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>How it ended.</summary>
    public required FrameEnding Ending { get; init; }

    /// <summary>When the chunk with its first byte was read, in nanoseconds since 1970.</summary>
    public required long FirstByte { get; init; }

    /// <summary>When the chunk with its LF was read; of an unterminated frame, the last one that is there.</summary>
    public required long LastByte { get; init; }

    /// <summary>The capture lacks bytes before it or after it (a gap): it may be a piece of a frame.</summary>
    public required bool IsBesideGap { get; init; }

    /// <summary>Nothing but white space.</summary>
    public required bool IsBlank { get; init; }

    /// <summary>
    /// What it says: one message, several for a batch (revision 2025-03-26 has them), none for a blank line and for stderr.
    /// </summary>
    public required IReadOnlyList<IndexedMessage> Messages { get; init; }
}

/// <summary>What a message says, as far as a list needs it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Method">The method of a request or a notification.</param>
/// <param name="Id">The id, where there is one that can be read.</param>
/// <param name="ErrorCode">The code of a failure.</param>
/// <param name="Defect">Why it is no message.</param>
public sealed record IndexedMessage(MessageKind Kind, string? Method, RequestId? Id, long? ErrorCode, Defect? Defect)
{
    /// <summary>The call it opens or ends; null for the rest, and for a response to nothing.</summary>
    public IndexedCall? Call { get; internal set; }

    /// <summary>
    /// The call that a notification is about: the one whose progress it reports, that it cancels, or that opened the subscription it belongs to.
    /// Null for the rest.
    /// </summary>
    public IndexedCall? Concerns { get; internal set; }

    /// <summary>What ties it to others; gone once it is joined.</summary>
    internal Links? Links { get; set; }

    internal static IndexedMessage From(Message message)
    {
        var indexed = Indexed(message);
        indexed.Links = Links.Of(message);
        return indexed;
    }

    private static IndexedMessage Indexed(Message message) => message switch
    {
        Message.Request it => new(MessageKind.Request, it.Method, it.Id, null, null),
        Message.Notification it => new(MessageKind.Notification, it.Method, null, null, null),
        Message.Result it => new(MessageKind.Result, null, it.Id, null, null),
        Message.Failure it => new(MessageKind.Failure, null, it.Id, it.Code, null),
        Message.Malformed it => new(it.LooksLikeResponse && it.Id is not null ? MessageKind.MalformedResponse : MessageKind.Malformed, null, it.Id, null, it.Defect),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
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

/// <summary>A request and what became of it.</summary>
/// <param name="Method">The method.</param>
/// <param name="Id">The id.</param>
/// <param name="Request">The frame of the request.</param>
public sealed record IndexedCall(string Method, RequestId Id, IndexedFrame Request)
{
    /// <summary>The frame of the response; null while the call is in flight.</summary>
    public IndexedFrame? Response { get; internal set; }

    /// <summary>What it is about: the tool or prompt by name, the resource by its address. Null where it names nothing.</summary>
    public string? Target { get; internal init; }

    /// <summary>The call whose result asked for the input that this one brings (2026-07-28, basic/patterns/mrtr).</summary>
    public IndexedCall? RetryOf { get; internal set; }

    /// <summary>The call that brought the input which this one's result asked for.</summary>
    public IndexedCall? RetriedBy { get; internal set; }

    /// <summary>The capture ends, and there is no response.</summary>
    public bool IsInFlight => Response is null;

    /// <summary>From the end of the request to the end of the response, in nanoseconds; null while it is in flight.</summary>
    public long? Duration => Response is null ? null : Response.LastByte - Request.LastByte;
}
