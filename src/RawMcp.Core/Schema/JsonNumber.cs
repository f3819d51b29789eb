using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace RawMcp.Schema;

/// <summary>
/// A JSON number by its digits: exact at any size, and never spelled out, so that <c>1e1000000000</c> costs no more than <c>1</c>.
/// Its value is 0.DIGITS × 10^<see cref="Exponent"/>.
/// </summary>
internal readonly ref struct JsonNumber
{
    // Beyond this, sizes are no longer told apart; a number that large is written with 16 digits of exponent.
    private const long MaxExponent = 1_000_000_000_000_000;

    private readonly ReadOnlySpan<byte> significant; // first to last digit that is not zero; may hold a point

    private JsonNumber(bool isNegative, ReadOnlySpan<byte> significant, int count, long exponent)
    {
        IsNegative = isNegative;
        this.significant = significant;
        Count = count;
        Exponent = exponent;
    }

    public bool IsNegative { get; }

    /// <summary>How many digits there are between the first and the last that are not zero; 0 for zero.</summary>
    public int Count { get; }

    public long Exponent { get; }

    public bool IsZero => Count == 0;

    public bool IsInteger => Count <= Exponent || Count == 0;

    public int Sign => IsZero ? 0 : IsNegative ? -1 : 1;

    public static JsonNumber Of(JsonElement number) => Parse(JsonMarshal.GetRawUtf8Value(number));

    public static JsonNumber Parse(ReadOnlySpan<byte> text)
    {
        var isNegative = text is [(byte)'-', ..];
        if (isNegative) text = text[1..];
        var exponentAt = text.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        var point = mantissa.IndexOf((byte)'.');
        if (point < 0) point = mantissa.Length;
        var first = mantissa.IndexOfAnyExcept((byte)'0', (byte)'.');
        if (first < 0) return default;
        var last = mantissa.LastIndexOfAnyExcept((byte)'0', (byte)'.');
        var scale = first < point ? point - first : point + 1 - first;
        var count = last + 1 - first - (first < point && point < last ? 1 : 0);
        return new(isNegative, mantissa[first..(last + 1)], count, scale + (exponentAt < 0 ? 0 : Whole(text[(exponentAt + 1)..])));
    }

    public static int Compare(JsonNumber left, JsonNumber right)
    {
        if (left.Sign != right.Sign) return left.Sign.CompareTo(right.Sign);
        var size = left.Exponent != right.Exponent ? left.Exponent.CompareTo(right.Exponent) : CompareDigits(left.significant, right.significant);
        return left.IsNegative ? -size : size;
    }

    public void AddTo(ref HashCode hash)
    {
        hash.Add(Sign);
        hash.Add(Exponent);
        foreach (var digit in significant)
        {
            if (digit != (byte)'.') hash.Add(digit);
        }
    }

    /// <summary>The value of an integer of at most 18 digits.</summary>
    public long ToInt64()
    {
        long value = 0;
        foreach (var digit in significant)
        {
            if (digit != (byte)'.') value = (value * 10) + (digit - '0');
        }

        for (var zeros = Exponent - Count; zeros > 0 && value != 0; zeros--) value *= 10;
        return IsNegative ? -value : value;
    }

    /// <summary>Whether this is an integer times <paramref name="factor"/>, which is not zero.</summary>
    public bool IsMultipleOf(JsonNumber factor)
    {
        if (IsZero) return true;
        var power = Exponent - Count - (factor.Exponent - factor.Count);
        var (digits, divisor) = (Digits(), factor.Digits());

        // digits × 10^power / divisor: a power of ten, however large, is reduced first.
        if (power >= 0) return (digits * BigInteger.ModPow(10, power, divisor) % divisor).IsZero;

        // The digits do not end with a zero, so they hold only one of the primes of 10, and not more often than they have bits.
        if (-power > (Count * 4L) + 4) return false;
        return (digits % (divisor * BigInteger.Pow(10, (int)-power))).IsZero;
    }

    private BigInteger Digits()
    {
        Span<char> text = Count <= 64 ? stackalloc char[Count] : new char[Count];
        var at = 0;
        foreach (var digit in significant)
        {
            if (digit != (byte)'.') text[at++] = (char)digit;
        }

        return BigInteger.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static int CompareDigits(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int l = 0, r = 0;
        while (true)
        {
            if (l < left.Length && left[l] == (byte)'.') l++;
            if (r < right.Length && right[r] == (byte)'.') r++;
            if (l == left.Length || r == right.Length) return (l < left.Length).CompareTo(r < right.Length);
            if (left[l] != right[r]) return left[l].CompareTo(right[r]);
            l++;
            r++;
        }
    }

    private static long Whole(ReadOnlySpan<byte> text)
    {
        long value = 0;
        foreach (var letter in text)
        {
            if (letter is >= (byte)'0' and <= (byte)'9') value = Math.Min(MaxExponent, (value * 10) + (letter - '0'));
        }

        return text is [(byte)'-', ..] ? -value : value;
    }
}
