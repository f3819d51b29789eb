using RawMcp.Mcp;

namespace RawMcp.Requirements;

/// <summary>A place where the specification contradicts itself or can be read in two ways, and what we report there.</summary>
/// <param name="Id">Its name for ever.</param>
/// <param name="Revisions">Where it is open, oldest first.</param>
/// <param name="Pages">The pages that disagree.</param>
/// <param name="Requirements">The requirements it concerns; not all of them are in force in all of the revisions.</param>
/// <param name="Readings">Two of them.</param>
/// <param name="Report">What a tester reports.</param>
public sealed record Ambiguity(
    string Id, IReadOnlyList<Revision> Revisions, IReadOnlyList<SpecPage> Pages, IReadOnlyList<string> Requirements,
    IReadOnlyList<AmbiguityReading> Readings, BothLanguages Report);

/// <summary>One way to read it.</summary>
/// <param name="Sentence">The reading.</param>
/// <param name="IsAccepted">Who follows it breaks nothing.</param>
public sealed record AmbiguityReading(BothLanguages Sentence, bool IsAccepted);

/// <summary>A sentence in both languages.</summary>
/// <param name="En">In English.</param>
/// <param name="Zh">In simplified Chinese.</param>
public sealed record BothLanguages(string En, string Zh);
