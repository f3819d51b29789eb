using System.Globalization;
using System.Text;
using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Wire;

namespace RawMcp.Cli.Output;

/// <summary>What a replay as the client found, for a person or for a program.</summary>
internal static class ReplayReport
{
    public static string Text(ReplayCompared it)
    {
        var text = new StringBuilder();
        foreach (var one in it.Differences)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(one.Frame > 0 ? $"frame {one.Frame}, " : "")}{Plain.Line(one.What)}: {Plain.Line(one.Sentence ?? Places(one.Count))}\n");
            foreach (var place in one.Places)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {Plain.Line(place.Path.Length == 0 ? "(all of it)" : place.Path)}\n");
                text.Append(CultureInfo.InvariantCulture, $"    recorded  {Plain.Line(place.Recorded ?? "(nothing)")}\n    now       {Plain.Line(place.Now ?? "(nothing)")}\n");
            }

            if (one.Count > one.Places.Count) text.Append(CultureInfo.InvariantCulture, $"  and {one.Count - one.Places.Count} more places\n");
        }

        var different = it.Differences.Count;
        return text.Append(CultureInfo.InvariantCulture, $"{Counted(it.Sent, "frame")} sent, {Counted(it.Compared, "answer")} compared, {(different == 0 ? "no difference" : Counted(different, "difference"))}.\n").ToString();
    }

    public static string Json(ReplayCompared it) => RawJson.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("sent", it.Sent);
        writer.WriteNumber("compared", it.Compared);
        writer.WriteStartArray("differences");
        foreach (var one in it.Differences) Difference(writer, one);
        writer.WriteEndArray();
        writer.WriteStartArray("notes");
        foreach (var note in it.Notes) writer.WriteStringValue(note);
        writer.WriteEndArray();
        writer.WriteOptional("stopped", it.Stopped);
        writer.WriteEndObject();
    }) + "\n";

    private static void Difference(Utf8JsonWriter writer, ReplayDifference one)
    {
        writer.WriteStartObject();
        if (one.Frame > 0) writer.WriteNumber("frame", one.Frame);
        writer.WriteOptional("method", one.Method.Length == 0 ? null : one.Method);
        writer.WriteOptional("id", one.Id is null ? default : RawJson.From(one.Id));
        writer.WriteOptional("sentence", one.Sentence);
        writer.WriteNumber("count", one.Count);
        writer.WriteStartArray("places");
        foreach (var place in one.Places)
        {
            writer.WriteStartObject();
            writer.WriteString("path", place.Path);
            Value(writer, "recorded", place.Recorded);
            Value(writer, "now", place.Now);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // A shortened value is no JSON any more, and neither is a line that never was: they are given as text.
    private static void Value(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is null) return;
        if (RawJson.From(value).TryParse(out _)) writer.WriteOptional(name, RawJson.From(value));
        else writer.WriteString(name, value);
    }

    private static string Places(long count) => Counted(count, "place") + (count == 1 ? " differs" : " differ");

    private static string Counted(long count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");
}
