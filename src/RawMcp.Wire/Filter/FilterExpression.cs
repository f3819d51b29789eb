using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>A filter as a tree. A closed choice.</summary>
internal abstract record FilterExpression
{
    public abstract bool Holds(FilterSubject subject);

    /// <summary>All of them hold.</summary>
    public sealed record All(IReadOnlyList<FilterExpression> Terms) : FilterExpression
    {
        public override bool Holds(FilterSubject subject)
        {
            foreach (var term in Terms) if (!term.Holds(subject)) return false;
            return true;
        }
    }

    /// <summary>At least one of them holds.</summary>
    public sealed record Any(IReadOnlyList<FilterExpression> Terms) : FilterExpression
    {
        public override bool Holds(FilterSubject subject)
        {
            foreach (var term in Terms) if (term.Holds(subject)) return true;
            return false;
        }
    }

    /// <summary>It does not hold.</summary>
    public sealed record Not(FilterExpression Term) : FilterExpression
    {
        public override bool Holds(FilterSubject subject) => !Term.Holds(subject);
    }

    /// <summary>The field is there, and is not false.</summary>
    public sealed record Has(FilterField Field) : FilterExpression
    {
        public override bool Holds(FilterSubject subject)
        {
            var value = Field.Read(subject);
            return value.Flag ?? (value.Number is not null || value.Text is not null || value.Id is not null || value.Utf8 is not null
                || value.Json.Kind is not (JsonValueKind.Undefined or JsonValueKind.False));
        }
    }

    /// <summary>The field is there, and compares so with the literal.</summary>
    public sealed record Compare(FilterField Field, string Operator, FilterLiteral Literal) : FilterExpression
    {
        public override bool Holds(FilterSubject subject) => Field.Read(subject) switch
        {
            { Number: { } number } => Ordered(FilterNumber.Of(number)),
            { Text: { } text } => Same(text == Literal.Text),
            { Utf8: { } bytes } => Same(bytes.Span.SequenceEqual(Literal.Utf8)),
            { Flag: { } flag } => Same(flag == Literal.Flag),
            { Id: { } id } => Fits(id),
            { Json: { IsAbsent: false } json } => Fits(json),
            _ => false,
        };

        private bool Fits(RequestId id)
        {
            if (Operator is "==" or "!=") return Same(id == Literal.Id);
            return !id.IsText && FilterNumber.Read(Encoding.ASCII.GetBytes(id.Json)) is { } number && Ordered(number);
        }

        private bool Fits(RawJson json) => Literal switch
        {
            { Number: not null } when json.Kind == JsonValueKind.Number => FilterNumber.Read(json.Utf8.Span) is { } number && Ordered(number),
            { Number: not null } => Same(false),
            { Text: { } text } => Same(json.Text() == text),
            { Flag: { } flag } => Same(json.Kind == (flag ? JsonValueKind.True : JsonValueKind.False)),
            _ => Same(json.Kind == JsonValueKind.Null),
        };

        private bool Same(bool equal) => Operator switch
        {
            "==" => equal,
            "!=" => !equal,
            _ => false, // 7 is neither more nor less than "7"
        };

        private bool Ordered(FilterNumber number)
        {
            var order = number.CompareTo(Literal.Number!.Value);
            return Operator switch
            {
                "==" => order == 0,
                "!=" => order != 0,
                "<" => order < 0,
                "<=" => order <= 0,
                ">" => order > 0,
                _ => order >= 0,
            };
        }
    }

    /// <summary>The field is text with that text at that place.</summary>
    public sealed record Contains(FilterField Field, TextPlace Place, string Text, byte[] Utf8) : FilterExpression
    {
        public override bool Holds(FilterSubject subject)
        {
            var value = Field.Read(subject);
            if (value.Utf8 is { } bytes)
            {
                return Place switch
                {
                    TextPlace.Start => bytes.Span.StartsWith(Utf8),
                    TextPlace.End => bytes.Span.EndsWith(Utf8),
                    _ => bytes.Span.IndexOf(Utf8) >= 0,
                };
            }

            return Words(value) is { } text && Place switch
            {
                TextPlace.Start => text.StartsWith(Text, StringComparison.Ordinal),
                TextPlace.End => text.EndsWith(Text, StringComparison.Ordinal),
                _ => text.Contains(Text, StringComparison.Ordinal),
            };
        }
    }

    /// <summary>The field is text in which the pattern is found.</summary>
    public sealed record Matches(FilterField Field, Regex Pattern) : FilterExpression
    {
        public override bool Holds(FilterSubject subject)
        {
            var value = Field.Read(subject);
            var text = value.Utf8 is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : Words(value);
            return text is not null && Pattern.IsMatch(text);
        }
    }

    private static string? Words(FilterValue value) => value switch
    {
        { Text: { } text } => text,
        { Id: { IsText: true } id } => RawJson.From(id.Json).Text(),
        { Json: { IsAbsent: false } json } => json.Text(),
        _ => null,
    };
}

/// <summary>Where in a text another is looked for.</summary>
internal enum TextPlace
{
    Anywhere, Start, End,
}
