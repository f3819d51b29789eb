using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Mcp;

/// <summary>The <c>data</c> of error -32022. Spec: 2026-07-28, basic/versioning#protocol-version-negotiation.</summary>
/// <param name="Supported">The revisions the server speaks.</param>
/// <param name="Requested">The one that was asked for.</param>
public sealed record UnsupportedVersionData(IReadOnlyList<string> Supported, string? Requested)
{
    /// <summary>Reads it off an error; null unless the code is -32022 and <c>supported</c> is an array of strings.</summary>
    public static UnsupportedVersionData? Read(Message.Failure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        if (failure.Code != ErrorCodes.UnsupportedProtocolVersion
            || !failure.Data.TryParse(out var data)
            || !data.TryGetMember("supported", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var versions = list.EnumerateArray().Select(item => item.Text()).ToList();
        return versions.Contains(null) ? null : new UnsupportedVersionData(versions!, data.Text("requested"));
    }

    /// <summary>The data as JSON.</summary>
    public RawJson Write() => RawJson.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("supported");
        foreach (var version in Supported) writer.WriteStringValue(version);
        writer.WriteEndArray();
        writer.WriteOptional("requested", Requested);
        writer.WriteEndObject();
    });
}

/// <summary>The <c>data</c> of error -32021. Spec: 2026-07-28, basic/index#meta.</summary>
/// <param name="RequiredCapabilities">The capabilities the client would have to declare; an object.</param>
public sealed record MissingCapabilityData(RawJson RequiredCapabilities)
{
    /// <summary>Reads it off an error; null unless the code is -32021 and <c>requiredCapabilities</c> is an object.</summary>
    public static MissingCapabilityData? Read(Message.Failure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure.Code == ErrorCodes.MissingClientCapability
            && failure.Data.TryParse(out var data)
            && data.TryGetMember("requiredCapabilities", out var required) && required.ValueKind == JsonValueKind.Object
            ? new MissingCapabilityData(RawJson.From(required))
            : null;
    }

    /// <summary>The data as JSON.</summary>
    public RawJson Write() => RawJson.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteOptional("requiredCapabilities", RequiredCapabilities);
        writer.WriteEndObject();
    });
}
