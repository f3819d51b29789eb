using System.Globalization;
using System.Text.Json;
using RawMcp.Wire;

namespace RawMcp.Cli.Show;

/// <summary>Counts as one JSON object. Times in milliseconds, sizes in bytes.</summary>
internal static class StatsJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n" };

    /// <summary>Writes it.</summary>
    public static void Write(Stream to, Stats stats)
    {
        using (var writer = new Utf8JsonWriter(to, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("frames", stats.Index.Frames.Count);
            writer.WriteNumber("chosen", stats.Chosen);
            writer.WriteStartArray("rows");
            foreach (var row in stats.Rows) Row(writer, row);
            writer.WriteEndArray();
            Calls(writer, "slowest", stats.Slowest, stats.Index);
            Calls(writer, "inFlight", stats.InFlight, stats.Index);
            writer.WriteEndObject();
        }

        to.WriteByte((byte)'\n');
    }

    private static void Row(Utf8JsonWriter writer, StatsRow row)
    {
        writer.WriteStartObject();
        writer.WriteString(row.What.StartsWith('(') ? "what" : "method", row.What.Trim('(', ')'));
        writer.WriteString("direction", Direction(row.From));
        writer.WriteBoolean("isCall", row.IsCall);
        writer.WriteNumber("count", row.Count);
        writer.WriteNumber("bytes", row.Bytes);
        if (row.IsCall)
        {
            writer.WriteNumber("answerBytes", row.AnswerBytes);
            writer.WriteNumber("inFlight", row.InFlight);
            writer.WriteNumber("errors", row.Errors);
            writer.WriteNumber("toolErrors", row.ToolErrors);
            foreach (var (name, percent) in new[] { ("p50", 50.0), ("p95", 95), ("p99", 99) }) Milliseconds(writer, name, row.Took.Percentile(percent));
            Milliseconds(writer, "max", row.Took.Count == 0 ? null : row.Took.Longest);
            Histogram(writer, row.Took);
        }

        writer.WriteEndObject();
    }

    private static void Histogram(Utf8JsonWriter writer, Durations took)
    {
        var cells = took.Between(StatsText.Bounds);
        writer.WriteStartArray("histogram");
        for (var i = 0; i < cells.Length; i++)
        {
            writer.WriteStartObject();
            Milliseconds(writer, "from", i == 0 ? 0 : StatsText.Bounds[i]);
            Milliseconds(writer, "to", i == cells.Length - 1 ? null : StatsText.Bounds[i + 1]);
            writer.WriteNumber("count", cells[i]);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Calls(Utf8JsonWriter writer, string name, IEnumerable<IndexedCall> calls, FrameIndex index)
    {
        writer.WriteStartArray(name);
        foreach (var call in calls)
        {
            writer.WriteStartObject();
            writer.WriteNumber("frame", call.Request.Number);
            writer.WriteString("method", call.Method);
            if (call.Target is { } target) writer.WriteString("target", target);
            writer.WritePropertyName("id");
            writer.WriteRawValue(call.Id.Json, skipInputValidation: true);
            writer.WriteString("direction", Direction(call.Request.Stream));
            Milliseconds(writer, "at", call.Request.LastByte - index.Begin);
            Milliseconds(writer, "duration", call.Duration);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Milliseconds(Utf8JsonWriter writer, string name, long? nanoseconds)
    {
        if (nanoseconds is { } time) writer.WriteRawValueNamed(name, (time / 1_000_000m).ToString("0.######", CultureInfo.InvariantCulture));
        else writer.WriteNull(name);
    }

    private static void WriteRawValueNamed(this Utf8JsonWriter writer, string name, string number)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(number);
    }

    private static string Direction(Pipe from) => from switch
    {
        Pipe.Stdin => "c2s",
        Pipe.Stdout => "s2c",
        _ => "stderr",
    };
}
