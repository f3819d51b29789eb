using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RawMcp.JsonRpc;

namespace RawMcp.Agent.Formats;

/// <summary>
/// A tool's input schema for the member <c>parameters</c> of Gemini, which takes a part of OpenAPI 3.0: no references, one type
/// for each value, and no keyword beyond a list (ai.google.dev/api/caching#Schema; googleapis.github.io/js-genai, types.Schema).
/// What else there is makes the whole request fail ("Unknown name \"additionalProperties\": Cannot find field"), so it is left
/// out and said.
/// </summary>
/// <param name="changed">Told of each change.</param>
internal sealed class GeminiSchema(Action<string> changed)
{
    /// <summary>How deep the written schema may be: references may lead in a circle.</summary>
    public const int MaxDepth = 32;

    /// <summary>How many schemas there may be in one: references may double at every level.</summary>
    public const int MaxNodes = 5_000;

    // What is written as it stands, where its kind is right.
    private static readonly Dictionary<string, JsonValueKind> Kept = new(StringComparer.Ordinal)
    {
        ["title"] = JsonValueKind.String,
        ["pattern"] = JsonValueKind.String,
        ["minimum"] = JsonValueKind.Number,
        ["maximum"] = JsonValueKind.Number,
        ["minLength"] = JsonValueKind.Number,
        ["maxLength"] = JsonValueKind.Number,
        ["minItems"] = JsonValueKind.Number,
        ["maxItems"] = JsonValueKind.Number,
        ["minProperties"] = JsonValueKind.Number,
        ["maxProperties"] = JsonValueKind.Number,
    };

    // What is written in another way, or stands only beside what is. Definitions are written where they are referred to.
    private static readonly HashSet<string> Handled = ["type", "description", "enum", "const", "format", "properties", "required", "items", "anyOf", "oneOf", "allOf", "$ref", "$defs", "definitions", "nullable"];

    private readonly SortedDictionary<string, int> dropped = new(StringComparer.Ordinal);
    private JsonElement root;
    private int nodes;

    /// <summary>The schema; null where it has no properties, which Gemini wants to be left out.</summary>
    public JsonObject? Of(JsonElement schema)
    {
        root = schema;
        if (schema.ValueKind == JsonValueKind.Undefined) return null;
        List<string> followed = ["#"];
        var parts = Flat(schema, followed);
        if (First(parts, "type").Text() != "object") changed("the type of the schema became \"object\"");
        var written = Object(parts, 0, followed);
        Describe(written, parts);
        Rest(written, parts, "object");
        if (dropped.Count > 0) changed("left out of the schema, which Gemini does not take: " + string.Join(", ", dropped.Select(one => one.Value == 1 ? one.Key : string.Create(CultureInfo.InvariantCulture, $"{one.Key} ({one.Value} times)"))));
        if (written["properties"] is not null) return written;
        changed("no parameters: the schema has no properties");
        return null;
    }

    /// <summary>A schema and what it refers to and consists of, as a list in which the first to say something counts.</summary>
    private List<JsonElement> Flat(JsonElement schema, List<string> followed)
    {
        var parts = new List<JsonElement>();
        Add(schema);
        return parts;

        void Add(JsonElement one)
        {
            if (parts.Count > MaxDepth) return;
            parts.Add(one);
            if (one.Text("$ref") is { } reference)
            {
                var target = JsonTree.Find(root, reference);
                if (followed.Contains(reference)) Drop($"$ref to {reference}, which leads in a circle");
                else if (target.ValueKind == JsonValueKind.Undefined) Drop($"$ref to {reference}, which leads nowhere in the schema");
                else
                {
                    followed.Add(reference);
                    Add(target);
                }
            }

            if (!one.TryGetMember("allOf", out var all) || all.ValueKind != JsonValueKind.Array) return;
            foreach (var member in all.EnumerateArray()) Add(member);
        }
    }

