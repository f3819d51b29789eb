using System.Text;

namespace RawMcp.Wire;

/// <summary>What is wrong with a filter, and where.</summary>
/// <param name="Sentence">What is wrong, and what would be right.</param>
/// <param name="Position">Where, as an index into the filter's text; its length where something is missing at the end.</param>
/// <param name="Column">Where, in characters (code points) from 1 on.</param>
public sealed record FilterError(string Sentence, int Position, int Column)
{
    internal static FilterError At(string text, int position, string sentence) =>
        new(sentence, position, text.AsSpan(0, position).EnumerateRunes().Count() + 1);

    /// <summary>A stranger's word inside a sentence: quoted, and not longer than a person reads.</summary>
    internal static string Quote(string word) => word.Length > 40 ? $"'{word[..(char.IsHighSurrogate(word[38]) ? 38 : 39)]}…'" : $"'{word}'";
}

file static class Runes
{
    public static int Count(this SpanRuneEnumerator runes)
    {
        var count = 0;
        while (runes.MoveNext()) count++;
        return count;
    }
}
