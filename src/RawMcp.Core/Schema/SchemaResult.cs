namespace RawMcp.Schema;

/// <summary>What came of holding an instance against a schema.</summary>
public sealed class SchemaResult
{
    internal SchemaResult(bool isValid, SchemaProblem? undecided, IReadOnlyList<SchemaError> errors, bool hasMoreErrors, IReadOnlyList<SchemaAnnotation> annotations)
    {
        IsValid = isValid;
        Undecided = undecided;
        Errors = errors;
        HasMoreErrors = hasMoreErrors;
        Annotations = annotations;
    }

    /// <summary>The instance fits. False also where no verdict was reached.</summary>
    public bool IsValid { get; }

    /// <summary>The limit that ended the evaluation before a verdict; null where there is one.</summary>
    public SchemaProblem? Undecided { get; }

    /// <summary>What does not fit, in the order in which it was found; empty where the instance fits.</summary>
    public IReadOnlyList<SchemaError> Errors { get; }

    /// <summary>There were more than <see cref="SchemaLimits.MaxErrors"/>.</summary>
    public bool HasMoreErrors { get; }

    /// <summary>What the schema says of the values of a fitting instance; empty where it does not fit.</summary>
    public IReadOnlyList<SchemaAnnotation> Annotations { get; }

    /// <summary>As <see cref="ToString"/>, for an instance that is part of something larger.</summary>
    /// <param name="place">Where the instance stands, to go before each place in it: <c>/arguments</c>.</param>
    public string Lines(string place) =>
        Undecided is not null ? $"{place}: no verdict: {Undecided}" : string.Join('\n', Errors.Select(error => error.Line(place))) + (HasMoreErrors ? "\n(and more)" : "");

    /// <summary>A line for each error, or the reason why there is no verdict; empty where the instance fits.</summary>
    public override string ToString() =>
        Undecided is not null ? $"no verdict: {Undecided}" : string.Join('\n', Errors) + (HasMoreErrors ? "\n(and more)" : "");
}
