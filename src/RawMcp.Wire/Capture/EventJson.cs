using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>Events as the JSON of a custom block, and back. Reading is total.</summary>
internal static class EventJson
{
    /// <summary>What tells our custom blocks from those of others under the same enterprise number.</summary>
    private const string Mark = "rawmcp";

    /// <summary>The JSON; at most <see cref="CaptureLimits.MaxEventBytes"/>.</summary>
    public static byte[] Write(CaptureEvent happened)
    {
        var json = Build(happened);
        if (json.Length <= CaptureLimits.MaxEventBytes) return json;
        return happened switch
        {
            CaptureEvent.Command { Environment.Count: > 0 } command => Write(command with { Environment = Half(command.Environment), IsCut = true }),
            CaptureEvent.Command { Arguments.Count: > 1 } command => Write(command with { Arguments = Half(command.Arguments), IsCut = true }),
            CaptureEvent.Command command => Write(command with { Arguments = [Short(command.Arguments[0])], Directory = Short(command.Directory), IsCut = true }),
            CaptureEvent.Watched { Descendants.Count: > 0 } watched => Write(watched with { Descendants = [.. watched.Descendants.Take(watched.Descendants.Count / 2)] }),
            CaptureEvent.SpawnFailed { Searched.Count: > 0 } failed => Write(failed with { Searched = Half(failed.Searched) }),
            CaptureEvent.SpawnFailed failed => Write(failed with { Reason = Short(failed.Reason) }),
            _ => Build(new CaptureEvent.Unknown(happened.Time, "too-long", "")),
        };
    }

    private static List<string> Half(IReadOnlyList<string> words) => [.. words.Take(words.Count / 2)];

    private static string Short(string text) => text.Length > 1000 ? text[..1000] : text;

