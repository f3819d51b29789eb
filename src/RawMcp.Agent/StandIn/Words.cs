namespace RawMcp.Agent.StandIn;

/// <summary>Text as the set of words that the rule compares: lower case, cut at capitals and signs, common words left out.</summary>
internal static class Words
{
    private static readonly HashSet<string> Common = new(StringComparer.Ordinal)
    {
        "a", "about", "all", "am", "an", "and", "any", "are", "as", "at", "be", "by", "can", "could", "do", "does", "for", "from", "give", "given", "has",
        "have", "how", "i", "if", "in", "into", "is", "it", "its", "just", "let", "make", "may", "me", "much", "must", "my", "no", "not", "now", "of", "on", "or",
        "our", "out", "please", "shall", "should", "so", "some", "take", "tell", "than", "that", "the", "their", "them", "then", "there", "these", "they",
        "this", "those", "to", "tool", "up", "use", "used", "using", "want", "was", "we", "what", "when", "where", "which", "who", "why", "will", "with",
        "would", "you", "your",
    };

    // Signs and words of arithmetic that a description may say in another way.
    private static readonly string[][] Same =
    [
        ["add", "sum", "plus"],
        ["subtract", "minus", "difference"],
        ["multiply", "time", "product"],
        ["divide", "quotient"],
    ];

    /// <summary>The words in their order, each once.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var all = new List<string>();
        var start = -1;
        for (var at = 0; at <= text.Length; at++)
        {
            var letter = at < text.Length && char.IsLetter(text[at]);
            // readFile is two words, HTTPServer too: a capital begins one where a small letter stands beside it.
            var border = letter && start >= 0 && char.IsUpper(text[at]) && (char.IsLower(text[at - 1]) || (at + 1 < text.Length && char.IsLower(text[at + 1])));
            if (start >= 0 && (!letter || border))
            {
                var word = Stem(text[start..at].ToLowerInvariant());
                if (!Common.Contains(word) && !Common.Contains(text[start..at].ToLowerInvariant()) && !all.Contains(word)) all.Add(word);
                start = -1;
            }

            if (letter && start < 0) start = at;
        }

        return all;
    }

    /// <summary>Words that mean the same in arithmetic, the given one among them.</summary>
    public static IReadOnlyList<string> Alike(string word) => Same.FirstOrDefault(group => group.Contains(word)) ?? [word];

    /// <summary>The word for a sign between two numbers.</summary>
    public static string? OfSign(char sign) => sign switch
    {
        '+' => "add",
        '-' or '−' => "subtract",
        '*' or '×' or '·' => "multiply",
        '/' or '÷' or ':' => "divide",
        _ => null,
    };

    private static string Stem(string word) => word switch
    {
        { Length: > 5 } when word.EndsWith("ing", StringComparison.Ordinal) => word[..^3],
        { Length: > 4 } when word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
        { Length: > 4 } when word.EndsWith("ed", StringComparison.Ordinal) => word[..^2],
        { Length: > 3 } when word.EndsWith('s') && word[^2] is not ('s' or 'u') => word[..^1], // not "pass", not "plus"
        _ => word,
    };
}
