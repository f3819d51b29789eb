using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Wire;

namespace RawMcp.Cli.Output;

/// <summary>A comparison as one JSON object.</summary>
internal static class DiffJson
{
    public static void Write(Stream to, CaptureDiff diff, string a, string b)
    {
        using var writer = new Utf8JsonWriter(to, JsonText.WriterOptions);
        writer.WriteStartObject();
        writer.WriteBoolean("same", diff.IsSame);
        Side(writer, "a", diff.A, a);
        Side(writer, "b", diff.B, b);
        Changes(writer, "opening", diff.Opening);
        Tools(writer, diff);
        writer.WriteStartObject("calls");
        writer.WriteNumber("same", diff.SameCalls);
        Pairs(writer, "changed", diff.ChangedCalls);
        Alone(writer, "onlyA", diff.OnlyA);
        Alone(writer, "onlyB", diff.OnlyB);
        Pairs(writer, "otherTimes", diff.OtherTimes);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        to.Write("\n"u8);
    }

    private static void Side(Utf8JsonWriter writer, string name, DiffSide side, string path)
    {
        writer.WriteStartObject(name);
        writer.WriteString("file", path);
        writer.WriteNumber("frames", side.FrameCount);
        writer.WriteNumber("calls", side.CallCount);
        writer.WriteOptional("opening", RawJson.From(side.Opening));
        writer.WriteEndObject();
    }

    private static void Tools(Utf8JsonWriter writer, CaptureDiff diff)
    {
        writer.WriteStartObject("tools");
        writer.WriteBoolean("compared", diff.SameTools is not null);
        writer.WriteNumber("same", diff.SameTools ?? 0);
        Names(writer, "added", diff.AddedTools);
        Names(writer, "removed", diff.RemovedTools);
        writer.WriteStartArray("changed");
        foreach (var tool in diff.ChangedTools)
        {
            writer.WriteStartObject();
            writer.WriteString("name", tool.Name);
            Changes(writer, "changes", tool.Changes);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Names(Utf8JsonWriter writer, string name, IReadOnlyList<string> names)
    {
        writer.WriteStartArray(name);
        foreach (var one in names) writer.WriteStringValue(one);
        writer.WriteEndArray();
    }

    private static void Changes(Utf8JsonWriter writer, string name, JsonChanges changes)
    {
        writer.WriteStartArray(name);
        foreach (var change in changes.Named)
        {
            writer.WriteStartObject();
            writer.WriteString("path", change.Path);
            writer.WriteOptional("a", change.A); // JSON as text: it may be shortened
            writer.WriteOptional("b", change.B);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (changes.Count > changes.Named.Count) writer.WriteNumber(name + "NotNamed", changes.Count - changes.Named.Count);
    }

    private static void Pairs(Utf8JsonWriter writer, string name, IReadOnlyList<CallPair> pairs)
    {
        writer.WriteStartArray(name);
        foreach (var pair in pairs)
        {
            writer.WriteStartObject();
            About(writer, pair.A);
            Outcome(writer, "a", pair.A, pair.OutcomeA);
            Outcome(writer, "b", pair.B, pair.OutcomeB);
            Changes(writer, "changes", pair.Changes);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Alone(Utf8JsonWriter writer, string name, IReadOnlyList<IndexedCall> calls)
    {
        writer.WriteStartArray(name);
        foreach (var call in calls)
        {
            writer.WriteStartObject();
            About(writer, call);
            writer.WriteNumber("frame", call.Request.Number);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void About(Utf8JsonWriter writer, IndexedCall call)
    {
        writer.WriteString("method", call.Method);
        writer.WriteOptional("target", call.Target);
        writer.WriteString("dir", call.Request.Stream == Pipe.Stdin ? "c2s" : "s2c");
    }

    private static void Outcome(Utf8JsonWriter writer, string name, IndexedCall call, CallOutcome outcome)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("frame", call.Request.Number);
        writer.WriteString("outcome", outcome.Name);
        if (outcome.Code is { } code) writer.WriteNumber("code", code);
        if (call.Duration is { } duration) writer.WriteNumber("duration", duration / 1_000_000_000m); // seconds
        writer.WriteEndObject();
    }
}
