using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Cli;

/// <summary>A tool's arguments from the words of a command line.</summary>
internal sealed class Arguments
{
    private readonly RawJson whole;
    private readonly List<Pair> pairs = [];

    /// <summary>
    /// One JSON object as it is; otherwise <c>key=value</c> pairs, where the tool's schema decides whether <c>2</c> is a number or
    /// text, and <c>key:=JSON</c> pairs, where nothing has to be decided. What is wrong is said before any server is started.
    /// </summary>
    public Arguments(string[] words)
    {
        if (words is [var only] && only.TrimStart().StartsWith('{'))
        {
            whole = RawJson.From(only);
            if (!IsObject(whole)) throw new UsageException($"The arguments are not a JSON object: {only}");
        }

        if (!whole.IsAbsent) return;
        foreach (var word in words)
        {
            var pair = Pair.Of(word);
            if (pairs.Exists(other => other.Key == pair.Key)) throw new UsageException($"The argument '{pair.Key}' is given twice.");
            pairs.Add(pair);
        }
    }

    /// <summary>The arguments as one object. The server is asked for the schema only when a value could be read in two ways.</summary>
    public async Task<RawJson> TypedAsync(string tool, McpClient client, CancellationToken cancellation)
    {
        if (!whole.IsAbsent) return whole;
        var known = pairs.Exists(pair => !pair.IsJson) ? await SchemaOf(tool, client, cancellation) : default;
        return RawJson.Build(writer =>
        {
            writer.WriteStartObject();
            foreach (var pair in pairs)
            {
                writer.WritePropertyName(pair.Key);
                if (pair.IsJson || MeansJson(pair.Value, TypesOf(known, pair.Key))) writer.WriteRawValue(pair.Value.Trim(), skipInputValidation: true);
                else writer.WriteStringValue(pair.Value);
            }

            writer.WriteEndObject();
        });
    }

    private static bool IsObject(RawJson json) => json.TryParse(out var root) && root.ValueKind == JsonValueKind.Object;

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

    private static bool MeansJson(string value, List<string> types)
    {
        if (types is ["string"] || !RawJson.From(value).TryParse(out var parsed)) return false;
        return parsed.ValueKind switch
        {
            JsonValueKind.Number => !types.Contains("string") || types.Contains("number") || types.Contains("integer"),
            JsonValueKind.Null => types.Count != 1, // the word null is text where the schema has one type
            _ => true,
        };
    }

    /// <summary>One word of the command line.</summary>
    private readonly record struct Pair(string Key, string Value, bool IsJson)
    {
        public static Pair Of(string word)
        {
            var at = word.IndexOf('=', StringComparison.Ordinal);
            var json = at > 0 && word[at - 1] == ':';
            var key = at < 0 ? "" : word[..(json ? at - 1 : at)];
            if (key.Length == 0) throw new UsageException($"An argument is key=value, key:=JSON or one JSON object, not '{word}'.");
            var value = word[(at + 1)..];
            if (json && !RawJson.From(value).TryParse(out _)) throw new UsageException($"What follows := is not JSON: '{word}'.");
            return new(key, value, json);
        }
    }
}
