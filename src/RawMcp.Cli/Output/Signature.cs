using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Cli.Output;

/// <summary>A tool's input schema in the shape of a parameter list: <c>a: integer, b?: string</c>. A question mark: may be left out.</summary>
internal static class Signature
{
    public static string Of(Tool tool)
    {
        if (!tool.InputSchema.TryParse(out var schema) || !schema.TryGetMember("properties", out var properties) || properties.ValueKind != JsonValueKind.Object) return "";
        var required = Required(schema);
        return string.Join(", ", Members(properties).Select(member => $"{member.Name}{(required.Contains(member.Name) ? "" : "?")}: {TypeOf(member.Value)}"));
    }

    /// <summary>Names of the required properties.</summary>
    public static HashSet<string> Required(JsonElement schema) =>
        schema.TryGetMember("required", out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(item => item.Text()).OfType<string>()]
            : [];

    /// <summary>An object's members whose names can be read.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement element)
    {
        foreach (var member in element.EnumerateObject())
        {
            string name;
            try
            {
                name = member.Name;
            }
            catch (InvalidOperationException)
            {
                continue; // half a surrogate pair
            }

            yield return (name, member.Value);
        }
    }

    private static string TypeOf(JsonElement property)
    {
        if (property.Text("type") is { } type) return type;
        if (property.TryGetMember("type", out var several) && several.ValueKind == JsonValueKind.Array) return string.Join('|', several.EnumerateArray().Select(item => item.Text()));
        return property.TryGetMember("enum", out _) ? "enum" : "any";
    }
}
