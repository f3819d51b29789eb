using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RawMcp;

/// <summary>The JSON types that a schema allows.</summary>
[Flags]
internal enum JsonTypes
{
    /// <summary>The schema does not say: any.</summary>
    Any = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Number = 8,
    String = 16,
    Array = 32,
    Object = 64,
}

/// <summary>
/// A schema of ours made ready for <see cref="Check"/>. It knows the keywords that <see cref="TypeSchema"/> writes and no others:
/// it is no JSON Schema evaluator.
/// </summary>
internal sealed class Shape
{
    /// <summary>How long a pattern may take on one text, so that a hostile text cannot hold a call for ever.</summary>
    public static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);

    private Shape(JsonObject schema)
    {
        Types = schema["type"] switch
        {
            JsonArray several => several.Aggregate(JsonTypes.Any, (types, one) => types | TypeOf(one)),
            var single => TypeOf(single),
        };
        ClrType = schema[TypeSchema.ClrKeyword]?.GetValue<string>();
        Enum = schema["enum"] is JsonArray values ? [.. values.Select(value => Element(value))] : null;
        Const = schema.TryGetPropertyValue("const", out var constant) ? Element(constant) : null;
        Format = schema["format"]?.GetValue<string>() ?? (schema.ContainsKey("contentEncoding") ? "base64" : null);
        Minimum = Bound(schema, "minimum");
        Maximum = Bound(schema, "maximum");
        ExclusiveMinimum = Bound(schema, "exclusiveMinimum");
        ExclusiveMaximum = Bound(schema, "exclusiveMaximum");
        MinLength = Length(schema, "minLength", "minItems", "minProperties") ?? 0;
        MaxLength = Length(schema, "maxLength", "maxItems", "maxProperties") ?? int.MaxValue;
        if (schema["pattern"]?.GetValue<string>() is { } pattern) (Pattern, PatternText) = (Compile(pattern), pattern);
        Required = schema["required"] is JsonArray required ? [.. required.Select(name => name!.GetValue<string>())] : [];
        IsClosed = schema["additionalProperties"] is JsonValue rest && rest.GetValueKind() == JsonValueKind.False;
    }

    public JsonTypes Types { get; }

    /// <summary>The name of the .NET type, where JSON's types are too coarse: an <c>integer</c> may be an Int32.</summary>
    public string? ClrType { get; }

    public JsonElement[]? Enum { get; }

    public JsonElement? Const { get; }

    public string? Format { get; }

    public double? Minimum { get; }

    public double? Maximum { get; }

    public double? ExclusiveMinimum { get; }

    public double? ExclusiveMaximum { get; }

    /// <summary>The least number of characters, items or members.</summary>
    public int MinLength { get; }

    /// <summary>The greatest number of characters, items or members.</summary>
    public int MaxLength { get; }

    public Regex? Pattern { get; }

    public string? PatternText { get; }

    public string[] Required { get; }

    /// <summary>No members but the named ones.</summary>
    public bool IsClosed { get; }

    /// <summary>The members with a name; empty where there are none.</summary>
    public Dictionary<string, Shape> Members { get; } = [];

    /// <summary>All other members; null where nothing is said about them.</summary>
    public Shape? OtherMembers { get; private set; }

    public Shape? Items { get; private set; }

    /// <summary>The choices of <c>anyOf</c>; empty where there is none.</summary>
    public Shape[] Choices { get; private set; } = [];

    /// <summary>Whether values of that type are meant.</summary>
    public bool Allows(JsonTypes type) => (Types & type) != 0;

    /// <summary>Makes a schema ready, with what its references point at.</summary>
    public static Shape Of(JsonObject schema) => Of(schema, schema, new Dictionary<JsonObject, Shape>(ReferenceEqualityComparer.Instance));

    private static Shape Of(JsonObject schema, JsonObject root, Dictionary<JsonObject, Shape> made)
    {
        while (schema["$ref"] is JsonValue reference)
        {
            schema = SchemaTree.Resolve(root, reference.GetValue<string>())
                ?? throw new InvalidOperationException($"The schema refers to {reference}, which is not in it.");
        }

        // A recursive type comes back here before its shape is complete; it gets the same one.
        if (made.TryGetValue(schema, out var known)) return known;
        var shape = new Shape(schema);
        made.Add(schema, shape);
        if (schema["items"] is JsonObject items) shape.Items = Of(items, root, made);
        if (schema["additionalProperties"] is JsonObject others) shape.OtherMembers = Of(others, root, made);
        if (schema["anyOf"] is JsonArray choices) shape.Choices = [.. choices.Select(choice => Of(choice!.AsObject(), root, made))];
        foreach (var (name, member) in schema["properties"] as JsonObject ?? [])
            shape.Members[name] = Of(member as JsonObject ?? [], root, made);
        return shape;
    }

    private static JsonTypes TypeOf(JsonNode? name) => name?.GetValue<string>() switch
    {
        "null" => JsonTypes.Null,
        "boolean" => JsonTypes.Boolean,
        "integer" => JsonTypes.Integer,
        "number" => JsonTypes.Number,
        "string" => JsonTypes.String,
        "array" => JsonTypes.Array,
        "object" => JsonTypes.Object,
        _ => JsonTypes.Any,
    };

    private static JsonElement Element(JsonNode? node) => JsonElement.Parse(node?.ToJsonString() ?? "null");

    private static double? Bound(JsonObject schema, string keyword) => schema[keyword] is { } bound ? Element(bound).GetDouble() : null;

    private static int? Length(JsonObject schema, params ReadOnlySpan<string> keywords)
    {
        foreach (var keyword in keywords)
        {
            if (schema[keyword] is { } length) return Element(length).GetInt32();
        }

        return null;
    }

    // In .NET a final $ also matches before a line feed; in JSON Schema's ECMAScript it does not.
    private static Regex Compile(string pattern) =>
        new(pattern.EndsWith('$') && !pattern.EndsWith("\\$", StringComparison.Ordinal) ? pattern[..^1] + "\\z" : pattern,
            RegexOptions.CultureInvariant, PatternTimeout);
}
