using System.Globalization;
using RawMcp.Cli.Output;
using RawMcp.Mcp;
using RawMcp.Wire;

namespace RawMcp.Cli.Show;

/// <summary>A message on one line: what kind, which method, what about, and how it is joined to others. Harmless text.</summary>
internal static class MessageText
{
    private const int KindWidth = 13; // notification, and a space

    /// <param name="message">The message.</param>
    /// <param name="bytes">Its bytes, or their beginning.</param>
    /// <param name="isOver">Nothing more will come: what has no answer by now is in flight.</param>
    public static string Of(IndexedMessage message, ReadOnlyMemory<byte> bytes, bool isOver)
    {
        var about = Subject.Of(message, bytes);
        var id = message.Id is { } known ? "id " + Plain.Line(known.Json) : "";
        return Kind(message).PadRight(KindWidth) + message.Kind switch
        {
            MessageKind.Request => Words(Method(message), about, id) + Round(message.Call!.RetryOf, "retry of") + Answer(message.Call!, isOver),
            MessageKind.Notification => Words(Method(message), about) + Concerns(message.Concerns),
            MessageKind.Result => Words(Method(message), Target(message), id, about) + Round(message.Call?.RetriedBy, "wants input, brought by") + Question(message),
            MessageKind.Failure => Words(Code(message.ErrorCode!.Value), about, Method(message), Target(message), id) + Question(message),
            MessageKind.MalformedResponse => Words(Method(message), id) + Question(message) + ": " + Plain.Line(message.Defect!.Value.Sentence),
            _ => Words(id, Plain.Line(message.Defect?.Sentence ?? "")),
        };
    }

    /// <summary>Which kind, in a word or two.</summary>
    public static string Kind(IndexedMessage message) => message.Kind switch
    {
        MessageKind.Request => "request",
        MessageKind.Notification => "notification",
        MessageKind.Result => message.IsToolError ? "tool error" : "result",
        MessageKind.Failure => "error",
        _ => "malformed",
    };

    private static string Method(IndexedMessage message) => Plain.Line(message.Method ?? message.Call?.Method ?? "");

    private static string Target(IndexedMessage message) => message.Call?.Target is { } target ? Subject.Cut(target) : "";

    private static string Concerns(IndexedCall? call) => call is null ? "" : $"; concerns {Number(call.Request)} {Plain.Line(call.Method)} id {Plain.Line(call.Id.Json)}";

    private static string Round(IndexedCall? other, string how) => other is null ? "" : $"; {how} {Number(other.Request)}";

    private static string Number(IndexedFrame frame) => "#" + frame.Number.ToString(CultureInfo.InvariantCulture);

    private static string Code(long code) =>
        code.ToString(CultureInfo.InvariantCulture) + (ErrorCodes.Name(code) is { } name ? $" ({name})" : "");

    private static string Answer(IndexedCall call, bool isOver)
    {
        if (call.Response is not { } response) return isOver ? "; in flight" : "";
        var kind = MessageKind.Result;
        foreach (var message in response.Messages)
        {
            if (message.Call != call) continue;
            if (message.IsToolError) return Joined("tool error in", response, call);
            kind = message.Kind;
        }

        return Joined(kind switch { MessageKind.Result => "answered by", MessageKind.Failure => "refused by", _ => "malformed answer in" }, response, call);
    }

    private static string Question(IndexedMessage message) =>
        message.Call is { } call ? Joined("answers", call.Request, call)
        : message.Id is null ? "; says no id"
        : "; answers nothing in this capture";

    private static string Joined(string how, IndexedFrame other, IndexedCall call) =>
        $"; {how} {Number(other)} after {Units.Time(call.Duration!.Value)}";

    private static string Words(params ReadOnlySpan<string> words)
    {
        var all = "";
        foreach (var word in words) all += word.Length == 0 ? "" : all.Length == 0 ? word : " " + word;
        return all;
    }
}
