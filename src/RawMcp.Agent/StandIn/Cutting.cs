namespace RawMcp.Agent.StandIn;

/// <summary>Text in pieces that are text themselves: no cut between the halves of a surrogate pair.</summary>
internal static class Cutting
{
    /// <summary>The first <paramref name="max"/> characters, or one less.</summary>
    public static string Cut(this string text, int max) =>
        text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];

    /// <summary>All of the text, in pieces of at most <paramref name="max"/> characters, which is two or more.</summary>
    public static IEnumerable<string> Pieces(this string text, int max)
    {
        while (text.Length > 0)
        {
            var piece = text.Cut(max);
            yield return piece;
            text = text[piece.Length..];
        }
    }
}
