using System.Collections.Frozen;
using RawMcp.Mcp;

namespace RawMcp.Requirements;

/// <summary>All requirements and all ambiguities. They lie in the assembly and are read when somebody first asks.</summary>
public static class Registry
{
    private const string Ambiguous = "ambiguities";

    /// <summary>The areas in ordinal order, each a file of protocol-fixtures/requirements.</summary>
    public static IReadOnlyList<string> Areas { get; } = [.. RequirementFiles.Names.Where(name => name != Ambiguous).Order(StringComparer.Ordinal)];

    /// <summary>All requirements, area by area in the order of their files.</summary>
    public static IReadOnlyList<Requirement> All { get; } = [.. Areas.SelectMany(area => RequirementReader.Requirements(area, Json(area)))];

    /// <summary>All ambiguities, in the order of their file.</summary>
    public static IReadOnlyList<Ambiguity> Ambiguities { get; } = RequirementReader.Ambiguities(Json(Ambiguous));

    private static FrozenDictionary<string, Requirement> ById { get; } = All.ToFrozenDictionary(requirement => requirement.Id, StringComparer.Ordinal);

    private static ILookup<string, Ambiguity> AmbiguitiesById { get; } =
        Ambiguities.SelectMany(ambiguity => ambiguity.Requirements, (ambiguity, id) => (ambiguity, id)).ToLookup(pair => pair.id, pair => pair.ambiguity);

    /// <summary>The file of an area, or of <c>ambiguities</c>, without the white space at its ends; empty for any other name.</summary>
    public static ReadOnlySpan<byte> Json(string name) => RequirementFiles.Of(name);

    /// <summary>The requirement of that id; null for an id nobody knows.</summary>
    public static Requirement? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>The requirements in force in a revision.</summary>
    public static IEnumerable<Requirement> In(Revision revision) => All.Where(requirement => requirement.IsIn(revision));

    /// <summary>The requirements of a level in a revision.</summary>
    public static IEnumerable<Requirement> In(Revision revision, RequirementLevel level) => In(revision).Where(requirement => requirement.Level == level);

    /// <summary>Where the specification is unclear about a requirement in a revision.</summary>
    public static IEnumerable<Ambiguity> AmbiguitiesOf(string id, Revision revision) =>
        AmbiguitiesById[id].Where(ambiguity => ambiguity.Revisions.Contains(revision));
}
