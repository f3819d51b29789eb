namespace RawMcp.JsonRpc;

/// <summary>
/// What one frame says. A closed choice: <see cref="Request"/>, <see cref="Notification"/>, <see cref="Result"/>,
/// <see cref="Failure"/>, or <see cref="Malformed"/> when it says nothing a receiver may act on.
/// Spec: basic/index#messages.
/// </summary>
public abstract record Message
{
    private Message() { }

    /// <summary>A question: it has an id and wants exactly one response with that id.</summary>
    /// <param name="Id">Unique among the sender's requests.</param>
    /// <param name="Method">What is asked.</param>
    /// <param name="Params">An object, or absent.</param>
    public sealed record Request(RequestId Id, string Method, RawJson Params) : Message;

    /// <summary>A statement: it has no id and is never answered.</summary>
    public sealed record Notification(string Method, RawJson Params) : Message;

    /// <summary>A response that says the request was carried out.</summary>
    /// <param name="Id">The id of the request, as the requester spelled it.</param>
    /// <param name="Value">An object.</param>
    public sealed record Result(RequestId Id, RawJson Value) : Message;

    /// <summary>A response that says the request was not carried out.</summary>
    /// <param name="Id">The id of the request; null when the sender could not read it.</param>
    /// <param name="Code">What kind of failure; <see cref="JsonRpcErrors"/> and <c>Mcp.ErrorCodes</c> name the known ones.</param>
    /// <param name="Text">The failure in words (the member <c>message</c>).</param>
    /// <param name="Data">Anything more, or absent.</param>
    public sealed record Failure(RequestId? Id, long Code, string Text, RawJson Data) : Message;

    /// <summary>A frame that is no message.</summary>
    /// <param name="Defect">Why not.</param>
    /// <param name="Id">The id, where one could be read in spite of the defect.</param>
    /// <param name="LooksLikeResponse">It has a result or an error and no method: if the id is known, it was meant as that call's answer.</param>
    /// <param name="Bytes">The frame.</param>
    public sealed record Malformed(Defect Defect, RequestId? Id, bool LooksLikeResponse, ReadOnlyMemory<byte> Bytes) : Message;
}
