using static RawMcp.Wire.FilterError;

namespace RawMcp.Wire;

/// <summary>
/// Reads a filter by recursive descent: <c>or</c> binds least, then <c>and</c>, then <c>not</c>. Total: any text gives a tree, or the
/// first error.
/// </summary>
internal sealed class FilterParser
{
    private static readonly string[] Keywords = ["and", "or", "not", "contains", "starts", "ends", "matches", "with", "true", "false", "null"];

    private readonly string text;
    private readonly IReadOnlyList<Token> tokens;
    private FilterError? error;
    private int next;
    private int depth;

    private FilterParser(string text, IReadOnlyList<Token> tokens) => (this.text, this.tokens) = (text, tokens);

    /// <summary>The tree; null where there is an error.</summary>
    public static FilterExpression? Read(string text, out FilterError? error)
    {
        if (text.Length > FilterLimits.MaxLength)
        {
            error = At(text, FilterLimits.MaxLength, $"The filter is longer than {FilterLimits.MaxLength} characters.");
            return null;
        }

        if (FilterLexer.Read(text, out error) is not { } tokens) return null;
        var parser = new FilterParser(text, tokens);
        var tree = parser.Whole();
        error = parser.error;
        return error is null ? tree : null;
    }

    private Token Here => tokens[next];

    private FilterExpression? Fail(Token where, string sentence)
    {
        error ??= At(text, where.Start, sentence);
        return null;
    }

    private FilterExpression? Whole()
    {
        if (Here.Kind == TokenKind.End) return Fail(Here, "The filter is empty.");
        var tree = Or();
        if (tree is null || Here.Kind == TokenKind.End) return tree;
        return Fail(Here, Here.Kind == TokenKind.Close ? "This ')' closes nothing." : $"'and', 'or' or the end of the filter is expected here, not {Quote(Here.Spelled)}.");
    }

    private FilterExpression? Or() => Joined("or", And, terms => new FilterExpression.Any(terms));

    private FilterExpression? And() => Joined("and", Not, terms => new FilterExpression.All(terms));

    // A list, not a chain: ten thousand terms are no deeper than two.
    private FilterExpression? Joined(string word, Func<FilterExpression?> term, Func<List<FilterExpression>, FilterExpression> join)
    {
        if (term() is not { } first) return null;
        if (!Here.Is(word)) return first;
        List<FilterExpression> terms = [first];
        while (Here.Is(word))
        {
            next++;
            if (term() is not { } more) return null;
            terms.Add(more);
        }

        return join(terms);
    }

    private FilterExpression? Not()
    {
        var here = Here;
        if (!here.Is("not") && here.Kind != TokenKind.Open) return Test();
        if (++depth > FilterLimits.MaxDepth) return Fail(here, $"Parentheses and 'not' are nested deeper than {FilterLimits.MaxDepth}.");
        next++;
        var inner = here.Kind == TokenKind.Open ? Or() : Not();
        depth--;
        if (inner is null) return null;
        if (here.Kind != TokenKind.Open) return new FilterExpression.Not(inner);
        if (Here.Kind == TokenKind.End) return Fail(here, "This '(' is never closed.");
        if (Here.Kind != TokenKind.Close) return Fail(Here, $"'and', 'or' or ')' is expected here, not {Quote(Here.Spelled)}.");
        next++;
        return inner;
    }

    private FilterExpression? Test()
    {
        var where = Here;
        if (Field() is not { } field) return null;
        var reader = new FilterLiterals(text, field);
        var operation = Here;
        if (operation.Kind == TokenKind.Comparison)
        {
            next++;
            return Taken(reader.Compare(operation, Here), reader);
        }

        if (operation.Is("contains") || operation.Is("matches"))
        {
            next++;
            return Taken(operation.Text == "matches" ? reader.Matches(operation, Here) : reader.Contains(operation, Here, TextPlace.Anywhere), reader);
        }

        if (!operation.Is("starts") && !operation.Is("ends")) return new FilterExpression.Has(field);
        next++;
        if (!Here.Is("with")) return Fail(Here, $"'with' is expected behind '{operation.Text}'.");
        next++;
        return Taken(reader.Contains(operation, Here, operation.Text == "starts" ? TextPlace.Start : TextPlace.End), reader);
    }

    private FilterExpression? Taken(FilterExpression? test, FilterLiterals reader)
    {
        if (test is null) error ??= reader.Error;
        else next++;
        return test;
    }

    private FilterField? Field()
    {
        var here = Here;
        if (here.Kind == TokenKind.End) Fail(here, "A field is expected here, such as method.");
        else if (here.Kind is TokenKind.Text or TokenKind.Number) Fail(here, "A comparison begins with a field: method == \"ping\".");
        else if (here.Kind != TokenKind.Word || (here.Steps is null && Keywords.Contains(here.Text))) Fail(here, $"A field is expected here, not {Quote(here.Spelled)}.");
        if (error is not null) return null;
        next++;
        if (here.Is("in") && Here.Is("flight"))
        {
            next++;
            return FilterField.Find("in flight", null, "in flight");
        }

        if (FilterField.Find(here.Text, here.Steps, here.Spelled) is { } field) return field;
        Fail(here, FilterField.Find(here.Text, null, here.Text) is { } whole
            ? $"{whole.Name} is {whole.Kind} and has no members; only params, result and error have."
            : Unknown(here.Text));
        return null;
    }

    private static string Unknown(string name)
    {
        var near = FilterField.Near(name);
        var list = near.Count == 1 ? near[0] : string.Join(", ", near.SkipLast(1)) + " or " + near[^1];
        return $"There is no field {Quote(name)}. " + (near.Count > 4 ? "There are " + string.Join(", ", near) + "." : $"Is {list} meant?");
    }
}
