using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace RawMcp.Schema;

/// <summary>
/// Reads of JSON strings from their bytes on the wire. Unlike <c>GetString</c> they take half a surrogate pair, as JSON does: it
/// stays what it is, in UTF-16 as itself and in bytes as the three that UTF-8 would have for it.
/// </summary>
internal static class JsonString
{
    /// <summary>What stands between the quotes.</summary>
    public static ReadOnlySpan<byte> Inner(JsonElement text) => JsonMarshal.GetRawUtf8Value(text)[1..^1];

    /// <summary>The length in code points; half a pair is one.</summary>
    public static long CodePoints(JsonElement text)
    {
        var raw = Inner(text);
        long count = 0;
        while (raw.Length > 0)
        {
            var next = Rune.DecodeFromUtf8(raw, out _, out var length) == OperationStatus.Done && raw[0] != (byte)'\\' ? length : Escape(raw, out _);
            raw = raw[next..];
            count++;
        }

        return count;
    }

    /// <summary>The text of a string.</summary>
    public static string Utf16(JsonElement text) => Utf16(Inner(text), int.MaxValue, unescape: true);

    /// <summary>The name of a member.</summary>
    public static string NameOf(JsonProperty member) => Utf16(JsonMarshal.GetRawUtf8PropertyName(member), int.MaxValue, unescape: true);

    /// <summary>The text of raw bytes, or its beginning.</summary>
    public static string Utf16(ReadOnlySpan<byte> raw, int longest, bool unescape)
    {
        if (raw.Length <= longest && (!unescape || !raw.Contains((byte)'\\'))) return Encoding.UTF8.GetString(raw);
        var text = new StringBuilder(Math.Min(raw.Length, longest));
        while (raw.Length > 0 && text.Length < longest)
        {
            int length;
            if (unescape && raw[0] == (byte)'\\')
            {
                length = Escape(raw, out var point);
                if (point < 0x10000) text.Append((char)point);
                else text.Append(char.ConvertFromUtf32(point));
            }
            else
            {
                Rune.DecodeFromUtf8(raw, out var rune, out length);
                text.Append(rune.ToString());
            }

            raw = raw[length..];
        }

        return text.ToString();
    }

    /// <summary>The bytes that the escapes stand for. Without an escape they are the very bytes that were given.</summary>
    public static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> raw)
    {
        var at = raw.IndexOf((byte)'\\');
        if (at < 0) return raw;
        var bytes = new byte[raw.Length];
        var written = 0;
        while (at >= 0)
        {
            raw[..at].CopyTo(bytes.AsSpan(written));
            written += at;
            var length = Escape(raw[at..], out var point);
            written += Encode(point, bytes.AsSpan(written));
            raw = raw[(at + length)..];
            at = raw.IndexOf((byte)'\\');
        }

        raw.CopyTo(bytes.AsSpan(written));
        return bytes.AsSpan(0, written + raw.Length);
    }

    // At a backslash, or at a byte that is no UTF-8: how many bytes belong together, and the code point.
    private static int Escape(ReadOnlySpan<byte> raw, out int point)
    {
        point = raw[0];
        if (point != '\\' || raw.Length < 2) return 1;
        point = raw[1] switch
        {
            (byte)'n' => '\n', (byte)'t' => '\t', (byte)'r' => '\r', (byte)'b' => '\b', (byte)'f' => '\f', var other => other,
        };
        if (point != 'u' || raw[1] != (byte)'u' || Unit(raw) is not { } unit) return 2;
        point = unit;
        if (!char.IsHighSurrogate((char)unit) || Unit(raw[6..]) is not { } low || !char.IsLowSurrogate((char)low)) return 6;
        point = char.ConvertToUtf32((char)unit, (char)low);
        return 12;
    }

    private static int? Unit(ReadOnlySpan<byte> raw) =>
        raw.Length >= 6 && raw[0] == (byte)'\\' && raw[1] == (byte)'u'
        && Utf8Parser.TryParse(raw.Slice(2, 4), out ushort unit, out var read, 'x') && read == 4 ? unit : null;

    private static int Encode(int point, Span<byte> to)
    {
        if (Rune.TryCreate(point, out var rune)) return rune.EncodeToUtf8(to);
        to[0] = (byte)(0xE0 | (point >> 12));
        to[1] = (byte)(0x80 | ((point >> 6) & 0x3F));
        to[2] = (byte)(0x80 | (point & 0x3F));
        return 3;
    }
}
