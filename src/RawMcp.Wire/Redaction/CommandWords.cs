namespace RawMcp.Wire;

/// <summary>A command line, word by word: a word can be the value of the option before it.</summary>
internal static class CommandWords
{
    public static IReadOnlyList<string> Redact(IReadOnlyList<string> words, Redactor by)
    {
        var result = new List<string>(words.Count);
        string? option = null;
        foreach (var word in words)
        {
            if (option is not null && word.Length > 0 && !word.StartsWith("--", StringComparison.Ordinal))
            {
                result.Add(option == "user" ? UserAndPassword(word, by) : Whole(option, by));
                option = null;
                continue;
            }

            option = word is not ['-', _, ..] || word.Contains('=', StringComparison.Ordinal) ? null
                : word is "-u" or "--user" or "--proxy-user" ? "user"
                : by.KindOf(word);
            result.Add(by.Text(word));
        }

        return result;
    }

    private static string Whole(string kind, Redactor by)
    {
        by.Counts.Add(kind);
        return TextEdits.Placeholder(kind);
    }

    private static string UserAndPassword(string word, Redactor by)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || colon == word.Length - 1 ? by.Text(word) : word[..(colon + 1)] + Whole("password", by);
    }
}
