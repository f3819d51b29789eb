using System.Text.Json;
using System.Text.Json.Nodes;
using RawMcp.JsonRpc;

namespace RawMcp.Cli;

/// <summary>A tool's arguments from the words of a command line.</summary>
internal static class Arguments
{
    /// <summary>
    /// One JSON object as it is; otherwise <c>key=value</c> pairs, where the tool's schema decides whether <c>2</c> is a number or
    /// text, and <c>key:=JSON</c> pairs, where nothing has to be decided.
    /// </summary>
    public static async Task<RawJson> ReadAsync(string[] words, string tool, McpClient client, CancellationToken cancellation)
    {
        if (words.Length == 0) return RawJson.EmptyObject;
        if (words is [var only] && only.TrimStart().StartsWith('{'))
        {
            var json = RawJson.From(only);
            return json.TryParse(out var root) && root.ValueKind == JsonValueKind.Object ? json : throw new UsageException($"The arguments are not a JSON object: {only}");
        }

        // The schema is asked for only when a value could be read in two ways.
        var known = words.Any(word => !word.Contains(":=", StringComparison.Ordinal)) ? await SchemaOf(tool, client, cancellation) : default;
        var arguments = new JsonObject();
        foreach (var word in words)
        {
            var at = word.IndexOf('=', StringComparison.Ordinal);
            if (at < 1) throw new UsageException($"An argument is key=value, key:=JSON or one JSON object, not '{word}'.");
            if (word[at - 1] == ':') arguments[word[..(at - 1)]] = Parse(word[(at + 1)..]) ?? throw new UsageException($"What follows := is not JSON: '{word}'.");
            else arguments[word[..at]] = Typed(word[(at + 1)..], TypesOf(known, word[..at]));
        }

        return RawJson.From(arguments.ToJsonString());
    }

    private static async Task<JsonElement> SchemaOf(string tool, McpClient client, CancellationToken cancellation)
    {
        try
        {
            var found = (await client.ListToolsAsync(cancellation)).FirstOrDefault(one => one.Name == tool);
            return found is not null && found.InputSchema.TryParse(out var schema) && schema.TryGetMember("properties", out var properties) ? properties : default;
        }
        catch (McpException)
        {
            return default; // a server that cannot list its tools may still run one
        }
    }

    private static List<string> TypesOf(JsonElement properties, string name)
    {
        if (!properties.TryGetMember(name, out var property) || !property.TryGetMember("type", out var type)) return [];
        return type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(item => item.Text() ?? "")] : [type.Text() ?? ""];
    }

    private static JsonNode? Typed(string value, List<string> types)
    {
        if (types is ["string"]) return value;
        var parsed = Parse(value);
        if (parsed is null) return value == "null" && types.Count != 1 ? null : value;
        return parsed.GetValueKind() == JsonValueKind.Number && types.Count > 0 && !types.Contains("number") && !types.Contains("integer") && types.Contains("string")
            ? value
            : parsed;
    }

    private static JsonNode? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
