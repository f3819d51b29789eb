using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.WireDictionary;

/// <summary>Writes what the dictionary says as a plain JSON Schema 2020-12 of one revision.</summary>
/// <param name="revision">The revision.</param>
/// <param name="language"><c>en</c> or <c>zh</c>: explanations become descriptions. Null: none.</param>
internal sealed class Projection(Revision revision, string? language)
{
    public const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>A schema of its own: what <paramref name="root"/> writes, and the concepts that it needs.</summary>
    public RawJson Build(IEnumerable<string> concepts, Action<Utf8JsonWriter> root) => RawJson.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("$schema", Dialect);
        root(writer);
        writer.WriteStartObject("$defs");
        foreach (var name in Reachable(concepts))
        {
            writer.WritePropertyName(name);
            Schema(writer, DictionaryFiles.Concepts[name]);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    /// <summary>Writes the members of a schema object, into one that is begun.</summary>
    public void Members(Utf8JsonWriter writer, JsonElement entry)
    {
        foreach (var keyword in entry.EnumerateObject())
        {
            if (!Entry.IsOurs(keyword.Name)) Keyword(writer, keyword.Name, keyword.Value);
        }

        if (Entry.Alternative(entry, revision) is { } alternative) Members(writer, alternative);
        if (language is not null && Entry.WordsOf(entry) is { } words) writer.WriteString("description", words.In(language));
    }

    private void Schema(Utf8JsonWriter writer, JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object)
        {
            entry.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        Members(writer, entry);
        writer.WriteEndObject();
    }

    private void Keyword(Utf8JsonWriter writer, string name, JsonElement value)
    {
        switch (name)
        {
            case "$ref":
                writer.WriteString(name, "#/$defs/" + Entry.Name(value.Text()));
                break;
            case "properties":
                Properties(writer, value);
                break;
            case "additionalProperties" or "items":
                writer.WritePropertyName(name);
                Schema(writer, value);
                break;
            case "allOf" or "anyOf":
                var items = value.EnumerateArray().Where(item => Entry.IsIn(item, revision)).ToList();
                if (items.Count == 0) break; // JSON Schema knows no empty list of schemas
                writer.WriteStartArray(name);
                foreach (var item in items) Schema(writer, item);
                writer.WriteEndArray();
                break;
            default:
                writer.WritePropertyName(name);
                value.WriteTo(writer);
                break;
        }
    }

    private void Properties(Utf8JsonWriter writer, JsonElement members)
    {
        var here = members.EnumerateObject().Where(member => Entry.IsIn(member.Value, revision)).ToList();
        if (here.Count == 0) return;
        writer.WriteStartObject("properties");
        foreach (var member in here)
        {
            writer.WritePropertyName(member.Name);
            Schema(writer, member.Value);
        }

        writer.WriteEndObject();
        var needed = here.Where(member => Entry.NeededIn(member.Value).Contains(revision)).Select(member => member.Name).ToList();
        if (needed.Count == 0) return;
        writer.WriteStartArray("required");
        foreach (var name in needed) writer.WriteStringValue(name);
        writer.WriteEndArray();
    }

    private List<string> Reachable(IEnumerable<string> from)
    {
        var found = new List<string>();
        var open = new Queue<string>(from);
        var seen = new HashSet<string>(open, StringComparer.Ordinal);
        while (open.TryDequeue(out var name))
        {
            found.Add(name);
            foreach (var further in References(DictionaryFiles.Concepts[name]).Where(seen.Add)) open.Enqueue(further);
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }

    /// <summary>The concepts that a schema names.</summary>
    public IEnumerable<string> References(JsonElement entry)
    {
        if (entry.ValueKind == JsonValueKind.Array) return entry.EnumerateArray().SelectMany(References);
        if (entry.ValueKind != JsonValueKind.Object || !Entry.IsIn(entry, revision)) return [];
        var own = Entry.Name(entry.Text("$ref"));
        var within = entry.EnumerateObject().SelectMany(member => References(member.Value));
        return own is null ? within : within.Prepend(own);
    }
}
