using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace RawMcp.Schema;

/// <summary>A schema with a URI of its own: a whole document, or a part of one with an <c>$id</c>.</summary>
internal sealed class SchemaResource(string uri, SchemaDocument document, SchemaVocabularies vocabularies)
{
    /// <summary>The URI without a fragment; empty where the schema has none.</summary>
    public string Uri { get; } = uri;

    public SchemaDocument Document { get; } = document;

    public SchemaVocabularies Vocabularies { get; } = vocabularies;

    /// <summary>Its root, from where pointers start.</summary>
    public SchemaNode? Root { get; set; }

    public JsonElement Json { get; set; }

    /// <summary>What <c>$anchor</c> and <c>$dynamicAnchor</c> name.</summary>
    public Dictionary<string, SchemaNode> Anchors { get; } = [];

    /// <summary>What <c>$dynamicAnchor</c> names.</summary>
    public Dictionary<string, SchemaNode> DynamicAnchors { get; } = [];
}

/// <summary>One JSON text with schemas in it, and which of its values were compiled.</summary>
internal sealed class SchemaDocument(JsonElement json)
{
    // A value is known by where its bytes begin: no two begin at the same place.
    private readonly Dictionary<int, SchemaNode> nodes = [];

    private const int Few = 16;
    private readonly Dictionary<int, Dictionary<string, JsonElement>> tables = [];

    public bool TryFind(JsonElement value, [MaybeNullWhen(false)] out SchemaNode node) => nodes.TryGetValue(Offset(value), out node);

    public void Add(JsonElement value, SchemaNode node) => nodes.Add(Offset(value), node);

    /// <summary>
    /// The member of that name; of two, the last. A large object is made a table the first time, or many pointers into it would take
    /// as long as it is large, each.
    /// </summary>
    public bool TryMember(JsonElement json, string name, out JsonElement member)
    {
        if (json.GetPropertyCount() > Few)
        {
            if (!tables.TryGetValue(Offset(json), out var table))
            {
                table = [];
                foreach (var one in json.EnumerateObject()) table[JsonString.NameOf(one)] = one.Value;
                tables.Add(Offset(json), table);
            }

            return table.TryGetValue(name, out member);
        }

        member = default;
        foreach (var one in json.EnumerateObject())
        {
            if (JsonString.NameOf(one) == name) member = one.Value;
        }

        return member.ValueKind != JsonValueKind.Undefined;
    }

    private int Offset(JsonElement value)
    {
        JsonMarshal.GetRawUtf8Value(json).Overlaps(JsonMarshal.GetRawUtf8Value(value), out var offset);
        return offset;
    }
}
