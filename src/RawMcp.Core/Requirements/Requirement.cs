using RawMcp.Mcp;

namespace RawMcp.Requirements;

/// <summary>One normative rule of the specification, in our words. The data is protocol-fixtures/requirements.</summary>
public sealed record Requirement
{
    /// <summary>Its name for ever: lower case, words joined by hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>The file it stands in, such as <c>framing</c>.</summary>
    public required string Area { get; init; }

    /// <summary>The rule as an English sentence.</summary>
    public required string En { get; init; }

    /// <summary>The rule as a Chinese sentence.</summary>
    public required string Zh { get; init; }

    /// <summary>How strongly it binds.</summary>
    public required RequirementLevel Level { get; init; }

    /// <summary>Whom it binds.</summary>
    public required Party Party { get; init; }

    /// <summary>The revisions it is in force in, oldest first.</summary>
    public required IReadOnlyList<Revision> Revisions { get; init; }

    /// <summary>Where the specification says it.</summary>
    public required IReadOnlyList<SpecPage> Pages { get; init; }

    /// <summary>What the level rests on.</summary>
    public required Basis Basis { get; init; }

    /// <summary>Revisions in which the level is only our reading, although <see cref="Basis"/> is more than that elsewhere.</summary>
    public IReadOnlyList<Revision> InferredIn { get; init; } = [];

    /// <summary>Who can see it being broken.</summary>
    public required Observability Observable { get; init; }

    /// <summary>How to find out; at least one step.</summary>
    public required IReadOnlyList<RequirementStep> How { get; init; }

    /// <summary>The ways of testing may misjudge.</summary>
    public bool IsHeuristic { get; init; }

    /// <summary>What breaking it looks like; null for a permission.</summary>
    public FailureExample? Example { get; init; }

    /// <summary>What a tester that is too strict does here; permissions only.</summary>
    public string? Overreach { get; init; }

    /// <summary>Its pages were read in all of its revisions. Nobody fails for one that is unread.</summary>
    public bool IsRead { get; init; }

    /// <summary>What was corrected against an earlier catalogue, or what to know; null when there is nothing.</summary>
    public string? Note { get; init; }

    /// <summary>In force in that revision.</summary>
    public bool IsIn(Revision revision) => Revisions.Contains(revision);

    /// <summary>
    /// Breaking it in that revision can be a violation: it was read, it is a MUST or MUST NOT, and the specification says so itself.
    /// Ask <see cref="Registry.AmbiguitiesOf"/> too: where the specification contradicts itself, an observation is all there is.
    /// </summary>
    public bool MayFail(Revision revision) =>
        IsRead && IsIn(revision)
        && Level is RequirementLevel.Must or RequirementLevel.MustNot
        && Basis is Basis.Stated or Basis.Schema
        && !InferredIn.Contains(revision);
}
