using System.Text;

namespace RawMcp;

/// <summary>The end of a server's stderr, fit to be part of a message: few lines, and nothing a terminal would obey.</summary>
internal static class LastWords
{
    public const int MaxLines = 10;
    public const int MaxLineChars = 300;

    /// <summary>The lines, indented, after a heading; empty where the server said nothing.</summary>
    public static string Of(string stderr)
    {
        var lines = stderr.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length == 0) return "";
        var text = new StringBuilder("\nThe server's last words on stderr:");
        foreach (var line in lines.TakeLast(MaxLines)) text.Append("\n  | ").Append(Harmless(line));
        return text.ToString();
    }

    /// <summary>The line with every character a terminal would obey replaced, at most <see cref="MaxLineChars"/> long.</summary>
    public static string Harmless(string line)
    {
        var text = new StringBuilder();
        foreach (var rune in line.EnumerateRunes())
        {
            if (text.Length >= MaxLineChars) return text.Append('…').ToString();
            var category = Rune.GetUnicodeCategory(rune);
            var hostile = category is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format;
            if (hostile && rune.Value != '\t') text.Append('\uFFFD');
            else text.Append(rune.ToString());
        }

        return text.ToString();
    }
}
