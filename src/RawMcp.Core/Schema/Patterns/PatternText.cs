namespace RawMcp.Schema.Patterns;

/// <summary>A text in code points. Half a surrogate pair is one of its own.</summary>
internal static class PatternText
{
    public static int PointAt(string text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
            ? char.ConvertToUtf32(text[at], text[at + 1])
            : text[at];

    public static int PointBefore(string text, int at) =>
        char.IsLowSurrogate(text[at - 1]) && at > 1 && char.IsHighSurrogate(text[at - 2])
            ? char.ConvertToUtf32(text[at - 2], text[at - 1])
            : text[at - 1];

    public static bool IsWord(string text, int at) => at >= 0 && at < text.Length && CharacterSet.WordSet.Has(text[at]);
}
