using System.Buffers;
using System.Globalization;
using System.Text;

namespace RawMcp.Wire;

/// <summary>What stands between the quotes of a JSON string, as text and back. Never throws, whatever the bytes are.</summary>
internal static class JsonStringText
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(unit => (char)unit), '"', '\\']);

    /// <summary>The text; half a surrogate pair that was written as an escape becomes U+FFFD.</summary>
    public static string Read(ReadOnlySpan<byte> inner)
    {
        var raw = AnyBytes.ToText(inner);
        var at = raw.IndexOf('\\', StringComparison.Ordinal);
        if (at < 0) return raw;
        var text = new StringBuilder(raw.Length);
        var begin = 0;
        while (at >= 0 && at + 1 < raw.Length)
        {
            text.Append(raw, begin, at - begin);
            at = Escape(raw, at, text);
            begin = at;
            at = raw.IndexOf('\\', at);
        }

        return text.Append(raw, begin, raw.Length - begin).ToString();
    }

    /// <summary>Reads the escape at that place; returns what stands behind it.</summary>
    private static int Escape(string raw, int at, StringBuilder to)
    {
        switch (raw[at + 1])
        {
            case 'n': to.Append('\n'); return at + 2;
            case 't': to.Append('\t'); return at + 2;
            case 'r': to.Append('\r'); return at + 2;
            case 'b': to.Append('\b'); return at + 2;
            case 'f': to.Append('\f'); return at + 2;
            case 'u' when Unit(raw, at) is { } unit:
                if (char.IsHighSurrogate(unit) && Unit(raw, at + 6) is { } low && char.IsLowSurrogate(low))
                {
                    to.Append(unit).Append(low);
                    return at + 12;
                }

                to.Append(char.IsSurrogate(unit) ? '\uFFFD' : unit);
                return at + 6;
            default: to.Append(raw[at + 1]); return at + 2;
        }
    }

    private static char? Unit(string raw, int at) =>
        at + 6 <= raw.Length && raw[at] == '\\' && raw[at + 1] == 'u'
        && ushort.TryParse(raw.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) ? (char)unit : null;

    /// <summary>The text as a JSON string, quotes included.</summary>
    public static byte[] Write(string text)
    {
        var bytes = new ArrayBufferWriter<byte>(text.Length + 2);
        bytes.Write("\""u8);
        var rest = text.AsSpan();
        while (rest.IndexOfAny(Escaped) is >= 0 and var at)
        {
            AnyBytes.Write(bytes, rest[..at]);
            bytes.Write(rest[at] switch
            {
                '"' => "\\\""u8,
                '\\' => "\\\\"u8,
                '\n' => "\\n"u8,
                '\t' => "\\t"u8,
                '\r' => "\\r"u8,
                _ => Encoding.ASCII.GetBytes($"\\u{(int)rest[at]:x4}"),
            });
            rest = rest[(at + 1)..];
        }

        AnyBytes.Write(bytes, rest);
        bytes.Write("\""u8);
        return bytes.WrittenSpan.ToArray();
    }
}
