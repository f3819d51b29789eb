using System.Globalization;
using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>The members of a <c>watched</c> event, and back.</summary>
internal static class WatchedJson
{
    public static void Write(Utf8JsonWriter writer, CaptureEvent.Watched watched)
    {
        writer.WriteString("state", watched.State);
        if (watched.Waiting is { } waiting) writer.WriteString("waiting", waiting);
        if (watched.Cpu is { } cpu) writer.WriteString("cpu", cpu.ToString(CultureInfo.InvariantCulture));
        if (watched.Unread is { } unread) writer.WriteNumber("unread", unread);
        writer.WriteStartArray("stuck");
        foreach (var stuck in watched.Stuck)
        {
            writer.WriteStartObject();
            writer.WriteString("stream", stuck.Stream.Name());
            writer.WriteNumber("bytes", stuck.Bytes);
            writer.WriteString("since", stuck.Since.ToString(CultureInfo.InvariantCulture));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("descendants");
        foreach (var process in watched.Descendants)
        {
            writer.WriteStartObject();
            writer.WriteNumber("pid", process.ProcessId);
            writer.WriteNumber("parent", process.Parent);
            writer.WriteString("name", process.Name);
            writer.WriteStartArray("holds");
            foreach (var stream in process.Holds) writer.WriteStringValue(stream.Name());
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static CaptureEvent.Watched Read(JsonElement json, long time) => new(
        time,
        json.Text("state") ?? "",
        json.Text("waiting"),
        EventJson.Nanoseconds(json, "cpu"),
        EventJson.Number(json, "unread"),
        [.. Items(json, "stuck").Select(ReadStuck).OfType<CaptureEvent.StuckPipe>()],
        [.. Items(json, "descendants").Select(ReadDescendant).OfType<CaptureEvent.Descendant>()]);

    private static CaptureEvent.StuckPipe? ReadStuck(JsonElement json) =>
        EventJson.Stream(json) is { } stream && EventJson.Nanoseconds(json, "since") is { } since
            ? new(stream, EventJson.Number(json, "bytes") ?? 0, since)
            : null;

    private static CaptureEvent.Descendant? ReadDescendant(JsonElement json) =>
        EventJson.Number(json, "pid") is { } pid
            ? new(pid, EventJson.Number(json, "parent") ?? 0, json.Text("name") ?? "", [.. Items(json, "holds").Select(item => Pipes.Named(item.Text())).OfType<Pipe>()])
            : null;

    private static List<JsonElement> Items(JsonElement json, string name) =>
        json.TryGetMember(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];
}
