using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Mcp;

/// <summary>What a server can do. What this project does not use is kept as it came.</summary>
/// <param name="Tools">It has tools.</param>
/// <param name="ToolsListChanged">It says when the list of tools changes.</param>
/// <param name="Logging">It sends log messages.</param>
/// <param name="Raw">The object as the server wrote it; absent on one we make ourselves.</param>
public sealed record ServerCapabilities(bool Tools, bool ToolsListChanged, bool Logging, RawJson Raw = default)
{
    /// <summary>Reads an object. Members of the wrong type count as not there.</summary>
    public static ServerCapabilities Read(JsonElement root)
    {
        var tools = root.TryGetMember("tools", out var entry) && entry.ValueKind == JsonValueKind.Object;
        var changed = tools && entry.TryGetMember("listChanged", out var flag) && flag.Flag() == true;
        var logging = root.TryGetMember("logging", out var log) && log.ValueKind == JsonValueKind.Object;
        return new ServerCapabilities(tools, changed, logging, RawJson.From(root));
    }

    /// <summary>Writes the object: <see cref="Raw"/> where there is one.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        if (!Raw.IsAbsent)
        {
            writer.WriteRawValue(Raw.Utf8.Span, skipInputValidation: true);
            return;
        }

        writer.WriteStartObject();
        if (Logging) writer.WriteOptional("logging", RawJson.EmptyObject);
        if (Tools)
        {
            writer.WriteStartObject("tools");
            if (ToolsListChanged) writer.WriteBoolean("listChanged", true);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
