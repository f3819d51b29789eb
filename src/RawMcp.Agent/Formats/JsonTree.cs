using System.Text.Json;
using System.Text.Json.Nodes;
using RawMcp.JsonRpc;

namespace RawMcp.Agent.Formats;

/// <summary>JSON that can be changed, from JSON of a stranger: JsonNode throws at a member that stands there twice, this takes the last.</summary>
internal static class JsonTree
{
    public static JsonNode? Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Object(element),
        JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(Of)]),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => element.Text() ?? "", // half a surrogate pair cannot be written again
        _ => JsonValue.Create(element),
    };

    public static JsonObject Object(JsonElement element)
    {
        var copy = new JsonObject();
        foreach (var (name, value) in Members(element)) copy[name] = Of(value);
        return copy;
    }

    /// <summary>An object's members whose names can be read; half a surrogate pair cannot. None where it is no object.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object) yield break;
        foreach (var member in element.EnumerateObject())
        {
            string name;
            try
            {
                name = member.Name;
            }
            catch (InvalidOperationException)
            {
                continue;
            }

            yield return (name, member.Value);
        }
    }

    /// <summary>The text of a string; null for anything else.</summary>
    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<JsonElement>(out var element) ? element.Text() : (node as JsonValue)?.GetValueKind() == JsonValueKind.String ? node!.GetValue<string>() : null;

    /// <summary>What a reference within the document leads to; undefined where it leads nowhere or out of it.</summary>
    public static JsonElement Find(JsonElement root, string reference)
    {
        if (reference == "#") return root;
        if (!reference.StartsWith("#/", StringComparison.Ordinal)) return default;
        var at = root;
        foreach (var step in reference[2..].Split('/'))
        {
            var name = step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (at.ValueKind == JsonValueKind.Array)
            {
                if (!int.TryParse(name, out var index) || index < 0 || index >= at.GetArrayLength()) return default;
                at = at[index];
            }
            else if (!at.TryGetMember(name, out at))
            {
                return default;
            }
        }

        return at;
    }
}
