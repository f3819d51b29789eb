using System.Globalization;
using System.Text;

namespace RawMcp.Cli.Output;

/// <summary>
/// Bytes of a stranger as text for a person. A terminal obeys control sequences, and direction marks reorder what is read,
/// so neither reaches it: they are shown by number.
/// </summary>
internal static class Plain
{
    /// <summary>The text with everything invisible or obeyed spelled out.</summary>
    public static string Text(string text)
    {
        if (!text.EnumerateRunes().Any(IsHostile)) return text;
        var shown = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHostile(rune)) shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
            else shown.Append(rune.ToString());
        }

        return shown.ToString();
    }

    /// <summary>The text on one line: a name with a line break in it must not look like two lines of ours.</summary>
    public static string Line(string text) => Text(text).Replace("\n", "\\u{A}", StringComparison.Ordinal);

    /// <summary>A frame as text: what is not UTF-8 is shown byte by byte as <c>\xNN</c>.</summary>
    public static string Frame(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var used) != System.Buffers.OperationStatus.Done)
            {
                foreach (var one in bytes[..used]) text.Append(CultureInfo.InvariantCulture, $"\\x{one:X2}");
            }
            else if (IsHostile(rune))
            {
                foreach (var one in bytes[..used]) text.Append(CultureInfo.InvariantCulture, $"\\x{one:X2}");
            }
            else
            {
                text.Append(rune.ToString());
            }

            bytes = bytes[used..];
        }

        return text.ToString();
    }

    private static bool IsHostile(Rune rune) => (rune.Value is not ('\n' or '\t')
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x3164 or 0xFFA0 or (>= 0xE0000 and <= 0xE0FFF); // drawn as nothing, although they are letters or marks
}
