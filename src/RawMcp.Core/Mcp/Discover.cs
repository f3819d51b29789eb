using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Mcp;

/// <summary>The result of <c>server/discover</c>. Modern revisions. Spec: 2026-07-28, server/discover.</summary>
/// <param name="SupportedVersions">The revisions the server speaks, as they stand on the wire.</param>
/// <param name="Capabilities">What the server can do.</param>
/// <param name="Instructions">How a model should use the server; optional.</param>
/// <param name="Caching">How long the answer may be kept, and for whom.</param>
/// <param name="ServerInfo">Who the server is, if it says so.</param>
public sealed record DiscoverResult(
    IReadOnlyList<string> SupportedVersions, ServerCapabilities Capabilities, string? Instructions, CachingHints Caching, Implementation? ServerInfo)
{
    /// <summary>Reads a result. <c>supportedVersions</c> and <c>capabilities</c> are what makes it one; hints may be missing.</summary>
    public static Reading<DiscoverResult> Read(RawJson json)
    {
        if (!Reading.TryObject(json, "result", out var root, out var problem)) return new(null, problem);
        if (!root.TryGetMember("supportedVersions", out var list) || list.ValueKind != JsonValueKind.Array)
            return Reading.Failed<DiscoverResult>("result.supportedVersions", "expected an array of strings");
        var versions = list.EnumerateArray().Select(item => item.Text()).ToList();
        if (versions.Contains(null)) return Reading.Failed<DiscoverResult>("result.supportedVersions", "expected strings only");
        if (!root.TryGetMember("capabilities", out var capabilities) || capabilities.ValueKind != JsonValueKind.Object)
            return Reading.Failed<DiscoverResult>("result.capabilities", "expected an object");
        return new DiscoverResult(
            versions!, ServerCapabilities.Read(capabilities), root.Text("instructions"), CachingHints.Read(root), ResultMeta.ServerInfo(root));
    }

    /// <summary>The result as JSON.</summary>
    public RawJson Write(Revision revision) => RawJson.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("resultType", ResultMeta.Complete);
        writer.WriteStartArray("supportedVersions");
        foreach (var version in SupportedVersions) writer.WriteStringValue(version);
        writer.WriteEndArray();
        writer.WritePropertyName("capabilities");
        Capabilities.Write(writer);
        writer.WriteOptional("instructions", Instructions);
        Caching.Write(writer);
        ResultMeta.Write(writer, ServerInfo, revision);
        writer.WriteEndObject();
    });
}

/// <summary>How long a result may be kept, and for whom. Modern revisions. Spec: 2026-07-28, server/utilities/caching.</summary>
/// <param name="TtlMs">Milliseconds for which the result counts as fresh; 0 means ask again, as does a server that says nothing or less than 0.</param>
/// <param name="Scope"><c>public</c>: the same for every user. <c>private</c>: for this user alone.</param>
public readonly record struct CachingHints(long TtlMs, string Scope)
{
    /// <summary>Not to be kept, and for nobody else.</summary>
    public static CachingHints None { get; } = new(0, "private");

    /// <summary>Reads the hints of a result; what is missing or wrong reads as <see cref="None"/>.</summary>
    public static CachingHints Read(JsonElement result) =>
        new(
            result.TryGetMember("ttlMs", out var ttl) ? Math.Max(0, ttl.WholeNumber() ?? 0) : 0,
            result.Text("cacheScope") == "public" ? "public" : "private");

    /// <summary>Writes both members.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteNumber("ttlMs", TtlMs);
        writer.WriteString("cacheScope", Scope);
    }
}

/// <summary>What every result carries in the modern era: <c>resultType</c>, and the server's name in <c>_meta</c>.</summary>
public static class ResultMeta
{
    /// <summary>The <c>resultType</c> of an ordinary result.</summary>
    public const string Complete = "complete";

    /// <summary>The <c>resultType</c> of a server that needs an answer from a person or a model before it can go on.</summary>
    public const string InputRequired = "input_required";

    /// <summary>The result's type; a result without one is complete, as in the revisions before.</summary>
    public static string TypeOf(JsonElement result) => result.Text("resultType") ?? Complete;

    /// <summary>Who answered, if the result says so.</summary>
    public static Implementation? ServerInfo(JsonElement result) =>
        result.TryGetMember("_meta", out var meta) ? Implementation.Read(meta, MetaKeys.ServerInfo) : null;

    /// <summary>Writes <c>_meta</c> with the server's name; nothing where there is no name.</summary>
    public static void Write(Utf8JsonWriter writer, Implementation? server, Revision revision)
    {
        if (server is null) return;
        writer.WriteOptional("_meta", ToJson(server, revision));
    }

    /// <summary>The value of a result's <c>_meta</c>; absent where there is no name to give.</summary>
    public static RawJson ToJson(Implementation? server, Revision revision) => server is null ? default : RawJson.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName(MetaKeys.ServerInfo);
        server.Write(writer, revision);
        writer.WriteEndObject();
    });
}
