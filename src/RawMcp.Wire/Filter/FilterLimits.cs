namespace RawMcp.Wire;

/// <summary>The bounds of a filter, whoever wrote it.</summary>
public static class FilterLimits
{
    /// <summary>The longest filter that is read: 10,000 characters (UTF-16).</summary>
    public const int MaxLength = 10_000;

    /// <summary>How deep parentheses and <c>not</c> may be nested: 64.</summary>
    public const int MaxDepth = 64;

    /// <summary>
    /// The largest pattern behind <c>matches</c>: its length in characters, times the product of its counted repetitions
    /// (<c>{3,20}</c> counts 20), is at most 20,000. Matching takes time in proportion to a text's length, whatever the pattern; this
    /// bounds the proportion, and the memory.
    /// </summary>
    public const int MaxPatternSize = 20_000;
}
