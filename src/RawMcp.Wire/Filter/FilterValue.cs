using System.Globalization;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>What a field of one frame holds; at most one of its members is there.</summary>
internal readonly record struct FilterValue
{
    public decimal? Number { get; private init; }

    public string? Text { get; private init; }

    public ReadOnlyMemory<byte>? Utf8 { get; private init; }

    public RequestId? Id { get; private init; }

    public bool? Flag { get; private init; }

    public RawJson Json { get; private init; }

    public static FilterValue Of(long? number) => new() { Number = number };

    public static FilterValue Of(string? text) => new() { Text = text };

    public static FilterValue Of(bool flag) => new() { Flag = flag };

    public static FilterValue Of(RequestId? id) => new() { Id = id };

    public static FilterValue Of(ReadOnlyMemory<byte> utf8) => new() { Utf8 = utf8 };

    public static FilterValue Of(RawJson json) => new() { Json = json };
}

/// <summary>A number of a filter or of JSON: exact as far as 28 digits go, otherwise the nearest double.</summary>
internal readonly record struct FilterNumber(decimal? Exact, double Near)
{
    public static FilterNumber Of(decimal number) => new(number, (double)number);

    public static FilterNumber? Read(ReadOnlySpan<byte> digits)
    {
        if (!double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var near)) return null;

        return new(IsExact(digits) && decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) ? exact : null, near);
    }

    // At most 28 digits in all, before the point and behind it: 1e-40 is not 0, although no decimal is nearer. The page counts them likewise.
    private static bool IsExact(ReadOnlySpan<byte> number)
    {
        var split = number.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = (split < 0 ? number : number[..split]).TrimStart((byte)'-');
        if (!int.TryParse(split < 0 ? "0"u8 : number[(split + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)) return false;
        var point = mantissa.IndexOf((byte)'.');
        var behind = (point < 0 ? 0 : mantissa.Length - point - 1) - (long)exponent;
        var (count, zeros) = (0, 0); // digits from the first that is not 0, and how many of the last are
        foreach (var one in mantissa)
        {
            if (one == '.' || (one == '0' && count == 0)) continue;
            count++;
            zeros = one == '0' ? zeros + 1 : 0;
        }

        var (digits, scale) = (count - zeros, behind - zeros);
        return digits == 0 || (digits <= MaxDigits && scale <= MaxDigits && digits - scale <= MaxDigits);
    }

    private const int MaxDigits = 28;

    public int CompareTo(FilterNumber other) =>
        Exact is { } one && other.Exact is { } two ? one.CompareTo(two) : Near.CompareTo(other.Near);
}

/// <summary>What a filter compares a field with.</summary>
internal sealed record FilterLiteral
{
    public FilterNumber? Number { get; init; }

    public string? Text { get; init; }

    /// <summary>The text as bytes, for fields that are bytes.</summary>
    public byte[]? Utf8 { get; init; }

    public RequestId? Id { get; init; }

    public bool? Flag { get; init; }

    /// <summary>Neither text nor number nor flag: JSON's null.</summary>
    public bool IsNull => Number is null && Text is null && Id is null && Flag is null;
}
