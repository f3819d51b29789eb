using System.Text.Json;
using System.Text.Json.Nodes;
using RawMcp.JsonRpc;

namespace RawMcp.Agent.Formats;

/// <summary>
/// A tool's input schema for OpenAI and Anthropic, which take JSON Schema but for its root: that has to be a plain object.
/// </summary>
/// <param name="format">Which of the two.</param>
/// <param name="changed">Told of each change.</param>
internal sealed class RootSchema(FunctionFormat format, Action<string> changed)
{
    private const int MaxKey = 64;

    // "schema must have type 'object' and not have 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the top level": OpenAI
    // (github.com/nspady/google-calendar-mcp/issues/39), since 2026 'const' too (github.com/goruck/home-generative-agent/pull/545).
    private static readonly string[] NotForOpenAi = ["enum", "const", "not"];

    // "input_schema does not support oneOf, allOf, or anyOf at the top level": Anthropic (github.com/dearlordylord/huly-mcp/issues/66).
    private static readonly string[] Unions = ["allOf", "anyOf", "oneOf"];

    private JsonElement root;

    public JsonObject Of(JsonElement schema)
    {
        root = schema;
        var copy = JsonTree.Object(schema);
        if (copy["$ref"] is { } reference && copy["properties"] is null) Merge(copy, "$ref", [JsonTree.Text(reference) is { } text ? JsonTree.Find(root, text) : default]);
        foreach (var union in Unions)
        {
            if (!copy.ContainsKey(union)) continue;
            Merge(copy, union, schema.TryGetMember(union, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : []);
        }

        if (JsonTree.Text(copy["type"]) != "object")
        {
            if (root.ValueKind != JsonValueKind.Undefined) changed($"the type of the schema became \"object\", it was {(copy["type"] is { } was ? was.ToJsonString() : "missing")}");
            copy["type"] = "object";
        }

        if (format == FunctionFormat.OpenAi) Drop(copy, NotForOpenAi);
        if (copy["properties"] is not JsonObject properties)
        {
            // "object schema missing properties": OpenAI (github.com/langchain-ai/langchain-mcp-adapters/issues/137). Harmless for Anthropic.
            if (root.ValueKind != JsonValueKind.Undefined) changed("the schema was given empty properties, it had none");
            copy["properties"] = properties = [];
        }

        if (format == FunctionFormat.Anthropic) RenameKeys(copy, properties);
        if (format == FunctionFormat.OpenAi) Complete(copy, "");
        Outside(copy, "");
        return copy;
    }

    /// <summary>A union at the root as one object: the properties of all, and what is required in any case.</summary>
    private void Merge(JsonObject copy, string keyword, IEnumerable<JsonElement> variants)
    {
        copy.Remove(keyword);
        var properties = copy["properties"] as JsonObject ?? [];
        foreach (var one in variants)
        {
            var variant = one.Text("$ref") is { } reference ? JsonTree.Find(root, reference) : one;
            if (variant.TryGetMember("properties", out var more))
            {
                foreach (var (name, property) in JsonTree.Members(more)) properties.TryAdd(name, JsonTree.Of(property));
            }

            if (keyword is "allOf" or "$ref" && variant.TryGetMember("required", out var required) && required.ValueKind == JsonValueKind.Array)
            {
                var all = copy["required"] as JsonArray ?? [];
                foreach (var item in required.EnumerateArray().Select(item => item.Text()).OfType<string>().Where(name => !all.Any(known => JsonTree.Text(known) == name))) all.Add((JsonNode)item);
                copy["required"] = all;
            }

            if (variant.Text("type") == "object" && copy["type"] is null) copy["type"] = "object";
        }

        if (properties.Count > 0) copy["properties"] = properties;
        changed($"'{keyword}' at the root of the schema became plain properties{(keyword is "allOf" or "$ref" ? "" : ", none of them required by it")}");
    }

    private void Drop(JsonObject copy, IEnumerable<string> keywords)
    {
        foreach (var keyword in keywords)
        {
            if (copy.Remove(keyword)) changed($"'{keyword}' at the root of the schema was left out");
        }
    }

    // "Property keys should match pattern '^[a-zA-Z0-9_.-]{1,64}$'": Anthropic, at the root only (github.com/decocms/studio/pull/6874).
    private void RenameKeys(JsonObject copy, JsonObject properties)
    {
        foreach (var (key, value) in properties.ToList())
        {
            if (key.Length is >= 1 and <= MaxKey && key.All(IsKey)) continue;
            var plain = string.Concat(key.EnumerateRunes().Select(rune => rune.IsAscii && IsKey((char)rune.Value) ? (char)rune.Value : '_'));
            var name = plain.Length is > 0 and <= MaxKey ? plain : (plain + "_")[..Math.Min(plain.Length + 1, MaxKey)];
            for (var number = 2; properties.ContainsKey(name); number++)
            {
                var mark = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"_{number}");
                name = plain[..Math.Min(plain.Length, MaxKey - mark.Length)] + mark;
            }

            properties.Remove(key);
            properties[name] = value;
            if (copy["required"] is JsonArray required)
            {
                for (var at = 0; at < required.Count; at++)
                {
                    if (JsonTree.Text(required[at]) == key) required[at] = name;
                }
            }

            changed($"the argument {key} became {name}; tools/call still wants {key}");
        }
    }

    private static bool IsKey(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-';

    // "array schema missing items": OpenAI (github.com/bnb-chain/bnbchain-mcp/issues/68).
    private void Complete(JsonNode? node, string path)
    {
        if (node is not JsonObject schema) return;
        var type = schema["type"];
        var isArray = JsonTree.Text(type) == "array" || (type is JsonArray types && types.Any(one => JsonTree.Text(one) == "array"));
        if (isArray && !schema.ContainsKey("items"))
        {
            schema["items"] = new JsonObject();
            changed($"the array at {path} was given items of any kind, it had none");
        }

        foreach (var (at, child) in Children(schema, path)) Complete(child, at);
    }

    // A provider follows references within the schema, and none out of it.
    private void Outside(JsonNode? node, string path)
    {
        if (node is not JsonObject schema) return;
        if (JsonTree.Text(schema["$ref"]) is { } reference && !reference.StartsWith('#'))
        {
            schema.Remove("$ref");
            changed($"the reference to {reference} at {(path.Length > 0 ? path : "the root")} was left out, it leads out of the schema");
        }

        foreach (var (at, child) in Children(schema, path)) Outside(child, at);
    }

    private static IEnumerable<(string Path, JsonNode? Schema)> Children(JsonObject schema, string path)
    {
        var before = path.Length > 0 ? path + "." : "";
        foreach (var map in (string[])["properties", "$defs", "definitions", "patternProperties"])
        {
            foreach (var (name, child) in (schema[map] as JsonObject)?.ToList() ?? []) yield return ($"{before}{map}.{name}", child);
        }

        foreach (var one in (string[])["items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames"])
        {
            if (schema[one] is JsonObject child) yield return (before + one, child);
        }

        foreach (var list in (string[])["anyOf", "oneOf", "allOf", "prefixItems"])
        {
            foreach (var (at, child) in (schema[list] as JsonArray)?.Index().ToList() ?? []) yield return ($"{before}{list}[{at}]", child);
        }
    }
}
