using System.Text;
using System.Text.Json;
using RawMcp.Framing;

namespace RawMcp.Wire;

/// <summary>The lines of a page's list: a message, a stderr line, a blank line or an event each, as JSON that cannot leave its element.</summary>
/// <param name="writer">Escapes whatever HTML could read.</param>
/// <param name="redactor">Takes secrets out.</param>
/// <param name="begin">The time that counts as 0.</param>
internal sealed class HtmlRows(Utf8JsonWriter writer, Redactor redactor, long begin)
{
    private const int TextsKept = 10_000;

    // A name in a list stands in its frame too, where it is counted.
    private readonly Redactor uncounted = redactor.IsOn ? new Redactor(redactor.Patterns) : Redactor.Off();

    private readonly Dictionary<string, string> harmless = new(StringComparer.Ordinal);

    /// <summary>All rows of a frame; <paramref name="body"/> says where its bytes are.</summary>
    public void Frame(IndexedFrame frame, int body)
    {
        if (frame.Messages.Count == 0)
        {
            Begin(frame, body, frame.Stream == Pipe.Stderr ? "stderr" : "blank");
            writer.WriteEndObject();
        }

        for (var i = 0; i < frame.Messages.Count; i++)
        {
            Begin(frame, body, Kind(frame.Messages[i].Kind));
            if (frame.Messages.Count > 1) writer.WriteNumber("part", i);
            Message(frame.Messages[i], frame);
            writer.WriteEndObject();
        }
    }

    public void Event(CaptureEvent what)
    {
        var harmlessEvent = redactor.Event(what);
        writer.WriteStartObject();
        writer.WriteNumber("t", what.Time - begin);
        writer.WriteString("k", "event");
        writer.WriteString("say", EventText.Sentence(harmlessEvent));
        writer.WritePropertyName("event");
        if (harmlessEvent is CaptureEvent.Unknown unknown)
        {
            writer.WriteStartObject();
            writer.WriteString("rawmcp", unknown.Kind ?? "");
            writer.WriteString("json", unknown.Json);
            writer.WriteEndObject();
        }
        else
        {
            using var json = JsonDocument.Parse(EventJson.Write(harmlessEvent));
            json.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private void Begin(IndexedFrame frame, int body, string kind)
    {
        writer.WriteStartObject();
        writer.WriteNumber("f", frame.Number);
        writer.WriteNumber("t", frame.LastByte - begin);
        if (frame.FirstByte != frame.LastByte) writer.WriteNumber("first", frame.FirstByte - begin);
        writer.WriteNumber("s", (int)frame.Stream);
        writer.WriteString("k", kind);
        writer.WriteNumber("n", frame.Length);
        writer.WriteNumber("at", frame.Offset);
        writer.WriteNumber("b", body);
        if (frame.Section > 0) writer.WriteNumber("section", frame.Section);
        if (frame.Ending == FrameEnding.Unterminated) writer.WriteBoolean("open", true);
        if (frame.IsBesideGap) writer.WriteBoolean("gap", true);
    }

    private void Message(IndexedMessage message, IndexedFrame frame)
    {
        Text("m", message.Method ?? message.Call?.Method);
        if (message.Id is { } id) writer.WriteString("id", Encoding.UTF8.GetString(uncounted.Frame(Encoding.UTF8.GetBytes(id.Json)).Span));
        if (message.ErrorCode is { } code) writer.WriteNumber("error", code);
        if (message.Concerns is { } concerns)
        {
            writer.WriteNumber("about", concerns.Request.Number);
            Text("target", concerns.Target);
        }

        if (message.Defect is { } defect)
        {
            Text("why", defect.Sentence);
            writer.WriteNumber("whyAt", defect.Offset);
        }

        if (message.Call is not { } call) return;
        Text("target", call.Target);
        if (call.Request != frame) writer.WriteNumber("to", call.Request.Number);
        if (call.Response is { } response && response != frame) writer.WriteNumber("by", response.Number);
        if (call.IsInFlight) writer.WriteBoolean("flight", true);
        if (call.Duration is { } duration) writer.WriteNumber("dur", duration);
        if (call.RetryOf is { } before) writer.WriteNumber("retryOf", before.Request.Number);
        if (call.RetriedBy is { } after) writer.WriteNumber("retriedBy", after.Request.Number);
    }

    private void Text(string name, string? text)
    {
        if (text is null) return;
        if (!harmless.TryGetValue(text, out var shown))
        {
            shown = uncounted.Text(text);
            if (harmless.Count < TextsKept) harmless[text] = shown;
        }

        writer.WriteString(name, shown);
    }

    private static string Kind(MessageKind kind) => kind switch
    {
        MessageKind.Request => "request",
        MessageKind.Notification => "notification",
        MessageKind.Result => "result",
        MessageKind.Failure => "failure",
        _ => "malformed",
    };
}
