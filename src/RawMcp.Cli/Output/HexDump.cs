using System.Globalization;
using System.Text;

namespace RawMcp.Cli.Output;

/// <summary>Bytes as offset, hex and text, sixteen a line.</summary>
internal static class HexDump
{
    /// <summary>So many bytes stand on a line.</summary>
    public const int Width = 16;

    /// <param name="bytes">The bytes.</param>
    /// <param name="offset">Where they stand in their stream.</param>
    /// <param name="mark">The byte that gets a mark under it; none where it is not among them.</param>
    public static string Of(ReadOnlySpan<byte> bytes, long offset, int mark = -1)
    {
        var text = new StringBuilder();
        for (var at = 0; at < bytes.Length; at += Width)
        {
            var row = bytes.Slice(at, Math.Min(Width, bytes.Length - at));
            text.Append(CultureInfo.InvariantCulture, $"{offset + at:x8}  ");
            for (var i = 0; i < Width; i++)
            {
                text.Append(i < row.Length ? row[i].ToString("x2", CultureInfo.InvariantCulture) : "  ").Append(i == 7 ? "  " : " ");
            }

            text.Append(' ');
            foreach (var one in row) text.Append(one is >= 0x20 and < 0x7F ? (char)one : '.');
            text.Append('\n');
            if (mark < at || mark >= at + row.Length) continue;
            var column = mark - at;
            text.Append(' ', 10 + (3 * column) + (column > 7 ? 1 : 0)).Append("^^\n");
        }

        return text.ToString().TrimEnd('\n');
    }
}
