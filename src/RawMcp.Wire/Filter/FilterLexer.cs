using System.Globalization;
using System.Text;

namespace RawMcp.Wire;

/// <summary>Cuts a filter's text into words. Total: any text gives words, or the first place that is none.</summary>
internal sealed class FilterLexer
{
    private readonly string text;
    private readonly List<Token> tokens = [];
    private FilterError? error;
    private int at;

    private FilterLexer(string text) => this.text = text;

    /// <summary>The words, with <see cref="TokenKind.End"/> as the last; null where there is an error.</summary>
    public static IReadOnlyList<Token>? Read(string text, out FilterError? error)
    {
        var lexer = new FilterLexer(text);
        while (lexer.error is null && lexer.Next())
        {
        }

        error = lexer.error;
        return error is null ? lexer.tokens : null;
    }

    private char Here => at < text.Length ? text[at] : '\0';

    private char After => at + 1 < text.Length ? text[at + 1] : '\0';

    private bool Next()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        var start = at;
        if (at == text.Length)
        {
            tokens.Add(new(TokenKind.End, start, "", ""));
            return false;
        }

        switch (Here)
        {
            case '(': return Symbol(TokenKind.Open, 1);
            case ')': return Symbol(TokenKind.Close, 1);
            case '=' or '!' or '<' or '>' when After == '=': return Symbol(TokenKind.Comparison, 2);
            case '<' or '>': return Symbol(TokenKind.Comparison, 1);
            case '=': return Fail(start, "'=' is written '=='.");
            case '!': return Fail(start, "'!' is written 'not'.");
            case '&': return Fail(start, "'&&' is written 'and'.");
            case '|': return Fail(start, "'||' is written 'or'.");
            case '"' or '\'':
                return Quoted() is { } value && Add(TokenKind.Text, start, value);
            case '-' when char.IsAsciiDigit(After): return Number();
            case >= '0' and <= '9': return Number();
            case var letter when IsWordStart(letter): return Word();
            default:
                var rune = Rune.TryGetRuneAt(text, at, out var whole) ? whole : Rune.ReplacementChar;
                return Fail(start, $"'{rune}' stands only inside quotes: \"tools/call\", or params[\"a b\"] for a member of that name.");
        }
    }

    private bool Symbol(TokenKind kind, int length)
    {
        at += length;
        return Add(kind, at - length, text[(at - length)..at]);
    }

    private bool Add(TokenKind kind, int start, string value, string unit = "", IReadOnlyList<JsonStep>? steps = null)
    {
        tokens.Add(new(kind, start, text[start..at], value, unit, steps));
        return true;
    }

    private bool Fail(int position, string sentence)
    {
        error ??= FilterError.At(text, position, sentence);
        return false;
    }

    private static bool IsWordStart(char one) => char.IsLetter(one) || one is '_' or '$';

    // A hyphen belongs to a word: nothing is subtracted here, and members are called so.
    private static bool IsWordPart(char one) => char.IsLetterOrDigit(one) || one is '_' or '$' or '-';

    private string WordPart()
    {
        var start = at;
        while (IsWordPart(Here)) at++;
        return text[start..at];
    }

    private bool Word()
    {
        var start = at;
        var word = WordPart();
        List<JsonStep>? steps = null;
        while (Here is '.' or '[')
        {
            if (Step() is not { } step) return false;
            (steps ??= []).Add(step);
        }

        return Add(TokenKind.Word, start, word, steps: steps);
    }

    private JsonStep? Step()
    {
        var start = at++;
        if (text[start] == '.')
        {
            if (WordPart() is { Length: > 0 } name) return JsonStep.To(name);
            Fail(at, "A member's name is expected behind '.': params.name, or params[\"a b\"].");
            return null;
        }

        JsonStep? step = null;
        if (Here is '"' or '\'')
        {
            if (Quoted() is not { } name) return null;
            step = JsonStep.To(name);
        }
        else
        {
            var digits = at;
            while (char.IsAsciiDigit(Here)) at++;
            if (int.TryParse(text.AsSpan(digits, at - digits), NumberStyles.None, CultureInfo.InvariantCulture, out var index)) step = JsonStep.To(index);
            else at = digits;
        }

        if (step is null) Fail(at, "Between [ and ] stands an index from 0 on, or a member's name in quotes.");
        else if (Here != ']') Fail(at, "']' is expected here.");
        at++;
        return error is null ? step : null;
    }

    private bool Number()
    {
        var start = at++;
        while (char.IsAsciiDigit(Here)) at++;
        if (Here == '.' && char.IsAsciiDigit(After)) for (at++; char.IsAsciiDigit(Here);) at++;
        if (Here is 'e' or 'E' && (char.IsAsciiDigit(After) || (After is '+' or '-' && at + 2 < text.Length && char.IsAsciiDigit(text[at + 2]))))
            for (at += 2; char.IsAsciiDigit(Here);) at++;
        var number = text[start..at];
        return Add(TokenKind.Number, start, number, WordPart());
    }

    // In "…" a backslash escapes, as in JSON. In '…' nothing does, so that a pattern needs no second backslash.
    private string? Quoted()
    {
        var start = at;
        var quote = text[at++];
        var value = new StringBuilder();
        while (at < text.Length && text[at] != quote)
        {
            if (quote == '\'' || text[at] != '\\') value.Append(text[at++]);
            else if (!Escape(value)) return null;
        }

        if (at == text.Length)
        {
            Fail(start, $"This text is never closed: {quote} is missing.");
            return null;
        }

        at++;
        var whole = value.ToString();
        for (var i = 0; i < whole.Length; i++)
        {
            if (!char.IsSurrogate(whole[i])) continue;
            if (!Rune.TryGetRuneAt(whole, i, out _))
            {
                Fail(start, "This text holds half a surrogate pair, which no text on the wire can equal.");
                return null;
            }

            i++;
        }

        return whole;
    }

    private bool Escape(StringBuilder value)
    {
        var plain = After switch
        {
            '"' or '\\' or '/' or '\'' => After,
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\b',
            'f' => '\f',
            _ => '\0',
        };
        if (plain != '\0')
        {
            value.Append(plain);
            at += 2;
            return true;
        }

        if (After == 'u' && at + 6 <= text.Length && ushort.TryParse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            value.Append((char)code);
            at += 6;
            return true;
        }

        return Fail(at, "This is no escape. There are \\\" \\\\ \\/ \\n \\t \\r \\b \\f \\uXXXX; in '…' a backslash is a backslash.");
    }
}