    private JsonObject Value(JsonElement schema, int depth, IReadOnlyCollection<string> above)
    {
        if (++nodes > MaxNodes || depth > MaxDepth)
        {
            Drop(nodes > MaxNodes ? string.Create(CultureInfo.InvariantCulture, $"what comes after {MaxNodes} schemas") : string.Create(CultureInfo.InvariantCulture, $"what is deeper than {MaxDepth} levels"));
            return new JsonObject { ["type"] = "string" };
        }

        List<string> followed = [.. above];
        var parts = Flat(schema, followed);
        var nullable = parts.Exists(part => part.TryGetMember("nullable", out var flag) && flag.Flag() == true);
        var variants = Variants(parts, ref nullable);
        if (variants.Count > 1)
        {
            // "When using any_of, it must be the only field set" (github.com/anomalyco/opencode/pull/14659).
            var any = variants.Select(variant => Value(variant, depth + 1, followed)).ToList();
            if (First(parts, "description").Text() is { } about) any[0].TryAdd("description", about);
            if (nullable) any[0]["nullable"] = true;
            foreach (var (name, _) in parts.SelectMany(JsonTree.Members).Where(member => member.Name != "title" && !Handled.Contains(member.Name))) Drop(name + " beside anyOf");
            return new JsonObject { ["anyOf"] = new JsonArray([.. any]) };
        }

        if (variants is [var only]) parts.AddRange(Flat(only, followed));
        var types = Types(parts, ref nullable);
        if (types.Count > 1)
        {
            // "Proto field is not repeating, cannot start list" (github.com/zed-industries/zed/issues/44875).
            return new JsonObject { ["anyOf"] = new JsonArray([.. types.Select(type => Typed(type, parts, depth, followed, nullable))]) };
        }

        return Typed(types[0], parts, depth, followed, nullable);
    }

    private JsonObject Typed(string type, List<JsonElement> parts, int depth, List<string> followed, bool nullable)
    {
        var written = type switch
        {
            "object" => Object(parts, depth, followed),
            "array" => Array(parts, depth, followed),
            _ => new JsonObject { ["type"] = type },
        };
        if (nullable) written["nullable"] = true;
        Describe(written, parts);
        if (type == "string") Words(written, parts);
        Rest(written, parts, type);
        return written;
    }

    private JsonObject Object(List<JsonElement> parts, int depth, List<string> followed)
    {
        var properties = new JsonObject();
        var required = new List<string>();
        foreach (var part in parts)
        {
            if (part.TryGetMember("properties", out var some))
            {
                foreach (var (name, property) in JsonTree.Members(some))
                {
                    if (!properties.ContainsKey(name)) properties[name] = Value(property, depth + 1, followed);
                }
            }

            if (part.TryGetMember("required", out var list) && list.ValueKind == JsonValueKind.Array) required.AddRange(list.EnumerateArray().Select(item => item.Text()).OfType<string>());
        }

        if (depth == 0) Spread(parts, properties, followed);
        var written = new JsonObject { ["type"] = "object" };
        if (properties.Count > 0) written["properties"] = properties;
        // "required[0]: property is not defined" (github.com/goruck/home-generative-agent/pull/525).
        foreach (var unknown in required.Distinct().Where(name => !properties.ContainsKey(name))) Drop($"required {unknown}, which is no property");
        if (required.Any(properties.ContainsKey)) written["required"] = new JsonArray([.. required.Distinct().Where(properties.ContainsKey).Select(name => (JsonNode)name)]);
        return written;
    }

    // A choice at the root: the properties of all, and none of them required.
    private void Spread(List<JsonElement> parts, JsonObject properties, List<string> followed)
    {
        foreach (var keyword in (string[])["anyOf", "oneOf"])
        {
            if (First(parts, keyword) is not { ValueKind: JsonValueKind.Array } list) continue;
            changed($"'{keyword}' at the root of the schema became plain properties, none of them required by it");
            foreach (var part in list.EnumerateArray().SelectMany(variant => Flat(variant, [.. followed])))
            {
                if (!part.TryGetMember("properties", out var some)) continue;
                foreach (var (name, property) in JsonTree.Members(some))
                {
                    if (!properties.ContainsKey(name)) properties[name] = Value(property, 1, followed);
                }
            }
        }
    }

