using System.Text.Json;
using System.Text.Unicode;
using RawMcp.Framing;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>
/// A capture as JSON lines: one line a frame, a stderr line or an event, in order of time, and one at the end that says how the capture ended and
/// what was redacted. docs/exports.md describes the members.
/// </summary>
public static class JsonLinesExport
{
    /// <summary>Writes it; returns how many frames and stderr lines were written.</summary>
    public static int Write(ExportSource source, Stream to)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(to);
        using var sink = new JsonSink(to);
        var lines = new Lines(source, sink);
        var events = source.IsWhole ? source.Index.Events : []; // a filter has nothing to ask of them
        var (next, written) = (0, 0);
        foreach (var frame in source.Index.Frames)
        {
            while (next < events.Count && events[next].Time <= frame.LastByte) lines.Event(events[next++]);
            if (source.Chooses(frame))
            {
                lines.Frame(frame);
                written++;
            }
            else
            {
                source.PassOver(frame);
            }
        }

        while (next < events.Count) lines.Event(events[next++]);
        lines.End(written);
        return written;
    }

    private sealed class Lines(ExportSource source, JsonSink line)
    {
        public void Frame(IndexedFrame frame)
        {
            var writer = Begin();
            var bytes = source.BytesOf(frame);
            writer.WriteString("type", frame.Stream == Pipe.Stderr ? "stderr" : "frame");
            writer.WriteNumber("frame", frame.Number);
            if (frame.Section > 0) writer.WriteNumber("section", frame.Section);
            Times(writer, frame.LastByte);
            if (frame.FirstByte != frame.LastByte) writer.WriteString("firstByte", ExportTime.Rfc3339(frame.FirstByte));
            if (frame.Stream != Pipe.Stderr) writer.WriteString("dir", frame.Stream == Pipe.Stdin ? "c2s" : "s2c");
            writer.WriteString("stream", frame.Stream.Name());
            writer.WriteNumber("offset", frame.Offset);
            writer.WriteNumber("length", frame.Length);
            if (frame.Ending == FrameEnding.Unterminated) writer.WriteBoolean("unterminated", true);
            if (frame.IsBesideGap) writer.WriteBoolean("besideGap", true);
            if (frame.IsBlank) writer.WriteBoolean("blank", true);
            if (frame.Length > FramingLimits.MaxFrameBytes) writer.WriteBoolean("cut", true);
            if (frame.Messages is [var only]) Message(writer, only);
            if (frame.Messages.Count > 1) Batch(writer, frame.Messages);
            if (frame.Stream != Pipe.Stderr && Parsed(bytes) is { IsEmpty: false } json)
            {
                writer.WritePropertyName("message");
                writer.WriteRawValue(json.Span, skipInputValidation: true);
            }

            if (Utf8.IsValid(bytes.Span)) writer.WriteString("text", bytes.Span);
            else writer.WriteBase64String("base64", bytes.Span);
            End(writer);
        }

        private void Batch(Utf8JsonWriter writer, IReadOnlyList<IndexedMessage> messages)
        {
            writer.WriteStartArray("batch");
            foreach (var message in messages)
            {
                writer.WriteStartObject();
                Message(writer, message);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        private void Message(Utf8JsonWriter writer, IndexedMessage message)
        {
            writer.WriteString("kind", message.Kind switch
            {
                MessageKind.Request => "request",
                MessageKind.Notification => "notification",
                MessageKind.Result => "result",
                MessageKind.Failure => "failure",
                _ => "malformed",
            });
            if ((message.Method ?? message.Call?.Method) is { } method) writer.WriteString("method", source.Redactor.Text(method));
            if (message.Id is { } id) Id(writer, "id", id);
            if (message.ErrorCode is { } code) writer.WriteNumber("errorCode", code);
            if (message.Call is { } call) Call(writer, "call", call);
            if (message.Concerns is { } concerns) Call(writer, "concerns", concerns);
            if (message.Defect is not { } defect) return;
            writer.WriteStartObject("defect");
            writer.WriteString("kind", defect.Kind.ToString());
            writer.WriteString("reason", defect.Sentence);
            writer.WriteNumber("at", defect.Offset);
            writer.WriteEndObject();
        }

        private void Call(Utf8JsonWriter writer, string name, IndexedCall call)
        {
            writer.WriteStartObject(name);
            writer.WriteString("method", source.Redactor.Text(call.Method));
            Id(writer, "id", call.Id);
            if (call.Target is { } target) writer.WriteString("target", source.Redactor.Text(target));
            writer.WriteNumber("request", call.Request.Number);
            if (call.Response is { } response) writer.WriteNumber("response", response.Number);
            else writer.WriteBoolean("inFlight", true);
            if (call.Duration is { } duration) writer.WriteNumber("duration", ExportTime.Seconds(duration));
            if (call.RetryOf is { } before) writer.WriteNumber("retryOf", before.Request.Number);
            if (call.RetriedBy is { } after) writer.WriteNumber("retriedBy", after.Request.Number);
            writer.WriteEndObject();
        }

        private void Id(Utf8JsonWriter writer, string name, RequestId id)
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(source.Redactor.Frame(System.Text.Encoding.UTF8.GetBytes(id.Json)).Span, skipInputValidation: true);
        }

        public void Event(CaptureEvent what)
        {
            var writer = Begin();
            var harmless = source.Redactor.Event(what);
            writer.WriteString("type", "event");
            Times(writer, what.Time);
            writer.WriteString("event", EventJson.Kind(harmless));
            EventJson.Members(writer, harmless);
            if (harmless is CaptureEvent.Unknown unknown) writer.WriteString("json", unknown.Json);
            End(writer);
        }

        public void End(int written)
        {
            var writer = Begin();
            var end = source.Index.End;
            writer.WriteString("type", "end");
            writer.WriteNumber("frames", written);
            writer.WriteString("capture", end.Kind switch { CaptureEndKind.Whole => "whole", CaptureEndKind.Torn => "torn", CaptureEndKind.TooLong => "too long", _ => "damaged" });
            if (end.Kind != CaptureEndKind.Whole) writer.WriteString("reason", end.Reason);
            if (source.Index.Skipped.Count > 0) writer.WriteNumber("skippedBlocks", source.Index.Skipped.Count);
            writer.WriteBoolean("redacts", source.Redactor.IsOn);
            writer.WriteStartObject("redacted");
            foreach (var (kind, count) in source.Redactor.Counts.Kinds) writer.WriteNumber(kind, count);
            writer.WriteEndObject();
            End(writer);
        }

        private Utf8JsonWriter Begin()
        {
            line.Writer.WriteStartObject();
            return line.Writer;
        }

        private void End(Utf8JsonWriter writer)
        {
            writer.WriteEndObject();
            line.EndLine();
        }

        private void Times(Utf8JsonWriter writer, long time)
        {
            writer.WriteString("time", ExportTime.Rfc3339(time));
            writer.WriteNumber("seconds", ExportTime.Seconds(time - source.Index.Begin));
        }
    }

    /// <summary>A frame that is JSON, as JSON on one line; empty where it is none, or too deep for those who read it.</summary>
    private static ReadOnlyMemory<byte> Parsed(ReadOnlyMemory<byte> bytes)
    {
        if (ExportSource.Tree(bytes) is null || !Utf8.IsValid(bytes.Span)) return default;
        if (!bytes.Span.Contains((byte)'\r')) return bytes;

        // A CR is white space there, and the end of a line to some readers.
        var line = bytes.ToArray();
        line.AsSpan().Replace((byte)'\r', (byte)' ');
        return line;
    }
}
