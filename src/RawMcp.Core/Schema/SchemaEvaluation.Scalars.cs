using System.Runtime.InteropServices;
using System.Text.Json;

namespace RawMcp.Schema;

internal sealed partial class SchemaEvaluation
{
    private const int MaxShownValues = 10;

    private bool Listed(SchemaNode node, JsonElement value)
    {
        var fits = true;
        if (node.Enum is { } listed && !listed.Has(value, Equality))
        {
            fits = Tells && Fail(
                node.Place.Down("enum"),
                $"{SchemaText.Shown(value)} where {Values(listed.Values)} is expected",
                isBilingual ? $"应为 {ValuesInChinese(listed.Values)}，却是{SchemaChinese.Shown(value)}" : null);
        }

        if (Goes(fits) && node.Const is { } constant && !Equality.Equals(value, constant))
        {
            fits = Tells && Fail(
                node.Place.Down("const"),
                $"{SchemaText.Shown(value)} where {Value(constant)} is expected",
                isBilingual ? $"应为 {Value(constant)}，却是{SchemaChinese.Shown(value)}" : null);
        }

        return fits;
    }

    // Whether the words of an error are wanted; putting them together costs more than finding it.
    private bool Tells => collects && errors is not null && work.Stopped is null;

    private static string Values(JsonElement[] values)
    {
        if (values.Length == 0) return "nothing";
        if (values.Length <= MaxShownValues) return SchemaText.Or([.. values.Select(Value)]);
        return string.Join(", ", values.Take(MaxShownValues).Select(Value)) + $" or one of {values.Length - MaxShownValues} more";
    }

    private static string ValuesInChinese(JsonElement[] values)
    {
        if (values.Length == 1) return Value(values[0]);
        var shown = string.Join("、", values.Take(MaxShownValues).Select(Value));
        return values.Length > MaxShownValues ? $"{shown} 等 {values.Length} 个值之一" : $"{shown} 之一";
    }

    private static string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object or JsonValueKind.Array =>
            SchemaText.Clip(JsonString.Utf16(JsonMarshal.GetRawUtf8Value(value), SchemaText.MaxRepeated + 1, unescape: false)),
        _ => SchemaText.Shown(value),
    };

    private bool Numbers(NumberRules rules, SchemaPlace place, JsonElement value)
    {
        var number = JsonNumber.Of(value);
        var fits = true;
        work.Spend(number.Count / 64);
        if (rules.Minimum is { } least && JsonNumber.Compare(number, JsonNumber.Of(least)) < 0) fits = Outside("minimum", "at least", "不小于 ", least);
        if (rules.Maximum is { } most && JsonNumber.Compare(number, JsonNumber.Of(most)) > 0) fits = Outside("maximum", "at most", "不大于 ", most);
        if (rules.ExclusiveMinimum is { } above && JsonNumber.Compare(number, JsonNumber.Of(above)) <= 0) fits = Outside("exclusiveMinimum", "more than", "大于 ", above);
        if (rules.ExclusiveMaximum is { } below && JsonNumber.Compare(number, JsonNumber.Of(below)) >= 0) fits = Outside("exclusiveMaximum", "less than", "小于 ", below);
        if (Goes(fits) && rules.MultipleOf is { } factor && !IsMultiple(value, number, factor)) fits = Outside("multipleOf", "a multiple of", "为这个数的整数倍：", factor);
        return fits;

        bool Outside(string keyword, string words, string chinese, JsonElement bound) => Tells && Fail(
            place.Down(keyword),
            $"{SchemaText.Shown(value)} where {words} {SchemaText.Shown(bound)} is expected",
            isBilingual ? $"应{chinese}{SchemaText.Shown(bound)}，却是 {SchemaText.Shown(value)}" : null);
    }

    private bool IsMultiple(JsonElement value, JsonNumber number, JsonElement factor)
    {
        if (value.TryGetInt64(out var whole) && factor.TryGetInt64(out var divisor)) return divisor is 1 or -1 || whole % divisor == 0;
        if (number.Count > limits.MaxDigits)
        {
            work.Stop(nameof(SchemaLimits.MaxDigits));
            return false;
        }

        var by = JsonNumber.Of(factor);
        var size = (number.Count + by.Count) / 8;
        return work.Spend(size * size / 8) && number.IsMultipleOf(by);
    }

    private bool Strings(StringRules rules, SchemaPlace place, JsonElement value)
    {
        var fits = true;
        if (rules.MinLength is not null || rules.MaxLength is not null)
        {
            work.Spend(JsonMarshal.GetRawUtf8Value(value).Length / 16);
            var length = JsonString.CodePoints(value);
            fits = IsWithin(length, rules.MinLength, "minLength", rules.MaxLength, "maxLength", "character", place);
        }

        if (Goes(fits) && rules.Pattern is { } pattern && !pattern.IsIn(JsonString.Utf16(value), work))
        {
            fits = Tells && Fail(
                place.Down("pattern"),
                $"{SchemaText.Shown(value)} does not match the pattern {SchemaText.Quoted(pattern.Text)}",
                isBilingual ? $"{SchemaText.Shown(value)} 不符合模式 {SchemaText.Quoted(pattern.Text)}" : null);
        }

        return fits;
    }

    private bool IsWithin(long count, long? least, string atLeast, long? most, string atMost, string one, SchemaPlace place)
    {
        var fits = true;
        if (count < least)
        {
            fits = Tells && Fail(
                place.Down(atLeast),
                $"{SchemaText.Counted(count, one)} where at least {least} {(least == 1 ? "is" : "are")} expected",
                isBilingual ? $"有 {SchemaChinese.Counted(count, one)}，而至少应有 {SchemaChinese.Counted(least.Value, one)}" : null);
        }

        if (Goes(fits) && count > most)
        {
            fits = Tells && Fail(
                place.Down(atMost),
                $"{SchemaText.Counted(count, one)} where at most {most} {(most == 1 ? "is" : "are")} expected",
                isBilingual ? $"有 {SchemaChinese.Counted(count, one)}，而最多只能有 {SchemaChinese.Counted(most.Value, one)}" : null);
        }

        return fits;
    }
}
