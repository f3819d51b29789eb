using System.Text;
using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Wire;
using RawMcp.WireDictionary;

namespace RawMcp.Cli.Explain;

/// <summary>An explanation for programs: JSON lines, one a frame, and one with the figures at the end.</summary>
internal sealed class ExplainJson(TextWriter to, string language) : IExplainWriter
{
    private const int ValueShown = 200;

    public void Frame(ExplainFrame frame, IReadOnlyList<MessageExplanation> messages) => Line(writer =>
    {
        writer.WriteString("type", frame.IsStderr ? "stderr" : frame.IsBlank ? "blank" : "frame");
        writer.WriteNumber("number", frame.Number);
        writer.WriteOptional("stream", frame.Stream?.Name());
        writer.WriteNumber("offset", frame.Offset);
        writer.WriteNumber("length", frame.Length);
        if (frame.IsCut) writer.WriteBoolean("cut", true);
        writer.WriteNumber("unexplained", messages.Count == 0 ? 0 : MessageExplanation.Unexplained(frame.Bytes, messages));
        writer.WriteStartArray("messages");
        foreach (var message in messages) Message(writer, frame, message);
        writer.WriteEndArray();
    });

    private void Message(Utf8JsonWriter writer, ExplainFrame frame, MessageExplanation message)
    {
        var start = frame.Bytes.Span.Overlaps(message.Bytes.Span, out var at) ? at : 0;
        writer.WriteStartObject();
        writer.WriteString("revision", message.Revision.Text);
        writer.WriteOptional("method", message.Method);
        writer.WriteBoolean("malformed", message.IsMalformed);
        writer.WriteNumber("violations", message.Violations);
        writer.WriteStartArray("values");
        foreach (var part in message.Parts) Part(writer, message, part, start);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void Part(Utf8JsonWriter writer, MessageExplanation message, ExplainedPart part, int start)
    {
        writer.WriteStartObject();
        writer.WriteNumber("depth", part.Depth);
        writer.WriteOptional("name", part.Name);
        if (part.Parent is not null && part.Name is null) writer.WriteNumber("item", int.Parse(part.Path.Step, System.Globalization.CultureInfo.InvariantCulture));
        Range(writer, "bytes", part.Range, start);
        Range(writer, "valueBytes", part.Value, start);
        writer.WriteString("kind", part.Kind switch
        {
            JsonValueKind.Undefined => "none",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            var kind => kind.ToString().ToLowerInvariant(),
        });
        if (part.Kind is not (JsonValueKind.Object or JsonValueKind.Array)) writer.WriteString("value", Cut(message.Bytes.Span.Slice(part.Value.Start, part.Value.Length)));
        writer.WriteString("standing", part.Standing switch
        {
            Standing.Known => "known",
            Standing.OtherRevision => "other revision",
            Standing.Unknown => "unknown",
            Standing.Owners => "owner's",
            Standing.NeedsRequest => "needs request",
            _ => "unreadable",
        });
        writer.WriteOptional("about", ExplainWords.OfStanding(part, message.Revision)?.In(language));
        writer.WriteOptional("meaning", part.Words?.In(language));
        writer.WriteOptional("says", part.Says?.In(language));
        if (part.In is { } range) writer.WriteString("in", language == "zh" ? RangeWords.Chinese(range) : RangeWords.English(range));
        if (part.In is not null && part.Name is not null) writer.WriteBoolean("required", part.NeededIn.Contains(message.Revision));
        writer.WriteOptional("page", part.Page);
        writer.WriteStartArray("remarks");
        foreach (var remark in part.Remarks)
        {
            writer.WriteStartObject();
            writer.WriteBoolean("violation", remark.IsViolation);
            writer.WriteString("sentence", remark.Words.In(language));
            writer.WriteOptional("requirement", remark.Requirement);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Range(Utf8JsonWriter writer, string name, ByteRange range, int start)
    {
        writer.WriteStartArray(name);
        writer.WriteNumberValue(start + range.Start);
        writer.WriteNumberValue(start + range.End);
        writer.WriteEndArray();
    }

    private static string Cut(ReadOnlySpan<byte> value) =>
        Encoding.UTF8.GetString(value[..Math.Min(value.Length, ValueShown)]) + (value.Length > ValueShown ? "…" : "");

    public void End(ExplainFigures figures) => Line(writer =>
    {
        writer.WriteString("type", "end");
        writer.WriteNumber("frames", figures.Frames);
        writer.WriteNumber("values", figures.Values);
        writer.WriteNumber("bytes", figures.Bytes);
        writer.WriteNumber("unexplained", figures.Unexplained);
        writer.WriteNumber("violations", figures.Violations);
        writer.WriteNumber("malformed", figures.Malformed);
    });

    private void Line(Action<Utf8JsonWriter> members) => to.Write(RawJson.Build(writer =>
    {
        writer.WriteStartObject();
        members(writer);
        writer.WriteEndObject();
    }) + "\n");
}
