namespace RawMcp.Schema;

/// <summary>Why a schema cannot be used, or why an evaluation came to no verdict.</summary>
/// <param name="Location">Where in the schema: an absolute location where its base URI is known, else a JSON pointer behind a <c>#</c>.</param>
/// <param name="Why">A sentence for a person, without a full stop.</param>
public sealed record SchemaProblem(string Location, string Why)
{
    /// <summary>The name of the limit in <see cref="SchemaLimits"/> that was reached; null where none was.</summary>
    public string? Limit { get; init; }

    /// <summary>Place and sentence.</summary>
    public override string ToString() => $"{Location}: {Why}";
}
