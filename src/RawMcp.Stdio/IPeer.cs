using RawMcp.Connections;
using RawMcp.JsonRpc;

namespace RawMcp.Stdio;

/// <summary>
/// Whoever a <see cref="Driver"/> works for. All calls come from the reader's thread, in the order of the wire: take what
/// comes and return. Work that may take time goes elsewhere, or through <see cref="Driver.Visit"/>. The bytes are lent: what is
/// needed beyond the call has to be copied, or, for a request, claimed.
/// </summary>
public interface IPeer
{
    /// <summary>The revision in force lets the other side send batches.</summary>
    bool TakesBatches { get; }

    /// <summary>A request: answer it, now or later, with <see cref="Driver.Answer"/> or <see cref="Driver.Refuse"/>.</summary>
    /// <returns>True to keep the request's bytes: it is not answered yet, or something else still refers to them.</returns>
    bool OnRequest(Message.Request request);

    /// <summary>A notification.</summary>
    void OnNotification(Message.Notification notification);

    /// <summary>Something that needs no answer in the protocol's sense: a stray response, a frame that is no message, a repeated id.</summary>
    void OnOdd(Arrival arrival);

    /// <summary>The stream from the other side has ended. What is in flight may still be answered.</summary>
    /// <returns>How it ended, for the outcome of calls that are lost by it.</returns>
    string OnEnd(string reason);
}
