using System.Text.RegularExpressions;

namespace RawMcp.Wire;

/// <summary>Patterns whose matching takes time in proportion to the text, whatever they are.</summary>
internal static class FilterPattern
{
    /// <summary>The pattern; null, and a sentence, where it is none or is too large.</summary>
    public static Regex? Read(string pattern, out string sentence)
    {
        sentence = "";
        if (Size(pattern) > FilterLimits.MaxPatternSize)
        {
            sentence = $"This pattern is too large: its length times its counted repetitions is at most {FilterLimits.MaxPatternSize}.";
            return null;
        }

        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (RegexParseException e)
        {
            sentence = $"This is no regular expression, from its character {Math.Min(e.Offset, pattern.Length) + 1} on: {Words(e.Error)}.";
        }
        catch (NotSupportedException)
        {
            sentence = "A pattern cannot look back or ahead ((?=…), (?<=…), \\1, (?>…)): that cannot be matched in bounded time.";
        }

        return null;
    }

    // .NET names its errors in one word: InsufficientClosingParentheses.
    private static string Words(RegexParseError error) =>
        string.Concat(error.ToString().Select((letter, at) => char.IsUpper(letter) ? (at == 0 ? "" : " ") + char.ToLowerInvariant(letter) : letter.ToString()));

    /// <summary>The pattern's length times the product of its counted repetitions: no less than what it is unrolled to.</summary>
    private static long Size(string pattern)
    {
        long size = Math.Max(1, pattern.Length);
        for (var at = 0; at < pattern.Length && size <= FilterLimits.MaxPatternSize; at++)
        {
            if (pattern[at] == '\\') at++;
            else if (pattern[at] == '{') size *= Math.Max(1, Largest(pattern.AsSpan(at + 1)));
        }

        return size;
    }

    private static int Largest(ReadOnlySpan<char> counts)
    {
        var (largest, number) = (0, 0);
        foreach (var one in counts)
        {
            if (char.IsAsciiDigit(one)) number = Math.Min((number * 10) + (one - '0'), FilterLimits.MaxPatternSize + 1);
            else if (one == ',') (largest, number) = (number, 0);
            else return one == '}' ? Math.Max(largest, number) : 0;
        }

        return 0;
    }
}
