using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;
using RawMcp.JsonRpc;

namespace RawMcp;

internal sealed partial class Check
{
    private static readonly Dictionary<string, (BigInteger Least, BigInteger Most)> Ranges = new()
    {
        [nameof(Byte)] = (byte.MinValue, byte.MaxValue),
        [nameof(SByte)] = (sbyte.MinValue, sbyte.MaxValue),
        [nameof(Int16)] = (short.MinValue, short.MaxValue),
        [nameof(UInt16)] = (ushort.MinValue, ushort.MaxValue),
        [nameof(Int32)] = (int.MinValue, int.MaxValue),
        [nameof(UInt32)] = (uint.MinValue, uint.MaxValue),
        [nameof(Int64)] = (long.MinValue, long.MaxValue),
        [nameof(UInt64)] = (ulong.MinValue, ulong.MaxValue),
        [nameof(Int128)] = (Int128.MinValue, Int128.MaxValue),
        [nameof(UInt128)] = (UInt128.MinValue, UInt128.MaxValue),
    };

    /// <summary>A number, and what was given for it: the same, or the string that holds it.</summary>
    private void Number(JsonElement number, JsonElement given, Shape shape)
    {
        var isInteger = !shape.Allows(JsonTypes.Number);
        string? digits = null;
        if (isInteger)
        {
            digits = WholeNumber.Digits(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(number), out var isWhole);
            if (!isWhole)
            {
                Expected(given, shape);
                return;
            }
        }

        // What the author said comes before what the .NET type can hold: it is what the model can read in the schema.
        if (!number.TryGetDouble(out var size)) size = double.NaN;
        if (!IsWithinBounds(size, given, shape)) return;
        if (isInteger) Integer(digits, given, shape);
        else if (FitsReal(number, size, shape)) Write(number);
        else problems.Add($"expected a number that fits {shape.ClrType ?? "64 bits"}, got {Shown(given)}");
    }

    private bool IsWithinBounds(double size, JsonElement given, Shape shape)
    {
        var before = problems.Count;
        if (size < shape.Minimum) problems.Add($"expected at least {Shown(shape.Minimum)}, got {Shown(given)}");
        if (size > shape.Maximum) problems.Add($"expected at most {Shown(shape.Maximum)}, got {Shown(given)}");
        if (size <= shape.ExclusiveMinimum) problems.Add($"expected more than {Shown(shape.ExclusiveMinimum)}, got {Shown(given)}");
        if (size >= shape.ExclusiveMaximum) problems.Add($"expected less than {Shown(shape.ExclusiveMaximum)}, got {Shown(given)}");
        return problems.Count == before;
    }

    private static bool FitsReal(JsonElement number, double size, Shape shape) => double.IsFinite(size) && shape.ClrType switch
    {
        nameof(Single) => float.IsFinite((float)size),
        nameof(Half) => Half.IsFinite((Half)size),
        nameof(Decimal) => number.TryGetDecimal(out _),
        _ => true,
    };

    private void Integer(string? digits, JsonElement given, Shape shape)
    {
        var isRanged = Ranges.TryGetValue(shape.ClrType ?? "", out var range);
        var number = digits is null ? (BigInteger?)null : BigInteger.Parse(digits, CultureInfo.InvariantCulture);
        if (number is null && !isRanged)
            problems.Add($"expected an integer of at most {WholeNumber.MaxDigits} digits, got {Shown(given)}");
        else if (isRanged && (number is null || number < range.Least || number > range.Most))
            problems.Add($"expected an integer from {range.Least} to {range.Most}, got {Shown(given)}");
        else
            writer?.WriteRawValue(digits!, skipInputValidation: true);
    }

    private void Text(JsonElement value, Shape shape)
    {
        if (value.Text() is not { } text)
        {
            problems.Add("a string with half a surrogate pair has no text");
            return;
        }

        var before = problems.Count;
        CountWithin(text.EnumerateRunes().Count(), shape, "character");
        if (shape.ClrType == nameof(TimeSpan))
        {
            if (!TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out _)) Expected(value, shape);
        }
        else if (!HasFormat(value, shape.Format))
        {
            Expected(value, shape);
        }
        else if (shape.Pattern is { } pattern && !Matches(pattern, text))
        {
            problems.Add($"expected text that matches {shape.PatternText}, got {Shown(value)}");
        }

        if (problems.Count == before) Write(value);
    }

    private static bool HasFormat(JsonElement value, string? format) => format switch
    {
        "date-time" => value.TryGetDateTimeOffset(out _),
        "date" => DateOnly.TryParseExact(value.Text(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "time" => TimeSpan.TryParseExact(value.Text(), "c", CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.Zero && time.Days == 0,
        "uuid" => value.TryGetGuid(out _),
        "base64" => Base64.IsValid(value.Text()),
        _ => true,
    };

    private static bool Matches(Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private void OneOf(JsonElement value, Shape shape, JsonElement[] listed)
    {
        // The exact spelling first: names may differ in nothing but case.
        foreach (var one in listed)
        {
            if (!Same(value, one)) continue;
            Write(one);
            return;
        }

        foreach (var one in listed)
        {
            if (!isLenient || value.Text() is not { } text || !text.Equals(one.Text(), StringComparison.OrdinalIgnoreCase)) continue;
            Write(one);
            return;
        }

        const int told = 20;
        var rest = listed.Length > told ? $" or {listed.Length - told} more" : "";
        var choices = string.Join(", ", listed.Take(told).Select(Shown));
        problems.Add($"expected {(listed.Length == 1 ? "" : "one of ")}{choices}{rest}, got {Shown(value)}");
    }

    private static bool Same(JsonElement left, JsonElement right) =>
        left.ValueKind == right.ValueKind && left.ValueKind switch
        {
            JsonValueKind.String => left.Text() is { } text && text == right.Text(),
            JsonValueKind.Number => JsonElement.DeepEquals(left, right),
            JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => true,
            _ => false,
        };

    private void CountWithin(int count, Shape shape, string of)
    {
        if (count < shape.MinLength) problems.Add($"expected at least {Counted(shape.MinLength, of)}, got {count}");
        if (count > shape.MaxLength) problems.Add($"expected at most {Counted(shape.MaxLength, of)}, got {count}");
    }

    private static string Counted(int count, string of) => count == 1 ? $"1 {of}" : $"{count} {of}s";

    private void Expected(JsonElement given, Shape shape) => problems.Add($"expected {Wanted.Of(shape)}, got {Shown(given)}");

    private static string Shown(double? bound) => bound!.Value.ToString("R", CultureInfo.InvariantCulture);

    private static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        _ => Problems.Clip(RawJson.From(value).ToString()),
    };
}
