using System.Text;

namespace RawMcp.Schema;

/// <summary>
/// A URI reference in its five parts, and its resolution by RFC 3986, section 5.2. <c>System.Uri</c> is no use for it: it changes
/// the spelling, and takes <c>/a</c> for a file on some systems.
/// </summary>
internal readonly record struct UriReference(string? Scheme, string? Authority, string Path, string? Query, string? Fragment)
{
    public bool IsAbsolute => Scheme is not null;

    public static UriReference Parse(string text)
    {
        string? scheme = null, authority = null, query = null, fragment = null;
        if (text.IndexOf('#', StringComparison.Ordinal) is >= 0 and var hash) (text, fragment) = (text[..hash], text[(hash + 1)..]);
        if (text.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark) (text, query) = (text[..mark], text[(mark + 1)..]);
        if (SchemeLength(text) is > 0 and var length) (scheme, text) = (text[..length].ToLowerInvariant(), text[(length + 1)..]);
        if (text.StartsWith("//", StringComparison.Ordinal))
        {
            var end = text.IndexOf('/', 2);
            if (end < 0) end = text.Length;
            (authority, text) = (text[2..end], text[end..]);
        }

        return new(scheme, authority, text, query, fragment);
    }

    /// <summary>The reference as seen from a base. A base without a scheme, as a schema without a URI has it, is taken as it is.</summary>
    public static UriReference Resolve(string baseUri, string reference)
    {
        var (to, from) = (Parse(reference), Parse(baseUri));
        if (to.Scheme is not null) return to with { Path = WithoutDots(to.Path) };
        to = to with { Scheme = from.Scheme };
        if (to.Authority is not null) return to with { Path = WithoutDots(to.Path) };
        to = to with { Authority = from.Authority };
        if (to.Path.Length == 0) return to with { Path = from.Path, Query = to.Query ?? from.Query };
        if (to.Path[0] == '/') return to with { Path = WithoutDots(to.Path) };
        var folder = from.Authority is not null && from.Path.Length == 0 ? "/" : from.Path[..(from.Path.LastIndexOf('/') + 1)];
        return to with { Path = WithoutDots(folder + to.Path) };
    }

    /// <summary>The URI without its fragment.</summary>
    public string Document => (this with { Fragment = null }).ToString();

    public override string ToString()
    {
        var text = new StringBuilder();
        if (Scheme is not null) text.Append(Scheme).Append(':');
        if (Authority is not null) text.Append("//").Append(Authority);
        text.Append(Path);
        if (Query is not null) text.Append('?').Append(Query);
        if (Fragment is not null) text.Append('#').Append(Fragment);
        return text.ToString();
    }

    /// <summary>Text with its %XX taken as UTF-8; what is no escape stays.</summary>
    public static string Unescape(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal)) return text;
        var from = Encoding.UTF8.GetBytes(text);
        var bytes = new List<byte>(from.Length);
        for (var i = 0; i < from.Length; i++)
        {
            if (from[i] == '%' && i + 2 < from.Length && char.IsAsciiHexDigit((char)from[i + 1]) && char.IsAsciiHexDigit((char)from[i + 2]))
            {
                bytes.Add(Convert.FromHexString([(char)from[i + 1], (char)from[i + 2]])[0]);
                i += 2;
            }
            else
            {
                bytes.Add(from[i]);
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static int SchemeLength(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ':') return i;
            if (!char.IsAsciiLetter(text[i]) && (i == 0 || !(char.IsAsciiDigit(text[i]) || text[i] is '+' or '-' or '.'))) return 0;
        }

        return 0;
    }

    private static string WithoutDots(string path)
    {
        if (!path.Contains('.', StringComparison.Ordinal)) return path;
        var from = path.Split('/');
        var to = new List<string>(from.Length);
        for (var i = 0; i < from.Length; i++)
        {
            var isLast = i == from.Length - 1;
            if (from[i] is not ("." or ".."))
            {
                to.Add(from[i]);
                continue;
            }

            if (from[i] == ".." && to.Count > 0 && !(to.Count == 1 && to[0].Length == 0)) to.RemoveAt(to.Count - 1);
            if (isLast) to.Add("");
        }

        return string.Join('/', to);
    }
}
