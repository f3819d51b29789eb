using System.Buffers;

namespace RawMcp.Wire;

/// <summary>
/// Values that text shows under a secret's name: <c>TOKEN=abc</c>, <c>password: abc</c>, <c>"api_key": "abc"</c> in pieces of JSON however often
/// escaped, <c>?access_token=abc</c>, <c>Authorization: …</c>, <c>--token abc</c>.
/// </summary>
internal static class NamedValues
{
    /// <summary>How far back from a separator a name may begin.</summary>
    private const int Back = RedactionLimits.MaxName + 20;

    private static readonly SearchValues<char> Separators = SearchValues.Create(":=");
    private static readonly SearchValues<char> ValueEnds = SearchValues.Create(" \t\r\n\"'`&,;<>)}]|");
    private static readonly SearchValues<char> Counting = SearchValues.Create("0123456789.,_/%+-kKM");
    private static readonly SearchValues<char> VariableName = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n");

    // What stands behind a name in sentences, code and logs, and is no secret.
    private static readonly System.Collections.Frozen.FrozenSet<string> Words = System.Collections.Frozen.FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "null", "none", "nil", "true", "false", "undefined", "empty", "string", "str", "number", "boolean", "bool", "object", "array", "any", "optional", "required", "missing",
        "invalid", "expired", "unexpected", "expected", "unauthorized", "denied", "rejected", "revoked", "malformed", "not", "no", "is", "the", "a", "an", "must", "cannot", "unknown", "got", "found", "set", "unset", "yes", "ok");

    // How an Authorization header begins; what follows is the secret.
    private static readonly System.Collections.Frozen.FrozenSet<string> Schemes = System.Collections.Frozen.FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "bearer", "basic", "digest", "token", "negotiate", "ntlm", "hmac", "aws4-hmac-sha256", "apikey", "dpop");

    /// <summary>The text without those values.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isProse">It explains something to people: <c>token: the token to use</c> names no secret.</param>
    /// <param name="found">Counts.</param>
    public static string Redact(string text, bool isProse, RedactionCounts found)
    {
        var edits = new TextEdits(text);
        var (at, line) = (0, -1);
        while (at < text.Length && text.AsSpan(at).IndexOfAny(Separators) is >= 0 and var next)
        {
            var separator = at + next;
            at = separator + 1;
            if (NameBefore(text, separator, edits.Done, out var quoted, out var lineBegins) is not { } kind) continue;
            if (at < text.Length && text[at] is '=' or '>') at++; // ==, =>, :=
            if (line < at) line = text.AsSpan(at).IndexOfAny(LineEnds) is >= 0 and var ends ? at + ends : text.Length; // looked for once a line
            var end = Value(text, at, line, kind, text[separator], quoted, lineBegins, isProse, out var from, out var bare);
            if (end <= from) continue;
            edits.Replace(from, end, bare ? Quoted(text, separator, kind) : TextEdits.Placeholder(kind), kind, found);
            at = end;
        }

        return Options(edits.Text(), found);

        // A number in a piece of JSON stays one value of it.
        static string Quoted(string text, int separator, string kind)
        {
            var close = separator - 1;
            while (close >= 0 && char.IsWhiteSpace(text[close])) close--;
            var begin = close;
            while (begin > 0 && text[begin - 1] == '\\' && close - begin < 64) begin--;
            var quote = text[begin..(close + 1)];
            return quote + TextEdits.Placeholder(kind) + quote;
        }
    }

    /// <summary>The kind of secret whose name ends before a separator; null where there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="separator">Where the separator stands; may be the end of the text.</param>
    /// <param name="floor">What lies before has been dealt with.</param>
    /// <param name="quoted">The name stands in double quotes, as in JSON.</param>
    /// <param name="lineBegins">Nothing else stands before it on its line.</param>
    public static string? NameBefore(string text, int separator, int floor, out bool quoted, out bool lineBegins)
    {
        floor = Math.Max(floor, separator - Back);
        var end = separator;
        while (end > floor && text[end - 1] is ' ' or '\t' or ':') end--;
        quoted = end > floor && text[end - 1] == '"';
        if (end > floor && text[end - 1] is '"' or '\'' or '`' or ']') end--;
        while (end > floor && text[end - 1] is '\\' or '"' or '\'') end--;
        var begin = end;
        while (begin > floor && IsNameLetter(text[begin - 1])) begin--;
        var name = text.AsSpan(begin, end - begin).Trim("-.");
        lineBegins = true;
        for (var i = begin - 1; i >= Math.Max(0, begin - 16); i--)
        {
            if (text[i] is '\n' or '\r') break;
            lineBegins &= text[i] is ' ' or '\t' or '"' or '\'' or '-' or '$' or '\\' or '{';
        }

        if (name.IsEmpty) return null;
        if (SecretNames.Find(name) is { } kind) return kind;
        if (text[Math.Min(separator, text.Length - 1)] == '=' && begin > 0 && text[begin - 1] is '?' or '&' or ';' && IsSignature(name)) return "signature";

        // "API key: …", "access token = …"
        if (begin - 1 <= floor || text[begin - 1] != ' ' || !char.IsLetterOrDigit(text[begin - 2])) return null;
        var first = begin - 1;
        while (first > floor && IsNameLetter(text[first - 1])) first--;
        return SecretNames.Find(text.AsSpan(first, end - first)) is { } two && two is "api_key" or "private_key" or "secret_key" ? two : null;
    }

    private static bool IsSignature(ReadOnlySpan<char> name) =>
        name.Equals("sig", StringComparison.OrdinalIgnoreCase) || name.EndsWith("signature", StringComparison.OrdinalIgnoreCase);

    private static bool IsNameLetter(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '-' or '.';

    /// <summary>Where the value begins and ends; nothing where it is no secret.</summary>
    private static int Value(string text, int at, int lineEnd, string kind, char separator, bool quoted, bool lineBegins, bool isProse, out int from, out bool bare)
    {
        from = at;
        bare = false;
        while (from < text.Length && (text[from] is ' ' or '\t' || (quoted && text[from] is '\r' or '\n'))) from++;
        var spaced = from > at;
        var slashes = from;
        while (slashes < text.Length && text[slashes] == '\\') slashes++;
        if (slashes < text.Length && text[slashes] is '"' or '\'' or '`')
        {
            var (quote, count) = (text[slashes], slashes - from);
            from = slashes + 1;
            return IsSecret(text.AsSpan(from, Closing(text, from, quote, count) - from), kind) ? Closing(text, from, quote, count) : from;
        }

        var rest = text.AsSpan(from);
        if (rest.IsEmpty) return from;
        if (rest[0] is '{' or '[' && !TextEdits.IsPlaceholder(rest))
        {
            bare = quoted;
            return from + Balanced(rest);
        }

        var line = lineEnd >= from ? rest[..(lineEnd - from)] : rest[..Math.Min(rest.Length, 200)];
        var word = line.IndexOfAny(ValueEnds) is >= 0 and var wordEnd ? line[..wordEnd] : line;
        if (word.Length <= 16 && Schemes.Contains(word.ToString()))
        {
            from += word.Length;
            line = line[word.Length..];
            var spaces = line.Length - line.TrimStart(' ').Length;
            if (spaces == 0 || spaces == line.Length) return from = at; // no more than the word
            from += spaces;
            line = line[spaces..];
            word = line.IndexOfAny(ValueEnds) is >= 0 and var nextEnd ? line[..nextEnd] : line;
        }

        if (!IsSecret(word, kind)) return from;
        if (isProse && spaced && IsProse(line, word)) return from;
        bare = quoted;
        if (quoted) return from + word.Length;
        if (separator == ':' && Header(line, kind, separator) is > 0 and var header) return from + header;
        return from + (separator == ':' && spaced && lineBegins && kind is "password" ? line.Length : word.Length);
    }

    // A header's value goes to the end of its line, or of the quotes that it stands in.
    private static int Header(ReadOnlySpan<char> line, string kind, char separator)
    {
        if (separator != ':' || kind is not ("authorization" or "cookie")) return 0;
        var end = line.IndexOfAny('"', '\'', '\\');
        return end < 0 ? line.Length : end;
    }

    private static bool IsSecret(ReadOnlySpan<char> value, string kind)
    {
        if (value.IsEmpty || TextEdits.IsPlaceholder(value)) return false;
        if (SecretNames.MayCount(kind) && !value.ContainsAnyExcept(Counting)) return false;
        if (value.StartsWith("${", StringComparison.Ordinal) && value.EndsWith("}", StringComparison.Ordinal)) return value[2..^1].ContainsAnyExcept(VariableName);
        if (value.StartsWith("${", StringComparison.Ordinal) && !value[2..].ContainsAnyExcept(VariableName)) return false; // its brace is the word's end
        return value.Length > 24 || !Words.Contains(value.Trim(".!?:").ToString()) || (kind == "password" && value.Length <= 3);
    }

    private static bool IsProse(ReadOnlySpan<char> line, ReadOnlySpan<char> word)
    {
        foreach (var letter in word)
        {
            if (!char.IsLetter(letter) && letter is not ('\'' or '-' or '/' or '.')) return false;
        }

        return line[..Math.Min(line.Length, 200)].Count(' ') >= 2 || line.Length == word.Length;
    }

    /// <summary>Where a quoted value ends: at the quote that is escaped as often as the opening one, or with the text.</summary>
    private static int Closing(string text, int from, char quote, int slashes)
    {
        for (var at = from; at < text.Length; at++)
        {
            at = text.IndexOf(quote, at);
            if (at < 0) return text.Length;
            var count = 0;
            while (at - count > from && text[at - count - 1] == '\\') count++;
            if (count == slashes || (count < slashes && count == at - from) || (slashes == 0 && count % 2 == 0)) return at - Math.Min(count, slashes);
            if (count < slashes) return at - count; // the piece of JSON that it stands in ends here
        }

        return text.Length;
    }

    /// <summary>Where an object or array ends that may be cut off; at the end of the line, if it does not end.</summary>
    private static int Balanced(ReadOnlySpan<char> text)
    {
        var depth = 0;
        var inString = false;
        for (var at = 0; at < text.Length; at++)
        {
            var one = text[at];
            if (one == '"') inString = !inString;
            else if (inString && one == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\\') at += 1;
            else if (inString) continue;
            else if (one is '{' or '[') depth++;
            else if (one is '}' or ']' && --depth == 0) return at + 1;
        }

        return text.Length;
    }

    /// <summary><c>--token abc</c> in a command line.</summary>
    private static string Options(string text, RedactionCounts found)
    {
        var edits = new TextEdits(text);
        var at = 0;
        while (text.IndexOf("--", at, StringComparison.Ordinal) is >= 0 and var begin)
        {
            at = begin + 2;
            if (begin > 0 && !(char.IsWhiteSpace(text[begin - 1]) || text[begin - 1] is '"' or '\'')) continue;
            var end = at;
            while (end < text.Length && IsNameLetter(text[end])) end++;
            if (end >= text.Length || text[end] != ' ' || end + 1 >= text.Length) continue;
            if (SecretNames.Find(text.AsSpan(at, end - at)) is not { } kind) continue;
            var from = end + 1;
            var quote = text[from] is '"' or '\'' ? text[from] : '\0';
            if (quote != '\0') from++;
            var rest = text.AsSpan(from);
            var length = quote != '\0' ? rest.IndexOf(quote) : rest.IndexOfAny(ValueEnds);
            if (length < 0) length = rest.Length;
            if (!rest[..length].StartsWith("-", StringComparison.Ordinal) && IsSecret(rest[..length], kind)) edits.Replace(from, from + length, kind, found);
            at = from;
        }

        return edits.Text();
    }
}
