using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace RawMcp.Wire;

/// <summary>
/// A regular expression for what is to be redacted beside the known secrets. It is matched without backtracking, against each string,
/// member name, number and line of text by itself, decoded; it does not see JSON's quotes and braces.
/// </summary>
public sealed class RedactionPattern
{
    private RedactionPattern(string text, Regex regex) => (Text, Regex) = (text, regex);

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    internal Regex Regex { get; }

    /// <summary>Reads a pattern. False, with a sentence, where it is none, is too large, or matches nothing at all (it would be found everywhere).</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RedactionPattern? pattern, out string sentence)
    {
        ArgumentNullException.ThrowIfNull(text);
        pattern = null;
        if (FilterPattern.Read(text, out sentence) is not { } read) return false;
        if (read.IsMatch(""))
        {
            sentence = "This pattern matches the empty text, so it is found everywhere and says nothing.";
            return false;
        }

        pattern = new RedactionPattern(text, new Regex(text, read.Options, RedactionLimits.PatternTime));
        return true;
    }

    /// <inheritdoc cref="Text"/>
    public override string ToString() => Text;
}
