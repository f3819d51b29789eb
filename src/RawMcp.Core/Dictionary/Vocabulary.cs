using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.WireDictionary;

/// <summary>What every message of one revision may hold, and what each member means. Read when it is first asked for.</summary>
public sealed class Vocabulary
{
    private static readonly Vocabulary?[] Made = new Vocabulary?[Revision.All.Count];
    private readonly ConcurrentDictionary<string, Shape> shapes = new(StringComparer.Ordinal);

    private Vocabulary(Revision revision) => Revision = revision;

    /// <summary>The revision.</summary>
    public Revision Revision { get; }

    /// <summary>The methods that it has, in alphabetical order.</summary>
    public IEnumerable<MethodEntry> Methods => AllMethods().Where(method => method.In.Contains(Revision));

    /// <summary>The names of the concepts that it has, in alphabetical order.</summary>
    public IEnumerable<string> Concepts => DictionaryFiles.Concepts.Where(entry => Entry.IsIn(entry.Value, Revision)).Select(entry => entry.Key).Order(StringComparer.Ordinal);

    /// <summary>The dictionary of a revision.</summary>
    public static Vocabulary Of(Revision revision)
    {
        ArgumentNullException.ThrowIfNull(revision);
        ref var made = ref Made[revision.Place];
        return made ??= new(revision);
    }

    /// <summary>All methods of all revisions, in alphabetical order.</summary>
    public static IEnumerable<MethodEntry> AllMethods() =>
        DictionaryFiles.Methods.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => new MethodEntry(entry.Key, entry.Value));

    /// <summary>A method by name, whatever revision has it; null for one that nobody knows.</summary>
    public static MethodEntry? Method(string? name) =>
        name is not null && DictionaryFiles.Methods.TryGetValue(name, out var entry) ? new MethodEntry(name, entry) : null;

    /// <summary>What a concept may hold in this revision; null where the revision does not have it.</summary>
    public Shape? Concept(string name) =>
        DictionaryFiles.Concepts.TryGetValue(name, out var entry) && Entry.IsIn(entry, Revision) ? Shape(name) : null;

    /// <summary>What the params of a method may hold; null where the revision does not have the method.</summary>
    public Shape? Params(string method) => Here(method, out var found) ? Shape(found.ParamsConcept) : null;

    /// <summary>What the result of a method may hold; null where the revision does not have it, and for a notification.</summary>
    public Shape? Result(string method) => Here(method, out var found) && found.Result is { } result ? new Shape(this, result, RevisionRange.All) { Concept = Entry.Concept(result, Revision) } : null;

    /// <summary>What the error of that code may hold: the one that is defined for it, or any.</summary>
    public Shape Error(long code)
    {
        foreach (var (name, entry) in DictionaryFiles.Concepts)
        {
            if (name.EndsWith("Error", StringComparison.Ordinal) && Entry.IsIn(entry, Revision)
                && entry.TryGetMember("properties", out var members) && members.TryGetMember("code", out var member)
                && member.TryGetMember("const", out var known) && known.WholeNumber() == code) return Shape(name);
        }

        return Shape("Error");
    }

    /// <summary>A concept of the envelope or of anything else that is there in each revision.</summary>
    internal Shape Shape(string concept) =>
        shapes.GetOrAdd(concept, (name, self) => new Shape(self, DictionaryFiles.Concepts[name], RevisionRange.All) { Concept = name }, this);

    /// <summary>The schema of a method's messages: a request or a notification as a whole.</summary>
    /// <param name="method">The method.</param>
    /// <param name="language">The language of its descriptions: <c>en</c> or <c>zh</c>; null for none.</param>
    /// <returns>The schema; absent where the revision does not have the method.</returns>
    public RawJson MessageSchema(string method, string? language = null)
    {
        if (!Here(method, out var found)) return default;
        var envelope = found.IsRequest ? "RequestEnvelope" : "NotificationEnvelope";
        var projection = new Projection(Revision, language);
        return projection.Build([envelope, found.ParamsConcept], writer =>
        {
            writer.WriteString("title", method);
            if (language is not null) writer.WriteString("description", found.Words.In(language));
            writer.WriteString("$ref", "#/$defs/" + envelope);
            writer.WriteStartObject("properties");
            writer.WriteStartObject("method");
            writer.WriteString("const", method);
            writer.WriteEndObject();
            writer.WriteStartObject("params");
            writer.WriteString("$ref", "#/$defs/" + found.ParamsConcept);
            writer.WriteEndObject();
            writer.WriteEndObject();
            if (!found.ParamsNeededIn.Contains(Revision)) return;
            writer.WriteStartArray("required");
            writer.WriteStringValue("params");
            writer.WriteEndArray();
        });
    }

    /// <summary>The schema of a method's result: the value of the member <c>result</c>.</summary>
    /// <param name="method">The method.</param>
    /// <param name="language">The language of its descriptions: <c>en</c> or <c>zh</c>; null for none.</param>
    /// <returns>The schema; absent where the revision does not have the method, and for a notification.</returns>
    public RawJson ResultSchema(string method, string? language = null)
    {
        if (!Here(method, out var found) || found.Result is not { } result) return default;
        var projection = new Projection(Revision, language);
        return projection.Build(projection.References(result), writer =>
        {
            writer.WriteString("title", method + ".result");
            projection.Members(writer, result);
        });
    }

    /// <summary>The schema of one concept.</summary>
    /// <param name="concept">The concept.</param>
    /// <param name="language">The language of its descriptions: <c>en</c> or <c>zh</c>; null for none.</param>
    /// <returns>The schema; absent where the revision does not have the concept.</returns>
    public RawJson ConceptSchema(string concept, string? language = null) => Concept(concept) is null
        ? default
        : new Projection(Revision, language).Build([concept], writer => writer.WriteString("$ref", "#/$defs/" + concept));

    /// <summary>All concepts of the revision as one schema, which itself accepts anything.</summary>
    /// <param name="language">The language of its descriptions: <c>en</c> or <c>zh</c>; null for none.</param>
    public RawJson WholeSchema(string? language = null) =>
        new Projection(Revision, language).Build(Concepts, writer => writer.WriteString("title", "MCP " + Revision.Text));

    private bool Here(string method, [NotNullWhen(true)] out MethodEntry? found)
    {
        found = Method(method);
        return found is not null && found.In.Contains(Revision);
    }
}
