namespace RawMcp.Schema;

/// <summary>The groups of keywords that a schema is read with; and, as 2020-12 has no place for it, whether it is draft-07.</summary>
[Flags]
internal enum SchemaVocabularies
{
    Core = 0,
    Applicator = 1,
    Unevaluated = 2,
    Validation = 4,
    Annotation = 8,
    Draft7 = 16,

    /// <summary>All of 2020-12.</summary>
    Draft202012 = Applicator | Unevaluated | Validation | Annotation,

    /// <summary>All of draft-07.</summary>
    WholeDraft7 = Draft7 | Applicator | Validation | Annotation,
}
