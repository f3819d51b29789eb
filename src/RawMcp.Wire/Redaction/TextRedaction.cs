using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace RawMcp.Wire;

/// <summary>One text, searched for secrets in all the ways it can hold them: as it is, as JSON, with JSON in it, and packed in base64.</summary>
internal static class TextRedaction
{
    // Without any of these there is no secret that we would know, and most text has none.
    private static readonly SearchValues<string> Signs = SearchValues.Create(
        [.. KnownShapes.Beginnings, .. PlainSecrets.Beginnings, "pass", "pwd", "token", "secret", "auth", "key", "cookie", "cred", "jwt", "otp", "pat", "pw", "sig", "kennwort", "contrase", "motdepasse", "senha",
            "пароль", "密码", "密碼", "口令", "パスワード", "비밀번호", "base64,", "ewo", "W3s", "\\u00"],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> Base64Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    private static readonly SearchValues<char> JsonBegins = SearchValues.Create("{[");

    /// <summary>The text without secrets; the same object where it has none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="by">Whose patterns, and who counts.</param>
    /// <param name="packed">In how many strings it is packed.</param>
    /// <param name="isProse">It explains something to people.</param>
    public static string Redact(string text, Redactor by, int packed = 0, bool isProse = false)
    {
        if (text.Length < 2) return text;
        text = Patterns(text, by);
        if (text.Length >= 16 && Base64Content(text, by, packed) is { } repacked) return repacked;
        if (!text.AsSpan().ContainsAny(Signs)) return Spread(text, by, packed);
        if (packed > RedactionLimits.MaxPacking)
        {
            by.Counts.Add("packed-too-deep");
            return TextEdits.Placeholder("packed-too-deep");
        }

        var trimmed = text.AsSpan().Trim();
        if (trimmed is ['{', .., '}'] or ['[', .., ']'] or ['"', .., '"'] && JsonRedaction.TryRedact(AnyBytes.FromText(text), by, packed, out var json)) return AnyBytes.ToText(json.Span);
        return Spread(WithJson(text, by, packed, isProse), by, packed);
    }

    /// <summary>The text without what the user's own patterns match.</summary>
    public static string Patterns(string text, Redactor by)
    {
        for (var i = 0; i < by.Patterns.Count; i++) text = Pattern(text, by.Patterns[i].Regex, $"pattern {i + 1}", by.Counts);
        return text;
    }

    // Each match takes time in proportion to the text; that many matches do too is not said. So the time is limited as a whole.
    private static string Pattern(string text, Regex pattern, string kind, RedactionCounts found)
    {
        var edits = new TextEdits(text);
        var (at, began) = (0, Stopwatch.GetTimestamp());
        try
        {
            while (at < text.Length && pattern.Match(text, at) is { Success: true } match)
            {
                if (match.Length > 0) edits.Replace(match.Index, match.Index + match.Length, kind, found);
                at = match.Index + Math.Max(1, match.Length);
                if (Stopwatch.GetElapsedTime(began) < RedactionLimits.PatternTime) continue;
                edits.Replace(at, text.Length, kind, found);
                break;
            }
        }
        catch (RegexMatchTimeoutException)
        {
            edits.Replace(edits.Done, text.Length, kind, found);
        }

        return edits.Text();
    }

    /// <summary>Text with pieces of JSON in it: those as JSON, what stands between them as text.</summary>
    private static string WithJson(string text, Redactor by, int packed, bool isProse)
    {
        var next = text.AsSpan().IndexOfAny(JsonBegins);
        if (next < 0) return Plain(text, by, isProse);
        var result = new System.Text.StringBuilder();
        var (done, at) = (0, next);
        var tries = 0;
        while (next >= 0 && tries < RedactionLimits.MaxJsonTries)
        {
            if (MayBegin(text, at))
            {
                tries++;
                var length = JsonAt(text, at);
                var before = text[done..at];
                var name = before.TrimEnd(' ', '=', ':', '>');
                var under = before.AsSpan(name.Length).ContainsAny('=', ':') ? NamedValues.NameBefore(name, name.Length, 0, out _, out _) : null;
                if (length > 2 && JsonRedaction.TryRedact(AnyBytes.FromText(text.AsSpan(at, length)), by, packed, out var json, under))
                {
                    result.Append(Plain(before, by, isProse)).Append(AnyBytes.ToText(json.Span));
                    done = at + length;
                    at = done - 1;
                    tries--; // it is behind us now
                }
            }

            next = at + 1 < text.Length ? text.AsSpan(at + 1).IndexOfAny(JsonBegins) : -1;
            at += 1 + next;
        }

        return done == 0 ? Plain(text, by, isProse) : result.Append(Plain(text[done..], by, isProse)).ToString();
    }

    // [INFO] and {0} are no JSON, and cost no try.
    private static bool MayBegin(string text, int at)
    {
        var next = at + 1;
        while (next < text.Length && next - at < 200 && char.IsWhiteSpace(text[next])) next++;
        return next < text.Length && text[next] is '"' or '{' or '[';
    }

    /// <summary>How long the JSON value is that begins there; 0 where there is none.</summary>
    private static int JsonAt(string text, int at)
    {
        var (depth, inString) = (0, false);
        for (var i = at; i < text.Length; i++)
        {
            var one = text[i];
            if (inString && one == '\\') i++;
            else if (one == '"') inString = !inString;
            else if (inString) continue;
            else if (one is '{' or '[') depth++;
            else if (one is '}' or ']' && --depth == 0) return i + 1 - at;
        }

        return 0;
    }

    private static string Plain(string text, Redactor by, bool isProse) => text.Length == 0 ? text :
        NamedValues.Redact(KnownShapes.Redact(PlainSecrets.Redact(text, by.Counts), by.Counts), isProse, by.Counts);

    /// <summary>Text with a NUL between its characters is UTF-16 that was taken for bytes: if it holds a secret, it is written without them.</summary>
    private static string Spread(string text, Redactor by, int packed)
    {
        if (text.AsSpan().Count('\0') * 3 < text.Length) return text;
        var dense = text.Replace("\0", "", StringComparison.Ordinal);
        var redacted = Redact(dense, by, packed + 1);
        return ReferenceEquals(redacted, dense) || redacted == dense ? text : redacted;
    }

    /// <summary>Base64 of text that holds a secret, as base64 of that text without it; null for anything else.</summary>
    private static string? Base64Content(string text, Redactor by, int packed)
    {
        if (text.StartsWith("data:", StringComparison.Ordinal) && text.IndexOf(";base64,", 0, Math.Min(200, text.Length), StringComparison.Ordinal) is > 0 and var mark)
            return Base64Content(text[(mark + 8)..], by, packed) is { } inner ? text[..(mark + 8)] + inner : null;
        var isUrl = text.AsSpan().ContainsAny('-', '_');
        if (!LooksBase64(text, isUrl)) return null;
        var body = text.AsSpan().TrimEnd('=');
        if (isUrl ? !Base64Url.IsValid(body) : body.ContainsAnyExcept(Base64Letters)) return null;
        byte[] bytes;
        try
        {
            bytes = isUrl ? Base64Url.DecodeFromChars(text) : Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
        }
        catch (FormatException)
        {
            return null;
        }

        if (bytes.AsSpan().ContainsAnyInRange((byte)0, (byte)8) || !Utf8.IsValid(bytes)) return null;
        var content = System.Text.Encoding.UTF8.GetString(bytes);
        var redacted = Redact(content, by, packed + 1);
        if (redacted == content) return null;
        var encoded = System.Text.Encoding.UTF8.GetBytes(redacted);
        return isUrl ? Base64Url.EncodeToString(encoded) : Convert.ToBase64String(encoded);
    }

    private static bool LooksBase64(string text, bool isUrl)
    {
        // The beginning decides for nearly everything: pictures are not text, and text is not base64.
        var start = text.AsSpan(0, Math.Min(text.Length / 4 * 4, 64));
        Span<byte> bytes = stackalloc byte[64];
        int count;
        if (isUrl ? !Base64Url.IsValid(start) : !Base64.IsValid(start)) return false; // trying to decode can throw
        if (isUrl ? !Base64Url.TryDecodeFromChars(start, bytes, out count) : !Convert.TryFromBase64Chars(start, bytes, out count)) return false;
        var head = bytes[..count];
        return !head.ContainsAnyInRange((byte)0, (byte)8) && (Utf8.IsValid(head) || (count > 8 && (Utf8.IsValid(head[..^1]) || Utf8.IsValid(head[..^2]) || Utf8.IsValid(head[..^3]))));
    }
}
