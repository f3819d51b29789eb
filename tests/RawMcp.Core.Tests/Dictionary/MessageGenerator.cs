using System.Text.Json;
using System.Text.Json.Nodes;

namespace RawMcp.Core.Tests.Dictionary;

/// <summary>Messages out of a schema: such that fit it, and such in which something was changed afterwards.</summary>
internal sealed class MessageGenerator(OfficialSchema official, int seed)
{
    private static readonly string[] Texts = ["", "a", "search", "é漢😀", "7", "file:///a", "2025-06-18T00:00:00Z", "object", "text", "\u0000\n", "complete", "input_required"];

    private static readonly string[] Names =
    [
        "_meta", "resultType", "title", "icons", "annotations", "task", "requestState", "inputResponses", "progressToken", "cursor", "nextCursor", "structuredContent",
        "lastModified", "message", "ttlMs", "cacheScope", "context", "tools", "execution", "outputSchema", "requestId", "default", "$schema", "type", "x-other",
        "io.modelcontextprotocol/subscriptionId", "io.modelcontextprotocol/serverInfo", "mode", "elicitationId", "size", "description", "websiteUrl", "instructions",
    ];

    private readonly Random random = new(seed);

    /// <summary>A message that fits.</summary>
    public JsonNode? Fitting(JsonElement schema, int depth = 0)
    {
        schema = official.Resolve(schema);
        if (schema.ValueKind != JsonValueKind.Object) return Anything(depth);
        if (schema.TryGetProperty("const", out var constant)) return JsonNode.Parse(constant.GetRawText());
        if (schema.TryGetProperty("enum", out var values)) return JsonNode.Parse(values[random.Next(values.GetArrayLength())].GetRawText());
        if (schema.TryGetProperty("anyOf", out var choices)) return Fitting(choices[depth > 8 ? 0 : random.Next(choices.GetArrayLength())], depth + 1);
        if (schema.TryGetProperty("allOf", out var all)) return Merged(all, depth);
        var type = schema.TryGetProperty("type", out var named) ? named.ValueKind == JsonValueKind.Array ? named[random.Next(named.GetArrayLength())].GetString() : named.GetString() : null;
        return type switch
        {
            "object" => Object(schema, depth),
            "array" => Array(schema, depth),
            "string" => Text(),
            "integer" => random.Next(schema.TryGetProperty("minimum", out _) ? 0 : -5, 1000),
            "number" => Number(schema),
            "boolean" => random.Next(2) == 0,
            "null" => null,
            _ => Anything(depth),
        };
    }

    /// <summary>The same message, changed in one to three places.</summary>
    public JsonNode Changed(JsonNode message, IReadOnlyCollection<string> keep)
    {
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var places = Containers(message).ToList();
            var place = places[random.Next(places.Count)];
            if (place is JsonObject members) Change(members, ReferenceEquals(members, message) ? keep : []);
            else if (place is JsonArray items) Change(items);
        }

        return message;
    }

    private void Change(JsonObject members, IReadOnlyCollection<string> keep)
    {
        var names = members.Select(member => member.Key).Where(name => !keep.Contains(name)).ToList();
        switch (random.Next(names.Count == 0 ? 1 : 4))
        {
            case 0:
                var added = Names[random.Next(Names.Length)];
                if (!keep.Contains(added)) members[added] = Anything(6);
                break;
            case 1:
                members.Remove(names[random.Next(names.Count)]);
                break;
            default:
                members[names[random.Next(names.Count)]] = Anything(4);
                break;
        }
    }

    private void Change(JsonArray items)
    {
        if (items.Count > 0 && random.Next(3) == 0) items.RemoveAt(random.Next(items.Count));
        else items.Add(Anything(5));
    }

    private static IEnumerable<JsonNode> Containers(JsonNode node)
    {
        if (node is not (JsonObject or JsonArray)) yield break;
        yield return node;
        var children = node is JsonObject members ? members.Select(member => member.Value) : node.AsArray();
        foreach (var child in children.OfType<JsonNode>())
        {
            foreach (var container in Containers(child)) yield return container;
        }
    }

    private JsonObject Object(JsonElement schema, int depth)
    {
        var made = new JsonObject();
        var required = schema.TryGetProperty("required", out var list) ? list.EnumerateArray().Select(name => name.GetString()!).ToHashSet() : [];
        if (schema.TryGetProperty("properties", out var members))
        {
            foreach (var member in members.EnumerateObject())
            {
                if (required.Contains(member.Name) || random.Next(10) < (depth > 5 ? 1 : 6)) made[member.Name] = Fitting(member.Value, depth + 1);
            }
        }

        if (schema.TryGetProperty("additionalProperties", out var values) && depth < 8)
        {
            for (var i = random.Next(3); i > 0; i--) made.TryAdd("key" + random.Next(100), values.ValueKind == JsonValueKind.Object ? Fitting(values, depth + 1) : Anything(depth));
        }

        return made;
    }

    private JsonObject Merged(JsonElement all, int depth)
    {
        var made = new JsonObject();
        foreach (var part in all.EnumerateArray())
        {
            foreach (var (name, value) in Fitting(part, depth + 1)!.AsObject().ToList()) made[name] = value?.DeepClone();
        }

        return made;
    }

    private JsonArray Array(JsonElement schema, int depth)
    {
        var made = new JsonArray();
        for (var i = random.Next(depth > 6 ? 1 : 4); i > 0; i--) made.Add(schema.TryGetProperty("items", out var items) ? Fitting(items, depth + 1) : Anything(depth));
        return made;
    }

    private JsonValue Number(JsonElement schema) =>
        JsonValue.Create(schema.TryGetProperty("maximum", out _) ? random.Next(11) / 10.0 : random.Next(-50, 1000) / (random.Next(2) == 0 ? 1.0 : 4.0));

    private JsonNode? Anything(int depth) => random.Next(depth > 5 ? 8 : 10) switch
    {
        0 => null,
        1 => true,
        2 => random.Next(-3, 200),
        3 => 1.5,
        4 => 1e300,
        5 or 6 => Text(),
        7 => new JsonObject(),
        8 => new JsonArray(Text(), random.Next(5)),
        _ => new JsonObject { [Names[random.Next(Names.Length)]] = Anything(depth + 2), ["name"] = Text() },
    };

    private string Text() => Texts[random.Next(Texts.Length)];
}
