using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace RawMcp.Wire;

/// <summary>
/// Bytes as text and back without loss, also where they are not UTF-8: such a byte becomes half a surrogate pair (U+DC80 to U+DCFF), which no
/// valid UTF-8 gives. So one search serves both.
/// </summary>
internal static class AnyBytes
{
    public static string ToText(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        Span<char> pair = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var used) == OperationStatus.Done) text.Append(pair[..rune.EncodeToUtf16(pair)]);
            else foreach (var one in bytes[..used]) text.Append((char)(0xDC00 + one));
            bytes = bytes[used..];
        }

        return text.ToString();
    }

    public static byte[] FromText(ReadOnlySpan<char> text)
    {
        var bytes = new ArrayBufferWriter<byte>(text.Length + 16);
        Write(bytes, text);
        return bytes.WrittenSpan.ToArray();
    }

    public static void Write(IBufferWriter<byte> to, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            // Most text has no halves, and goes in one step.
            var target = to.GetSpan(Math.Min(text.Length, 64 * 1024) * 3);
            var status = Utf8.FromUtf16(text, target, out var read, out var written, replaceInvalidSequences: false);
            to.Advance(written);
            text = text[read..];
            if (status is OperationStatus.Done or OperationStatus.DestinationTooSmall) continue;
            if (text.IsEmpty) continue;
            if (text[0] is >= '\uDC80' and <= '\uDCFF') to.Write([(byte)(text[0] - 0xDC00)]);
            else to.Write("\uFFFD"u8);
            text = text[1..];
        }
    }
}
