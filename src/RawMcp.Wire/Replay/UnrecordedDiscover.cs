using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Wire;

/// <summary>
/// The answer to <c>server/discover</c> that a modern recording without one still gives: what it shows of the server. Some clients probe in a process of
/// its own, so that the recording of the session has no probe, and would not open a session without an answer.
/// </summary>
internal static class UnrecordedDiscover
{
    /// <summary>The result; absent where the recording is not of the modern era.</summary>
    public static RawJson Of(Recording recording, IReadOnlyList<ScriptedCall> calls)
    {
        var revisions = new SortedSet<string>(StringComparer.Ordinal);
        var features = new SortedSet<string>(StringComparer.Ordinal);
        RawJson server = default;
        foreach (var call in calls)
        {
            if (call.Call.Method == Methods.Initialize) return default;
            if (MessageReader.Read(recording.BytesOf(call.Call.Request, call.Part)) is Message.Request request
                && request.Params.Find("_meta"u8).Find("io.modelcontextprotocol/protocolVersion"u8).Text() is { } revision) revisions.Add(revision);
            if (Feature(call.Call.Method) is { } feature) features.Add(feature);
            if (server.IsAbsent && call.Call.Response is { } response && MessageReader.Read(recording.BytesOf(response)) is Message.Result result)
                server = result.Value.Find("_meta"u8).Find("io.modelcontextprotocol/serverInfo"u8);
        }

        return revisions.Count == 0 ? default : RawJson.Build(writer => Write(writer, revisions, features, server));
    }

    private static string? Feature(string method) => method.Split('/')[0] switch
    {
        "tools" => "tools",
        "prompts" => "prompts",
        "resources" => "resources",
        "completion" => "completions",
        _ => null,
    };

    private static void Write(Utf8JsonWriter writer, SortedSet<string> revisions, SortedSet<string> features, RawJson server)
    {
        writer.WriteStartObject();
        writer.WriteString("resultType", ResultMeta.Complete);
        writer.WriteStartArray("supportedVersions");
        foreach (var revision in revisions) writer.WriteStringValue(revision);
        writer.WriteEndArray();
        writer.WriteStartObject("capabilities");
        foreach (var feature in features) writer.WriteOptional(feature, RawJson.EmptyObject);
        writer.WriteEndObject();
        CachingHints.None.Write(writer);
        if (!server.IsAbsent)
        {
            writer.WriteStartObject("_meta");
            writer.WriteOptional(MetaKeys.ServerInfo, server);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
