using System.Text.Json;
using System.Text.Json.Nodes;
using RawMcp.Agent.Formats;
using RawMcp.JsonRpc;

namespace RawMcp.Agent.StandIn;

/// <summary>The little of a JSON Schema that is needed to fill it: references followed, unions decided, types named.</summary>
/// <param name="root">Where references start from.</param>
internal sealed class SchemaView(JsonElement root)
{
    private const int MaxHops = 16; // references to references; they may go in a circle

    /// <summary>The schema that is meant: behind its references, and of several the first that is more than null.</summary>
    public JsonElement Resolve(JsonElement schema)
    {
        for (var hop = 0; hop < MaxHops; hop++)
        {
            if (schema.Text("$ref") is { } reference) schema = JsonTree.Find(root, reference);
            else if (First(schema, "anyOf") is { } any) schema = any;
            else if (First(schema, "oneOf") is { } one) schema = one;
            else if (!schema.TryGetMember("type", out _) && First(schema, "allOf") is { } all) schema = all;
            else return schema;
        }

        return default;
    }

    private static JsonElement? First(JsonElement schema, string keyword) =>
        schema.TryGetMember(keyword, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(one => one.Text("type") != "null").Select(one => (JsonElement?)one).FirstOrDefault()
            : null;

    /// <summary>The type, of several the first that is not null; guessed where the schema does not say.</summary>
    public static string TypeOf(JsonElement schema)
    {
        if (schema.Text("type") is { } type) return type;
        if (schema.TryGetMember("type", out var several) && several.ValueKind == JsonValueKind.Array)
            return several.EnumerateArray().Select(one => one.Text()).FirstOrDefault(one => one is not (null or "null")) ?? "null";
        if (schema.TryGetMember("properties", out _)) return "object";
        return schema.TryGetMember("items", out _) ? "array" : "string";
    }

    /// <summary>Names of the required properties, in the schema's order, each once.</summary>
    public static IReadOnlyList<string> Required(JsonElement schema) =>
        schema.TryGetMember("required", out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(item => item.Text()).OfType<string>().Distinct()]
            : [];

    /// <summary>The properties in their order; of two with one name the last.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Properties(JsonElement schema)
    {
        var all = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        if (!schema.TryGetMember("properties", out var properties) || properties.ValueKind != JsonValueKind.Object) return all;
        foreach (var (name, value) in JsonTree.Members(properties)) all[name] = value;
        return all;
    }

    /// <summary>The words a value is limited to; none where it is not limited, or not to words.</summary>
    public static IEnumerable<string> Words(JsonElement schema) =>
        schema.TryGetMember("enum", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(item => item.Text()).OfType<string>() : [];

    /// <summary>A value for want of a better one: what the schema calls its default, its only or first value, its smallest number, nothing.</summary>
    public static JsonNode? Default(JsonElement schema, string type)
    {
        foreach (var keyword in (string[])["default", "const"])
        {
            if (schema.TryGetMember(keyword, out var value)) return JsonTree.Of(value);
        }

        if (schema.TryGetMember("enum", out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0) return JsonTree.Of(list[0]);
        return type switch
        {
            "integer" or "number" => schema.TryGetMember("minimum", out var least) && least.ValueKind == JsonValueKind.Number ? JsonTree.Of(least) : 0,
            "boolean" => false,
            "array" => new JsonArray(),
            "object" => new JsonObject(),
            "null" => null,
            _ => "",
        };
    }
}
