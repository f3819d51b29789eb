namespace RawMcp.Schema.Patterns;

/// <summary>A pattern as it was written: a tree.</summary>
internal abstract record PatternNode
{
    private PatternNode() { }

    /// <summary>One code point of a set.</summary>
    public sealed record One(CharacterSet Set) : PatternNode;

    /// <summary>One after the other; without parts, nothing.</summary>
    public sealed record Sequence(IReadOnlyList<PatternNode> Parts) : PatternNode;

    /// <summary>One of them, the first first.</summary>
    public sealed record Choice(IReadOnlyList<PatternNode> Options) : PatternNode;

    /// <summary>Again and again; <paramref name="Most"/> is null for no end.</summary>
    public sealed record Repeat(PatternNode Inner, int Least, int? Most, bool IsLazy) : PatternNode;

    /// <summary>A group that is remembered.</summary>
    public sealed record Capture(PatternNode Inner, int Number) : PatternNode;

    /// <summary>What a group has taken, once more; by number, or by name until the whole pattern is read.</summary>
    public sealed record Again(int Number, string? Name) : PatternNode;

    /// <summary>A place in the text.</summary>
    public sealed record At(PatternStep Kind) : PatternNode;

    /// <summary>What must come next, or stand before, or must not.</summary>
    public sealed record Look(PatternNode Inner, bool IsBehind, bool IsNegated) : PatternNode;
}
