using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.WireDictionary;

/// <summary>Reads what the dictionary says of a schema, beside the schema: its keywords are in the README of its folder.</summary>
internal static class Entry
{
    public const string In = "in";
    public const string Needed = "needed";
    public const string By = "by";

    /// <summary>The keywords that JSON Schema does not have.</summary>
    public static bool IsOurs(string keyword) => keyword is In or Needed or By or "en" or "zh" or "page" or "moved";

    /// <summary>The revisions that have it: what it says itself, within what contains it.</summary>
    public static RevisionRange Range(JsonElement entry, RevisionRange within) => Read(entry, In) is { } own ? own.And(within) : within;

    /// <summary>The revisions in which it is required.</summary>
    public static RevisionRange NeededIn(JsonElement entry) => Read(entry, Needed) ?? RevisionRange.None;

    /// <summary>Whether a revision has it.</summary>
    public static bool IsIn(JsonElement entry, Revision revision) => Range(entry, RevisionRange.All).Contains(revision);

    public static Words? WordsOf(JsonElement entry) =>
        entry.Text("en") is { } english && entry.Text("zh") is { } chinese ? new Words(english, chinese) : null;

    public static Moved? MovedOf(JsonElement entry) =>
        entry.TryGetMember("moved", out var moved) && Read(moved, In) is { } range && WordsOf(moved) is { } words
            ? new Moved(range, moved.Text("to") ?? "", words)
            : null;

    /// <summary>Where the specification speaks of it: <c>page#anchor</c>; null where the entry does not say.</summary>
    public static string? PageOf(JsonElement entry, Revision revision)
    {
        if (!entry.TryGetMember("page", out var pages) || pages.ValueKind != JsonValueKind.Object) return null;
        foreach (var page in pages.EnumerateObject())
        {
            if (RevisionRange.TryParse(page.Name, out var range) && range.Contains(revision)) return page.Value.Text();
        }

        return null;
    }

    /// <summary>The alternative that holds in a revision, of those under <c>by</c>; null where there are none, or none holds.</summary>
    public static JsonElement? Alternative(JsonElement entry, Revision revision)
    {
        if (!entry.TryGetMember(By, out var alternatives) || alternatives.ValueKind != JsonValueKind.Array) return null;
        foreach (var alternative in alternatives.EnumerateArray())
        {
            if (IsIn(alternative, revision)) return alternative;
        }

        return null;
    }

    /// <summary>The concept that an entry refers to in a revision; null where it refers to none.</summary>
    public static string? Concept(JsonElement entry, Revision revision) =>
        Name(entry.Text("$ref")) ?? (Alternative(entry, revision) is { } alternative ? Name(alternative.Text("$ref")) : null);

    /// <summary>The concept that a reference names.</summary>
    public static string? Name(string? reference) => reference is ['#', .. var name] ? name : null;

    private static RevisionRange? Read(JsonElement entry, string keyword) =>
        RevisionRange.TryParse(entry.Text(keyword), out var range) ? range : null;
}
