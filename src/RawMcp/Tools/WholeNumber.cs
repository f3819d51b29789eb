using System.Text;

namespace RawMcp;

/// <summary>Reads a JSON number that may be an integer in disguise: <c>1.0</c>, <c>1e2</c>, <c>120e-1</c>.</summary>
internal static class WholeNumber
{
    /// <summary>The most digits that any integer type of .NET has.</summary>
    public const int MaxDigits = 39;

    /// <summary>
    /// The number as plain digits; null where it is no integer, or one of more than <see cref="MaxDigits"/> digits.
    /// Done on the digits themselves, so that no exponent, however large, costs time or memory.
    /// </summary>
    public static string? Digits(ReadOnlySpan<byte> number, out bool isWhole)
    {
        var isNegative = number[0] == (byte)'-';
        if (isNegative) number = number[1..];
        var exponentAt = number.IndexOfAny("eE"u8);
        var mantissa = exponentAt < 0 ? number : number[..exponentAt];
        var pointAt = mantissa.IndexOf((byte)'.');
        var whole = pointAt < 0 ? mantissa : mantissa[..pointAt];
        var text = Encoding.ASCII.GetString(whole) + (pointAt < 0 ? "" : Encoding.ASCII.GetString(mantissa[(pointAt + 1)..]));

        // Zeros carry no value: without those at the end the last digit must stand before the point.
        var significant = text.TrimEnd('0');
        var size = whole.Length + (exponentAt < 0 ? 0 : Exponent(number[(exponentAt + 1)..]));
        isWhole = significant.Length == 0 || significant.Length <= size || significant.AsSpan().TrimStart('0').IsEmpty;
        if (!isWhole) return null;
        var leading = significant.Length - significant.AsSpan().TrimStart('0').Length;
        if (significant.Length == leading) return "0";
        if (size - leading > MaxDigits) return null;
        return (isNegative ? "-" : "") + significant[leading..].PadRight((int)(size - leading), '0');
    }

    private static long Exponent(ReadOnlySpan<byte> text)
    {
        const long enough = int.MaxValue;
        long value = 0;
        foreach (var letter in text)
        {
            if (letter is (byte)'+' or (byte)'-') continue;
            value = Math.Min(enough, (value * 10) + (letter - '0'));
        }

        return text[0] == (byte)'-' ? -value : value;
    }
}
