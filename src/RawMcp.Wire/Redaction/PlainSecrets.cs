using System.Buffers;
using System.Buffers.Text;

namespace RawMcp.Wire;

/// <summary>Secrets that text shows by what stands around them: private keys in PEM, passwords in URLs, <c>Bearer</c> and <c>Basic</c>.</summary>
internal static class PlainSecrets
{
    private const string PemBegin = "-----BEGIN ";

    private static readonly SearchValues<char> UrlEnds = SearchValues.Create(" \t\r\n\"'<>`/?#\\|{}()[],;");
    private static readonly SearchValues<char> Nothing = SearchValues.Create(" \t\r\n\\");
    private static readonly SearchValues<char> SchemeLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=");

    /// <summary>What begins such a secret, for a first look.</summary>
    public static IEnumerable<string> Beginnings => [PemBegin, "://", "bearer", "basic"];

    public static string Redact(string text, RedactionCounts found) => Scheme(Scheme(Url(Pem(text, found), found), "bearer", found), "basic", found);

    /// <summary>What stands between the lines that begin and end a private key; without an end, everything behind the beginning.</summary>
    private static string Pem(string text, RedactionCounts found)
    {
        var edits = new TextEdits(text);
        var at = 0;
        while (text.IndexOf(PemBegin, at, StringComparison.Ordinal) is >= 0 and var begin)
        {
            at = begin + PemBegin.Length;
            var title = text.AsSpan(at, Math.Min(60, text.Length - at));
            var dashes = title.IndexOf("-----", StringComparison.Ordinal);
            if (dashes < 0 || !title[..dashes].Contains("PRIVATE KEY", StringComparison.Ordinal)) continue;
            at += dashes + 5;
            var end = text.IndexOf("-----END ", at, StringComparison.Ordinal);
            if (end < 0) end = text.Length;
            if (text.AsSpan(at, end - at).ContainsAnyExcept(Nothing)) edits.Replace(at, end, "private_key", found);
            at = end;
        }

        return edits.Text();
    }

    private static string Url(string text, RedactionCounts found)
    {
        var edits = new TextEdits(text);
        var at = 0;
        while (text.IndexOf("://", at, StringComparison.Ordinal) is >= 0 and var found3)
        {
            at = found3 + 3;
            var rest = text.AsSpan(at);
            var end = rest.IndexOfAny(UrlEnds);
            var authority = end < 0 ? rest : rest[..end];
            var mark = authority.LastIndexOf('@');
            if (mark > 0)
            {
                var user = authority[..mark];
                var colon = user.IndexOf(':');
                var secret = user[(colon + 1)..]; // without a colon, all of it: a token, if it looks like one
                if (!secret.IsEmpty && (colon >= 0 || (secret.Length >= 16 && secret.ContainsAnyInRange('0', '9'))))
                    edits.Replace(at + colon + 1, at + mark, "url-password", found);
            }

            at += authority.Length;
        }

        return edits.Text();
    }

    private static string Scheme(string text, string scheme, RedactionCounts found)
    {
        var edits = new TextEdits(text);
        var at = 0;
        while (at < text.Length && text.IndexOf(scheme, at, StringComparison.OrdinalIgnoreCase) is >= 0 and var begin)
        {
            at = begin + scheme.Length;
            if (begin > 0 && char.IsAsciiLetterOrDigit(text[begin - 1])) continue;
            var from = at;
            while (from < text.Length && from - at < 8 && text[from] is ' ' or '\t' or '+') from++;
            if (from == at && text.AsSpan(at).StartsWith("%20", StringComparison.Ordinal)) from += 3;
            if (from == at || from >= text.Length) continue;
            var rest = text.AsSpan(from);
            var end = rest.IndexOfAnyExcept(SchemeLetters);
            var value = (end < 0 ? rest : rest[..end]).TrimEnd('.');
            if (scheme == "bearer" ? LooksSecret(value) : IsUserAndPassword(value)) edits.Replace(from, from + value.Length, scheme, found);
            at = from + value.Length;
        }

        return edits.Text();
    }

    // "bearer authentication" and "Bearer token" are words.
    private static bool LooksSecret(ReadOnlySpan<char> value) =>
        value.Length >= 16 || (value.Length >= 5 && (value.ContainsAnyInRange('0', '9') || (value[1..].ContainsAnyInRange('A', 'Z') && value.ContainsAnyInRange('a', 'z'))));

    private static bool IsUserAndPassword(ReadOnlySpan<char> value)
    {
        if (value.Length is < 4 or > 8192 || !Base64.IsValid(value)) return false;
        Span<byte> bytes = new byte[value.Length];
        return Convert.TryFromBase64Chars(value, bytes, out var count) && bytes[..count].Contains((byte)':') && System.Text.Unicode.Utf8.IsValid(bytes[..count]);
    }
}
