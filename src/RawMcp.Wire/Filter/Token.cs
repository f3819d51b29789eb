namespace RawMcp.Wire;

/// <summary>The kinds of words a filter is made of.</summary>
internal enum TokenKind
{
    /// <summary>A field, a keyword or a name such as <c>s2c</c>.</summary>
    Word,

    /// <summary>Text in quotes.</summary>
    Text,

    /// <summary>A number, perhaps with a unit.</summary>
    Number,

    /// <summary><c>== != &lt; &lt;= &gt; &gt;=</c>.</summary>
    Comparison,

    /// <summary><c>(</c>.</summary>
    Open,

    /// <summary><c>)</c>.</summary>
    Close,

    /// <summary>The end of the filter.</summary>
    End,
}

/// <summary>One word of a filter.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="Spelled">All of it, as it was written.</param>
/// <param name="Text">A word without its path, a text without its quotes, a number without its unit.</param>
/// <param name="Unit">Letters that follow a number.</param>
/// <param name="Steps">The path behind a word: <c>.name</c>, <c>["name"]</c>, <c>[0]</c>.</param>
internal sealed record Token(TokenKind Kind, int Start, string Spelled, string Text, string Unit = "", IReadOnlyList<JsonStep>? Steps = null)
{
    /// <summary>Whether it is exactly that word, without a path.</summary>
    public bool Is(string word) => Kind == TokenKind.Word && Steps is null && Text == word;
}