    // "items: missing field" (github.com/anomalyco/opencode/pull/49392): an array says what is in it.
    private JsonObject Array(List<JsonElement> parts, int depth, List<string> followed)
    {
        var items = First(parts, "items");
        if (items.ValueKind != JsonValueKind.Object) changed("the items of an array became strings, the schema does not say what they are");
        return new JsonObject { ["type"] = "array", ["items"] = items.ValueKind == JsonValueKind.Object ? Value(items, depth + 1, followed) : new JsonObject { ["type"] = "string" } };
    }

    private static void Describe(JsonObject written, List<JsonElement> parts)
    {
        if (First(parts, "description").Text() is { } about) written["description"] = about;
    }

    // "Possible values of the element of Type.STRING": enum holds strings, and const is unknown.
    private void Words(JsonObject written, List<JsonElement> parts)
    {
        var list = First(parts, "enum");
        var only = First(parts, "const");
        List<JsonElement> values = list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : only.ValueKind == JsonValueKind.Undefined ? [] : [only];
        if (only.ValueKind != JsonValueKind.Undefined) changed("a const became an enum of one word");
        var words = values.Select(value => value.Text()).OfType<string>().Where(word => word.Length > 0).ToList();
        if (words.Count > 0) written["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]);
        if (words.Count < values.Count) Drop("values of enum that are no words");
    }

    private void Rest(JsonObject written, List<JsonElement> parts, string type)
    {
        foreach (var (name, value) in parts.SelectMany(JsonTree.Members))
        {
            if (Kept.TryGetValue(name, out var kind) && value.ValueKind == kind) written.TryAdd(name, JsonTree.Of(value));
            else if (name == "format") Format(written, value, type);
            else if (!Handled.Contains(name)) Drop(name);
            else if (name == "enum" && type is not "string") Drop("enum of " + type);
        }
    }

    // "must be either 'enum' or 'date-time', otherwise requests will fail" (firebase.google.com/docs/reference/js/ai.schemashared).
    private void Format(JsonObject written, JsonElement value, string type)
    {
        var format = value.Text() ?? "";
        var known = type switch { "string" => format is "date-time" or "enum", "number" => format is "float" or "double", "integer" => format is "int32" or "int64", _ => false };
        if (known) written.TryAdd("format", format);
        else Drop($"format {format}");
    }

    // anyOf and oneOf without null. One that only says what is required is a condition, not a kind of value.
    private List<JsonElement> Variants(List<JsonElement> parts, ref bool nullable)
    {
        foreach (var keyword in (string[])["anyOf", "oneOf"])
        {
            if (First(parts, keyword) is not { ValueKind: JsonValueKind.Array } list) continue;
            var all = list.EnumerateArray().ToList();
            nullable |= all.RemoveAll(one => one.Text("type") == "null") > 0;
            if (all.RemoveAll(one => !((string[])["type", "properties", "items", "enum", "const", "$ref", "anyOf", "oneOf", "allOf"]).Any(said => one.TryGetMember(said, out _))) > 0) Drop(keyword + " of conditions");
            if (all.Count == 0) continue;
            if (keyword == "oneOf" && all.Count > 1) changed("a oneOf became an anyOf");
            return all;
        }

        return [];
    }

    private List<string> Types(List<JsonElement> parts, ref bool nullable)
    {
        var said = First(parts, "type");
        List<string> types = said.ValueKind == JsonValueKind.Array ? [.. said.EnumerateArray().Select(one => one.Text()).OfType<string>().Distinct()] : said.Text() is { } one ? [one] : [];
        nullable |= types.Remove("null");
        types.RemoveAll(type => type is not ("string" or "number" or "integer" or "boolean" or "array" or "object"));
        if (types.Count > 0) return types;
        if (First(parts, "properties").ValueKind == JsonValueKind.Object) return ["object"];
        if (First(parts, "items").ValueKind == JsonValueKind.Object) return ["array"];
        if (First(parts, "enum").ValueKind == JsonValueKind.Undefined && First(parts, "const").ValueKind == JsonValueKind.Undefined) changed("a value of any type became a string");
        return ["string"];
    }

    private static JsonElement First(List<JsonElement> parts, string keyword)
    {
        foreach (var part in parts)
        {
            if (part.TryGetMember(keyword, out var value)) return value;
        }

        return default;
    }

    private void Drop(string what) => dropped[what] = dropped.GetValueOrDefault(what) + 1;
}
