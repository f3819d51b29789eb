namespace RawMcp.Schema;

/// <summary>
/// How far a schema may go. A schema comes from a peer as often as from an author, and a few hundred bytes of it can ask for
/// more work than there is time: beyond a limit there is a <see cref="SchemaProblem"/> that names it, and never a verdict.
/// </summary>
public sealed record SchemaLimits
{
    /// <summary>The limits where nothing else is said.</summary>
    public static SchemaLimits Default { get; } = new();

    /// <summary>Subschemas of one schema, with those of the resources it refers to: 50,000.</summary>
    public int MaxSubschemas { get; init; } = 50_000;

    /// <summary>How deep subschemas may be nested in one another: 256.</summary>
    public int MaxSchemaDepth { get; init; } = 256;

    /// <summary>
    /// How many subschemas may be at work inside one another during an evaluation, which counts each step into the instance and
    /// each <c>$ref</c>: 1,000. A chain of references, a loop of them and a deep instance all end here.
    /// </summary>
    public int MaxDepth { get; init; } = 1_000;

    /// <summary>
    /// Units of work of one evaluation, beyond one for each byte of the instance: 5,000,000. A unit is about one subschema or member
    /// tried, or one step of a pattern on a text; exhausting the default takes about a second.
    /// </summary>
    public long MaxWork { get; init; } = 5_000_000;

    /// <summary>
    /// Steps that the patterns of one schema may have together once they are compiled: 100,000. A character or a set of them is about
    /// one, a counted repetition of a group as often as it is repeated. No pattern may have more characters than steps are left.
    /// </summary>
    public int MaxPatternSteps { get; init; } = 100_000;

    /// <summary>Digits of a number that <c>multipleOf</c> works with: 5,000.</summary>
    public int MaxDigits { get; init; } = 5_000;

    /// <summary>Errors that are told, those of alternatives included: 100. More are counted in no list, but said to exist.</summary>
    public int MaxErrors { get; init; } = 100;

    /// <summary>Annotations that are collected: 1,000,000.</summary>
    public int MaxAnnotations { get; init; } = 1_000_000;
}