    private static byte[] Build(CaptureEvent happened)
    {
        var raw = RawJson.Build(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString(Mark, Kind(happened));
            // Text, because a reader in another language may have no integers beyond 2^53.
            writer.WriteString("ns", happened.Time.ToString(CultureInfo.InvariantCulture));
            Members(writer, happened);
            writer.WriteEndObject();
        });
        return raw.Utf8.ToArray();
    }

    internal static string Kind(CaptureEvent happened) => happened switch
    {
        CaptureEvent.Started => "start",
        CaptureEvent.Command => "command",
        CaptureEvent.Spawned => "spawned",
        CaptureEvent.SpawnFailed => "spawn-failed",
        CaptureEvent.StreamEnded => "end-of-stream",
        CaptureEvent.StreamBroken => "broken-pipe",
        CaptureEvent.Signal => "signal",
        CaptureEvent.Exited => "exit",
        CaptureEvent.Killed => "kill",
        CaptureEvent.LeftOpen => "left-open",
        CaptureEvent.Gap => "gap",
        CaptureEvent.Full => "full",
        CaptureEvent.Watched => "watched",
        CaptureEvent.GaveUp => "gave-up",
        CaptureEvent.Closed => "closed",
        CaptureEvent.Unknown unknown => unknown.Kind ?? "",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    internal static void Members(Utf8JsonWriter writer, CaptureEvent happened)
    {
        switch (happened)
        {
            case CaptureEvent.Started it:
                writer.WriteString("recorder", it.Recorder);
                writer.WriteString("wall", new DateTime(DateTime.UnixEpoch.Ticks + (it.Time / 100), DateTimeKind.Utc));
                writer.WriteNumber("pid", it.ProcessId);
                writer.WriteBoolean("durable", it.Durable);
                break;
            case CaptureEvent.Command it:
                Texts(writer, "arguments", it.Arguments);
                writer.WriteString("directory", it.Directory);
                Texts(writer, "environment", it.Environment);
                if (it.IsCut) writer.WriteBoolean("cut", true);
                break;
            case CaptureEvent.Spawned it:
                writer.WriteNumber("pid", it.ProcessId);
                break;
            case CaptureEvent.SpawnFailed it:
                writer.WriteNumber("error", it.Error);
                writer.WriteString("reason", it.Reason);
                if (it.Searched.Count > 0) Texts(writer, "searched", it.Searched);
                break;
            case CaptureEvent.StreamEnded it:
                writer.WriteString("stream", it.Stream.Name());
                writer.WriteNumber("bytes", it.Bytes);
                break;
            case CaptureEvent.StreamBroken it:
                writer.WriteString("stream", it.Stream.Name());
                writer.WriteNumber("bytes", it.Bytes);
                writer.WriteNumber("undelivered", it.Undelivered);
                break;
            case CaptureEvent.Signal it:
                writer.WriteNumber("number", it.Number);
                writer.WriteString("name", it.Name);
                writer.WriteBoolean("delivered", it.Delivered);
                break;
            case CaptureEvent.Exited it:
                writer.WriteNumber("code", it.Code);
                break;
            case CaptureEvent.Killed it:
                writer.WriteNumber("number", it.Number);
                writer.WriteString("name", it.Name);
                break;
            case CaptureEvent.LeftOpen it:
                writer.WriteString("stream", it.Stream.Name());
                break;
            case CaptureEvent.Gap it:
                writer.WriteString("until", it.Until.ToString(CultureInfo.InvariantCulture));
                writer.WriteString("stream", it.Stream.Name());
                writer.WriteNumber("bytes", it.Bytes);
                writer.WriteNumber("chunks", it.Chunks);
                writer.WriteString("reason", it.Reason);
                break;
            case CaptureEvent.Watched it:
                WatchedJson.Write(writer, it);
                break;
            case CaptureEvent.GaveUp it:
                writer.WriteString("wrote", it.Wrote);
                writer.WriteNumber("unanswered", it.Unanswered);
                break;
            case CaptureEvent.Full it:
                writer.WriteNumber("limit", it.Limit);
                break;
        }
    }

    private static void Texts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    /// <summary>The event in the data of a custom block; null when the block is not one of ours.</summary>
    public static CaptureEvent? Read(ReadOnlySpan<byte> data)
    {
        data = data.TrimEnd((byte)0); // another program may have padded it its own way
        if (!Utf8.IsValid(data)) return null;
        JsonElement json;
        try
        {
            json = JsonElement.Parse(data);
        }
        catch (JsonException)
        {
            return null;
        }

        if (!json.TryGetMember(Mark, out var mark)) return null;
        var time = Nanoseconds(json, "ns") ?? 0;
        return Known(json, mark.Text(), time) ?? new CaptureEvent.Unknown(time, mark.Text(), Encoding.UTF8.GetString(data).TrimEnd());
    }

    // Null for a kind we do not know, and for one that lacks what makes it that kind.
    private static CaptureEvent? Known(JsonElement json, string? kind, long time) => kind switch
    {
        "start" => new CaptureEvent.Started(time, json.Text("recorder") ?? "", Number(json, "pid") ?? 0, Flag(json, "durable")),
        "command" => new CaptureEvent.Command(time, Texts(json, "arguments"), json.Text("directory") ?? "", Texts(json, "environment"), Flag(json, "cut")),
        "spawned" when Number(json, "pid") is { } pid => new CaptureEvent.Spawned(time, pid),
        "spawn-failed" => new CaptureEvent.SpawnFailed(time, Number(json, "error") ?? 0, json.Text("reason") ?? "") { Searched = Texts(json, "searched") },
        "end-of-stream" when Stream(json) is { } stream => new CaptureEvent.StreamEnded(time, stream, Number(json, "bytes") ?? 0),
        "broken-pipe" when Stream(json) is { } stream =>
            new CaptureEvent.StreamBroken(time, stream, Number(json, "bytes") ?? 0, Number(json, "undelivered") ?? 0),
        "signal" when Number(json, "number") is { } number => new CaptureEvent.Signal(time, number, json.Text("name") ?? "", Flag(json, "delivered")),
        "exit" when Number(json, "code") is { } code => new CaptureEvent.Exited(time, code),
        "kill" when Number(json, "number") is { } number => new CaptureEvent.Killed(time, number, json.Text("name") ?? ""),
        "left-open" when Stream(json) is { } stream => new CaptureEvent.LeftOpen(time, stream),
        "gap" when Stream(json) is { } stream && Number(json, "bytes") is >= 0 and var bytes =>
            new CaptureEvent.Gap(time, Nanoseconds(json, "until") ?? time, stream, bytes, Number(json, "chunks") ?? 0, json.Text("reason") ?? ""),
        "full" when Number(json, "limit") is { } limit => new CaptureEvent.Full(time, limit),
        "watched" => WatchedJson.Read(json, time),
        "gave-up" => new CaptureEvent.GaveUp(time, json.Text("wrote") ?? "", (int)Math.Clamp(Number(json, "unanswered") ?? 0, 0, int.MaxValue)),
        "closed" => new CaptureEvent.Closed(time),
        _ => null,
    };

    internal static long? Number(JsonElement json, string name) => json.TryGetMember(name, out var value) ? value.WholeNumber() : null;

    private static bool Flag(JsonElement json, string name) => json.TryGetMember(name, out var value) && value.Flag() == true;

    internal static Pipe? Stream(JsonElement json) => Pipes.Named(json.Text("stream"));

    internal static long? Nanoseconds(JsonElement json, string name) =>
        long.TryParse(json.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static List<string> Texts(JsonElement json, string name) =>
        json.TryGetMember(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(item => item.Text() ?? "")] : [];
}
