using System.Text.Json;
using System.Text.Json.Nodes;

namespace RawMcp;

/// <summary>Reads and edits of a schema under construction.</summary>
internal static class SchemaTree
{
    /// <summary>Whether <c>type</c> names that type.</summary>
    public static bool Allows(JsonObject schema, string type) => schema["type"] switch
    {
        JsonArray several => several.Any(one => one?.GetValue<string>() == type),
        JsonValue single => single.GetValue<string>() == type,
        _ => false,
    };

    /// <summary>Sets the description, right behind the type: where a reader looks for it.</summary>
    public static void Describe(JsonObject schema, string? description)
    {
        if (description is null) return;
        schema.Remove("description");
        schema.Insert(schema.ContainsKey("type") ? schema.IndexOf("type") + 1 : 0, "description", description);
    }

    /// <summary>Makes null a value of the schema, or none. A schema without a type says nothing about it and stays.</summary>
    public static void SetNullable(JsonObject schema, bool nullable)
    {
        if (nullable == Allows(schema, "null")) return;
        if (schema["$ref"] is JsonNode target)
        {
            // A node that only points elsewhere cannot be edited for this one use.
            schema.Remove("$ref");
            schema["anyOf"] = new JsonArray(new JsonObject { ["$ref"] = target }, new JsonObject { ["type"] = "null" });
            return;
        }

        if (schema["type"] is not { } type) return;
        List<string> types = type is JsonArray several ? [.. several.Select(one => one!.GetValue<string>())] : [type.GetValue<string>()];
        if (nullable) types.Add("null");
        else types.Remove("null");
        schema["type"] = types.Count == 1 ? types[0] : new JsonArray([.. types.Select(one => (JsonNode)one)]);
        if (schema["enum"] is not JsonArray values) return;
        if (nullable) values.Add(null);
        else values.RemoveAll(value => value is null);
    }

    /// <summary>Lets the references of a schema hold after it moved from the root to <paramref name="pointer"/>.</summary>
    public static void Rebase(JsonObject schema, string pointer)
    {
        if (schema["$ref"] is JsonValue reference && reference.GetValueKind() == JsonValueKind.String)
            schema["$ref"] = "#" + pointer + reference.GetValue<string>().TrimStart('#');
        foreach (var part in Parts(schema)) Rebase(part, pointer);
    }

    /// <summary>Takes out the keyword that is not for the wire.</summary>
    public static void Strip(JsonObject schema)
    {
        schema.Remove(TypeSchema.ClrKeyword);
        foreach (var part in Parts(schema)) Strip(part);
    }

    /// <summary>The value that a local reference points at; null where it points nowhere.</summary>
    public static JsonObject? Resolve(JsonObject root, string reference)
    {
        JsonNode? at = root;
        foreach (var step in reference.TrimStart('#').Split('/').Skip(1))
        {
            var name = Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            at = at switch
            {
                JsonObject members => members[name],
                JsonArray items when int.TryParse(name, out var index) && index < items.Count => items[index],
                _ => null,
            };
        }

        return at as JsonObject;
    }

    /// <summary>A name as a step of a JSON pointer in a URI fragment.</summary>
    public static string Step(string name) =>
        "/" + Uri.EscapeDataString(name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));

    private static IEnumerable<JsonObject> Parts(JsonObject schema)
    {
        if (schema["items"] is JsonObject items) yield return items;
        if (schema["additionalProperties"] is JsonObject values) yield return values;
        foreach (var part in (schema["anyOf"] as JsonArray)?.OfType<JsonObject>() ?? []) yield return part;
        foreach (var (_, part) in schema["properties"] as JsonObject ?? [])
        {
            if (part is JsonObject member) yield return member;
        }
    }
}
