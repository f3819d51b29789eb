using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.WireDictionary;

/// <summary>A method: who may send it when, what it carries, what comes back.</summary>
public sealed class MethodEntry
{
    private readonly JsonElement entry;

    internal MethodEntry(string name, JsonElement entry)
    {
        Name = name;
        this.entry = entry;
    }

    /// <summary>The method.</summary>
    public string Name { get; }

    /// <summary>A request; otherwise a notification.</summary>
    public bool IsRequest => entry.Text("kind") == "request";

    /// <summary>The revisions that have it, as a message or inside a result.</summary>
    public RevisionRange In => FromClientIn.Or(FromServerIn).Or(EmbeddedIn);

    /// <summary>The revisions in which a client sends it.</summary>
    public RevisionRange FromClientIn => From("client");

    /// <summary>The revisions in which a server sends it.</summary>
    public RevisionRange FromServerIn => From("server");

    /// <summary>The revisions in which it stands inside a result that asks for input, and is no message.</summary>
    public RevisionRange EmbeddedIn => From("embedded");

    /// <summary>The revisions in which <c>params</c> has to be there.</summary>
    public RevisionRange ParamsNeededIn => RevisionRange.TryParse(entry.Text("paramsNeeded"), out var range) ? range : RevisionRange.None;

    /// <summary>The concept of its params.</summary>
    public string ParamsConcept => Entry.Name(entry.Text("params"))!;

    /// <summary>What it is for.</summary>
    public Words Words => Entry.WordsOf(entry)!;

    /// <summary>Its counterpart in the other era, where it moved.</summary>
    public Moved? Moved => Entry.MovedOf(entry);

    /// <summary>The codes with which it may be refused, beyond those of JSON-RPC.</summary>
    public IEnumerable<MethodError> Errors => entry.TryGetMember("errors", out var errors)
        ? errors.EnumerateArray().Select(error =>
            new MethodError(error.TryGetMember("code", out var code) ? code.WholeNumber() ?? 0 : 0, Entry.Range(error, RevisionRange.All), Entry.WordsOf(error)!))
        : [];

    /// <summary>Where the specification speaks of it: <c>page#anchor</c>, relative to the revision's folder.</summary>
    public string? Page(Revision revision) => Entry.PageOf(entry, revision);

    /// <summary>Its result as a schema; null for a notification.</summary>
    internal JsonElement? Result
    {
        get
        {
            if (!entry.TryGetMember("result", out var result)) return null;
            return result.ValueKind == JsonValueKind.Object ? result : JsonElement.Parse($$"""{"$ref":"{{result.Text()}}"}""");
        }
    }

    private RevisionRange From(string side) =>
        entry.TryGetMember("from", out var from) && RevisionRange.TryParse(from.Text(side), out var range) ? range : RevisionRange.None;
}

/// <summary>A code with which a method may be refused.</summary>
/// <param name="Code">The code.</param>
/// <param name="In">The revisions in which it may.</param>
/// <param name="Words">When.</param>
public sealed record MethodError(long Code, RevisionRange In, Words Words);
