using System.Globalization;
using System.Text;

namespace RawMcp.Cli.Show.Tui;

/// <summary>Text as cells of a terminal: harmless, on one line, and never wider than it is said to be.</summary>
internal static class Cells
{
    private const int MaxMarks = 2; // on one letter; more are spelled out, or they would run over the lines about
    private const int TabWidth = 4;

    // What terminals draw two cells wide, rather more than less: a line that is cut too early breaks nothing.
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x231A, 0x231B), (0x2329, 0x232A), (0x23E9, 0x23F3), (0x25FD, 0x25FE), (0x2600, 0x27BF), (0x2B1B, 0x2B1C), (0x2B50, 0x2B55),
        (0x2E80, 0x303E), (0x3041, 0xA4CF), (0xA960, 0xA97F), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE10, 0xFE19), (0xFE30, 0xFE6F), (0xFF00, 0xFF60),
        (0xFFE0, 0xFFE6), (0x16FE0, 0x18DFF), (0x1B000, 0x1B2FF), (0x1F000, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    /// <summary>The text with everything spelled out that a terminal obeys, hides, or draws elsewhere.</summary>
    public static string Safe(string text)
    {
        var safe = new StringBuilder(text.Length);
        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            marks = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (rune.Value == '\t') safe.Append(' ', TabWidth);
            else if (IsInvisible(rune, category) || marks > MaxMarks || (marks > 0 && safe.Length == 0)) safe.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
            else safe.Append(rune.ToString());
        }

        return safe.ToString();
    }

    /// <summary>How many cells a harmless text takes.</summary>
    public static int Width(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes()) width += Width(rune);
        return width;
    }

    /// <summary>A harmless text in exactly so many cells: cut with an ellipsis, or filled with spaces.</summary>
    public static string Fit(string text, int width)
    {
        var used = 0;
        var cut = (Place: 0, Used: 0); // where the text can end so that an ellipsis fits
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (used < width) cut = (at, used);
            used += Width(rune);
            at += rune.Utf16SequenceLength;
            if (used > width) return width < 1 ? "" : text[..cut.Place] + "…" + new string(' ', width - cut.Used - 1);
        }

        return text + new string(' ', width - used);
    }

    /// <summary>A harmless text in pieces of at most so many cells.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var (begin, at, used) = (0, 0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var wide = Width(rune);
            if (used + wide > Math.Max(2, width))
            {
                yield return text[begin..at];
                (begin, used) = (at, 0);
            }

            used += wide;
            at += rune.Utf16SequenceLength;
        }

        yield return text[begin..];
    }

    private static int Width(Rune rune)
    {
        if (rune.Value < 0x300) return 1;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark) return 0;
        foreach (var (first, last) in Wide) if (rune.Value >= first && rune.Value <= last) return 2;
        return 1;
    }

    private static bool IsInvisible(Rune rune, UnicodeCategory category) =>
        category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate
        || rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) or (>= 0x115F and <= 0x11FF) or 0x3164 or 0xFFA0 or 0x034F;
}
