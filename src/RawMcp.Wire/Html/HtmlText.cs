using System.Buffers;
using System.Text;

namespace RawMcp.Wire;

/// <summary>
/// Text of a stranger as a JSON string inside an HTML page. Nothing in it can end the element it stands in, and what HTML would change on
/// reading (NUL, CR) is escaped: it comes out as it went in.
/// </summary>
internal static class HtmlText
{
    // Below a space, quote and backslash because JSON says so; < because HTML looks for nothing else there. DEL to E0 and EF begin what some editors obey.
    private static readonly SearchValues<byte> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(it => (byte)it), (byte)'"', (byte)'\\', (byte)'<', (byte)'>', (byte)'&', 0x7F, 0xE2]);

    /// <summary>Writes it, with its quotes.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="text">Valid UTF-8.</param>
    public static void WriteString(Stream to, ReadOnlySpan<byte> text)
    {
        to.WriteByte((byte)'"');
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny(Special);
            if (plain < 0) plain = text.Length;
            to.Write(text[..plain]);
            text = text[plain..];
            if (text.IsEmpty) break;
            Rune.DecodeFromUtf8(text, out var rune, out var length);
            if (rune.Value is < 0x80 or (>= 0x2028 and <= 0x202E) or (>= 0x2066 and <= 0x2069)) to.Write(Encoding.ASCII.GetBytes($"\\u{rune.Value:X4}"));
            else to.Write(text[..length]);
            text = text[length..];
        }

        to.WriteByte((byte)'"');
    }
}
