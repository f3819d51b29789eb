using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.WireDictionary;

/// <summary>What may stand at one place of a message, in one revision: its members, items and alternatives, and what they mean.</summary>
public sealed class Shape
{
    private readonly Vocabulary vocabulary;
    private readonly JsonElement entry;
    private readonly RevisionRange within;
    private List<JsonElement>? parts;
    private Dictionary<string, DictionaryMember>? members;

    internal Shape(Vocabulary vocabulary, JsonElement entry, RevisionRange within)
    {
        this.vocabulary = vocabulary;
        this.entry = entry;
        this.within = Entry.Range(entry, within);
    }

    /// <summary>The concept it is, where it has a name.</summary>
    public string? Concept { get; internal init; }

    /// <summary>What the concept is; null for a shape without words of its own.</summary>
    public Words? Words => Entry.WordsOf(entry) ?? Refers?.Words;

    /// <summary>Where the specification speaks of it.</summary>
    public string? Page => Entry.PageOf(entry, vocabulary.Revision) ?? Refers?.Page;

    /// <summary>All members that any revision has here, by name; see <see cref="DictionaryMember.IsKnown"/>.</summary>
    public IReadOnlyDictionary<string, DictionaryMember> Members => members ??= Collect();

    /// <summary>What the items of the array are; null where it is none, or they are not described.</summary>
    public Shape? Items => Find("items");

    /// <summary>What the values of the map are; null where it is none, or they are not described.</summary>
    public Shape? Values => Find("additionalProperties");

    /// <summary>The shapes of which one fits; empty where there is only this one.</summary>
    public IEnumerable<Shape> Alternatives => Parts()
        .Where(part => part.TryGetMember("anyOf", out _))
        .SelectMany(part => part.TryGetMember("anyOf", out var choices) ? choices.EnumerateArray() : default)
        .Where(choice => Entry.IsIn(choice, vocabulary.Revision))
        .Select(choice => new Shape(vocabulary, choice, within) { Concept = Entry.Concept(choice, vocabulary.Revision) });

    /// <summary>The value that has to stand here; undefined where there is a choice.</summary>
    public JsonElement Constant => Value("const");

    /// <summary>The values of which one stands here, as an array; undefined where any may.</summary>
    public JsonElement Choices => Value("enum");

    /// <summary>The concept that it is all of in this revision, beside its own name: of a union with one alternative, that one.</summary>
    internal string? RefersTo => Entry.Concept(entry, vocabulary.Revision);

    private Shape? Refers => Entry.Concept(entry, vocabulary.Revision) is { } name ? vocabulary.Concept(name) : null;

    private JsonElement Value(string keyword)
    {
        foreach (var part in Parts())
        {
            if (part.TryGetMember(keyword, out var value)) return value;
        }

        return default;
    }

    private Shape? Find(string keyword) =>
        Value(keyword) is { ValueKind: JsonValueKind.Object } found ? new Shape(vocabulary, found, within) { Concept = Entry.Concept(found, vocabulary.Revision) } : null;

    // The entry itself, what it refers to, and all that it consists of.
    private List<JsonElement> Parts()
    {
        if (parts is not null) return parts;
        var gathered = new List<JsonElement>();
        Gather(entry, gathered);
        return parts = gathered; // whoever comes second makes the same
    }

    private void Gather(JsonElement from, List<JsonElement> into)
    {
        if (!Entry.IsIn(from, vocabulary.Revision)) return;
        into.Add(from);
        if (Entry.Alternative(from, vocabulary.Revision) is { } alternative) Gather(alternative, into);
        if (Entry.Name(from.Text("$ref")) is { } name && DictionaryFiles.Concepts.TryGetValue(name, out var concept)) Gather(concept, into);
        if (!from.TryGetMember("allOf", out var all)) return;
        foreach (var part in all.EnumerateArray()) Gather(part, into);
    }

    // Of two members of one name the first holds: what an entry says itself comes before what it consists of.
    private Dictionary<string, DictionaryMember> Collect()
    {
        var found = new Dictionary<string, DictionaryMember>(StringComparer.Ordinal);
        foreach (var part in Parts())
        {
            if (!part.TryGetMember("properties", out var properties)) continue;
            foreach (var property in properties.EnumerateObject())
            {
                var member = new DictionaryMember(vocabulary, property.Name, property.Value, Entry.Range(part, within));
                if (!found.TryGetValue(property.Name, out var earlier) || (!earlier.IsKnown && member.IsKnown)) found[property.Name] = member;
            }
        }

        return found;
    }
}
