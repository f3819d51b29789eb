using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace RawMcp;

/// <summary>
/// Turns needless <c>\u</c> escapes of written JSON back into characters. The serializer escapes every emoji whatever encoder
/// it has, and a model would read the escapes in a text block.
/// </summary>
internal static class ReadableJson
{
    /// <summary>The same JSON with everything beyond ASCII as UTF-8; half a surrogate pair stays escaped.</summary>
    public static byte[] Of(byte[] json)
    {
        if (json.AsSpan().IndexOf("\\u"u8) < 0) return json;
        var output = new ArrayBufferWriter<byte>(json.Length);
        var rest = json.AsSpan();
        Span<byte> character = stackalloc byte[4];
        while (rest.IndexOf((byte)'\\') is >= 0 and var at)
        {
            output.Write(rest[..at]);
            rest = rest[at..];
            var used = Escape(rest, out var rune);
            if (rune is { } readable) output.Write(character[..readable.EncodeToUtf8(character)]);
            else output.Write(rest[..used]);
            rest = rest[used..];
        }

        output.Write(rest);
        return output.WrittenSpan.ToArray();
    }

    // How long the escape is, and the character it means, if that can stand as it is.
    private static int Escape(ReadOnlySpan<byte> text, out Rune? rune)
    {
        rune = null;
        if (Unit(text) is not { } first) return 2;
        if (char.IsHighSurrogate(first) && Unit(text[6..]) is { } second && char.IsLowSurrogate(second))
        {
            rune = new Rune(first, second);
            return 12;
        }

        if (first >= 0x80 && !char.IsSurrogate(first)) rune = new Rune(first);
        return 6;
    }

    private static char? Unit(ReadOnlySpan<byte> text) =>
        text.StartsWith("\\u"u8) && text.Length >= 6 && Utf8Parser.TryParse(text[2..6], out ushort unit, out var used, 'x') && used == 4
            ? (char)unit
            : null;
}
