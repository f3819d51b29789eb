using System.Globalization;
using System.Text;
using RawMcp.JsonRpc;
using static RawMcp.Wire.FilterError;

namespace RawMcp.Wire;

/// <summary>What may stand behind one field: the operators that fit its type, and the values that fit both.</summary>
internal sealed class FilterLiterals(string text, FilterField field)
{
    private static readonly (string Name, long Nanoseconds)[] Units = [("ns", 1), ("us", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000), ("m", 60_000_000_000)];

    /// <summary>What was wrong.</summary>
    public FilterError? Error { get; private set; }

    /// <summary><c>field == value</c> and its like.</summary>
    public FilterExpression? Compare(Token operation, Token value)
    {
        var orders = operation.Text is not ("==" or "!=");
        if (orders && field.Type is FieldType.Choice or FieldType.Text or FieldType.Flag)
            return Fail(operation, $"'{operation.Text}' compares numbers and durations, and {Name()} is {field.Kind}.");
        if (value.Kind == TokenKind.End) return Fail(value, $"A value is expected behind '{operation.Text}'.");
        if (Read(value) is not { } literal) return null;
        if (orders && literal.Number is null) return Fail(value, $"'{operation.Text}' compares numbers and durations; {Quote(value.Spelled)} is neither.");
        return new FilterExpression.Compare(field, operation.Text, literal);
    }

    /// <summary><c>field contains "text"</c> and its like.</summary>
    public FilterExpression? Contains(Token operation, Token value, TextPlace place) =>
        IsText(operation, value) ? new FilterExpression.Contains(field, place, value.Text, Encoding.UTF8.GetBytes(value.Text)) : null;

    /// <summary><c>field matches "pattern"</c>.</summary>
    public FilterExpression? Matches(Token operation, Token value)
    {
        if (!IsText(operation, value)) return null;
        return FilterPattern.Read(value.Text, out var sentence) is { } pattern ? new FilterExpression.Matches(field, pattern) : Fail(value, sentence);
    }

    private string Name() => field.Name.Length > 40 ? Quote(field.Name) : field.Name;

    private bool IsText(Token operation, Token value)
    {
        if (field.Type is not (FieldType.Text or FieldType.Id or FieldType.Json)) Fail(operation, $"'{operation.Text}' looks into text, and {Name()} is {field.Kind}.");
        else if (value.Kind != TokenKind.Text) Fail(value, $"Text in quotes is expected behind '{operation.Text}'{(value.Spelled.Length > 0 ? ", not " + Quote(value.Spelled) : "")}.");
        return Error is null;
    }

    private FilterExpression? Fail(Token where, string sentence)
    {
        Error ??= At(text, where.Start, sentence);
        return null;
    }

    private FilterLiteral? Read(Token value)
    {
        var literal = field.Type switch
        {
            FieldType.Number => Number(value),
            FieldType.Duration => Duration(value),
            FieldType.Choice => value.Kind is TokenKind.Word or TokenKind.Text && value.Steps is null && field.Choices.Contains(value.Text) ? new() { Text = value.Text } : null,
            FieldType.Id => Text(value) ?? Id(value),
            FieldType.Text => Text(value),
            FieldType.Flag => Flag(value),
            _ => Text(value) ?? Number(value) ?? Flag(value) ?? (value.Is("null") ? new() : null),
        };
        if (literal is null) Fail(value, Wrong(value));
        return literal;
    }

    private string Wrong(Token value)
    {
        if (value.Kind == TokenKind.Number && value.Unit.Length > 0)
        {
            if (!Units.Any(unit => unit.Name == value.Unit)) return $"{Quote(value.Unit)} is no unit; there are {string.Join(", ", Units.Select(unit => unit.Name))}.";
            return field.Type == FieldType.Duration ? "This duration is longer than any capture." : $"{Name()} is {field.Kind}, and {Quote(value.Spelled)} is a duration.";
        }

        if (field.Type == FieldType.Duration && value.Kind == TokenKind.Number)
            return $"{Name()} is a duration and wants a unit ({string.Join(", ", Units.Select(unit => unit.Name))}): {value.Text}ms.";
        if (field.Type is FieldType.Text or FieldType.Id or FieldType.Json && value.Kind == TokenKind.Word && !value.Is("true") && !value.Is("false") && !value.Is("null"))
            return $"Text stands in quotes: {Name()} == \"…\".";
        return $"{Name()} is {field.Kind}, not {Quote(value.Spelled)}.";
    }

    private static FilterLiteral? Text(Token value) =>
        value.Kind == TokenKind.Text ? new() { Text = value.Text, Utf8 = Encoding.UTF8.GetBytes(value.Text), Id = new RequestId(value.Text) } : null;

    private static FilterLiteral? Flag(Token value) => value.Is("true") || value.Is("false") ? new() { Flag = value.Text == "true" } : null;

    private static FilterLiteral? Number(Token value) =>
        value is { Kind: TokenKind.Number, Unit: "" } && FilterNumber.Read(Encoding.ASCII.GetBytes(value.Text)) is { } number ? new() { Number = number } : null;

    private static FilterLiteral? Id(Token value) =>
        value is { Kind: TokenKind.Number, Unit: "" } && RequestId.TryRead(Encoding.ASCII.GetBytes(value.Text), out var id)
            ? new() { Id = id, Number = FilterNumber.Read(Encoding.ASCII.GetBytes(value.Text)) }
            : null;

    private static FilterLiteral? Duration(Token value)
    {
        if (value.Kind != TokenKind.Number || !decimal.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)) return null;
        foreach (var (name, nanoseconds) in Units)
        {
            // Beyond 64 bits of nanoseconds (292 years) nothing was recorded, and decimals end.
            if (name == value.Unit) return Math.Abs(amount) <= long.MaxValue / nanoseconds ? new() { Number = FilterNumber.Of(amount * nanoseconds) } : null;
        }

        return null;
    }
}
