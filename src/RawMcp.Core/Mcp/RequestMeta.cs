using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Mcp;

/// <summary>
/// What travels in <c>params._meta</c> of a request. In the modern era it stands in for the handshake, and
/// <see cref="ProtocolVersion"/> and <see cref="ClientCapabilities"/> are required. Spec: 2026-07-28, basic/index#meta.
/// </summary>
public sealed record RequestMeta
{
    /// <summary>The revision of the request, as it stands on the wire; null where the key is missing.</summary>
    public string? ProtocolVersion { get; init; }

    /// <summary>What the client can do; absent where the key is missing or holds no object.</summary>
    public RawJson ClientCapabilities { get; init; }

    /// <summary>Who asks.</summary>
    public Implementation? ClientInfo { get; init; }

    /// <summary>The least important log message wanted; null for none.</summary>
    public LogLevel? LogLevel { get; init; }

    /// <summary>The token under which progress is to be reported; null where none is wanted.</summary>
    public RequestId? ProgressToken { get; init; }

    /// <summary>True when the request names its revision, which is what makes it a modern one.</summary>
    public bool IsModern => ProtocolVersion is not null;

    /// <summary>Names of the required keys that are missing or of the wrong type; empty for a legacy request and for a good modern one.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Reads the <c>_meta</c> of params; without one, an empty one.</summary>
    public static RequestMeta Read(RawJson @params) => ReadMeta(@params.Find("_meta"u8));

    /// <summary>Reads the value of a <c>_meta</c> member.</summary>
    public static RequestMeta ReadMeta(RawJson value) => value.TryParse(out var meta) ? Read(meta) : None;

    /// <summary>A <c>_meta</c> with nothing in it: that of most legacy requests.</summary>
    public static RequestMeta None { get; } = new();

    private static RequestMeta Read(JsonElement meta)
    {
        var capabilities = meta.TryGetMember(MetaKeys.ClientCapabilities, out var declared) && declared.ValueKind == JsonValueKind.Object
            ? RawJson.From(declared)
            : default;
        var version = meta.Text(MetaKeys.ProtocolVersion);
        var anyModern = meta.TryGetMember(MetaKeys.ProtocolVersion, out _) || meta.TryGetMember(MetaKeys.ClientCapabilities, out _);
        List<string> missing = [];
        if (anyModern && version is null) missing.Add(MetaKeys.ProtocolVersion);
        if (anyModern && capabilities.IsAbsent) missing.Add(MetaKeys.ClientCapabilities);
        return new RequestMeta
        {
            ProtocolVersion = version,
            ClientCapabilities = capabilities,
            ClientInfo = Implementation.Read(meta, MetaKeys.ClientInfo),
            LogLevel = LogLevels.Find(meta.Text(MetaKeys.LogLevel)),
            ProgressToken = meta.TryGetMember(MetaKeys.ProgressToken, out var token) && RequestId.TryRead(token, out var id) ? id : null,
            Missing = missing,
        };
    }

    /// <summary>Writes <c>"_meta":{…}</c> into an open object, with the keys that the revision has; nothing where there is nothing to say.</summary>
    public void Write(Utf8JsonWriter writer, Revision revision) => writer.WriteOptional("_meta", ToJson(revision));

    /// <summary>The value of <c>_meta</c>, with the keys that the revision has; absent where there is nothing to say.</summary>
    public RawJson ToJson(Revision revision) => SaysNothing(revision) ? default : RawJson.Build(writer => WriteValue(writer, revision));

    private void WriteValue(Utf8JsonWriter writer, Revision revision)
    {
        writer.WriteStartObject();
        if (ProgressToken is { } token)
        {
            writer.WritePropertyName(MetaKeys.ProgressToken);
            writer.WriteRawValue(token.Json, skipInputValidation: true);
        }

        if (IsModern && revision.Era == Era.Modern)
        {
            writer.WriteString(MetaKeys.ProtocolVersion, ProtocolVersion);
            writer.WriteOptional(MetaKeys.ClientCapabilities, ClientCapabilities.IsAbsent ? RawJson.EmptyObject : ClientCapabilities);
            if (ClientInfo is not null)
            {
                writer.WritePropertyName(MetaKeys.ClientInfo);
                ClientInfo.Write(writer, revision);
            }

            if (LogLevel is { } level) writer.WriteString(MetaKeys.LogLevel, level.Text());
        }

        writer.WriteEndObject();
    }

    /// <summary>Params that hold nothing but the meta; absent where that is nothing.</summary>
    public RawJson AsParams(Revision revision) => SaysNothing(revision) ? default : RawJson.Build(writer =>
    {
        writer.WriteStartObject();
        Write(writer, revision);
        writer.WriteEndObject();
    });

    private bool SaysNothing(Revision revision) => ProgressToken is null && (!IsModern || revision.Era == Era.Legacy);
}
