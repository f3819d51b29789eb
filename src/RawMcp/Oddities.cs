using RawMcp.Connections;
using RawMcp.JsonRpc;

namespace RawMcp;

/// <summary>Sentences for what arrives and fits nothing.</summary>
internal static class Oddities
{
    public static string Describe(Arrival arrival) => arrival switch
    {
        Arrival.AskedTwice twice => $"A request with the id {twice.Request.Id} is in flight already; each needs an id of its own.",
        Arrival.Unreadable unreadable => $"Not a message: {unreadable.Malformed.Defect.Sentence}{Quote(unreadable.Malformed.Bytes.Span)}.",
        Arrival.Stray stray => $"Nobody waits for this response ({IdOf(stray.Message)}): {Why(stray.Reason)}.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The beginning of a frame, for recognising it; what a terminal would obey is left out.</summary>
    private static string Quote(ReadOnlySpan<byte> frame)
    {
        if (frame.IsEmpty) return "";
        var text = LastWords.Harmless(System.Text.Encoding.UTF8.GetString(frame[..Math.Min(frame.Length, 60)]));
        return $": {text}{(frame.Length > 60 ? "…" : "")}";
    }

    private static string Why(StrayReason reason) => reason switch
    {
        StrayReason.UnknownId => "no request with that id was ever sent",
        StrayReason.AnsweredBefore => "that request has its answer already",
        StrayReason.GivenUp => "that request was cancelled, or had run out of time",
        _ => "it is an error without an id, so the other side could not read something we sent",
    };

    private static string IdOf(Message message) => message switch
    {
        Message.Result result => "id " + result.Id,
        Message.Failure { Id: { } id } failure => $"id {id}, error {failure.Code}",
        Message.Failure failure => $"error {failure.Code}: {failure.Text}",
        _ => "no id",
    };
}
