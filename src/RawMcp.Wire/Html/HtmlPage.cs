using System.Security.Cryptography;
using System.Text;

namespace RawMcp.Wire;

/// <summary>What every page has before and behind its data: a policy that allows our own style and script and nothing else, and these two.</summary>
internal static class HtmlPage
{
    private static readonly string[] Scripts = ["start.js", "plain.js", "json.js", "data.js", "words.js", "pattern.js", "filter.js", "matching.js", "list.js", "detail.js", "timeline.js", "page.js"];

    private static readonly string Style = Read("page.css");

    // One function around all of it: nothing of it is known outside.
    private static readonly string Script = string.Concat(Scripts.Select(Read));

    /// <summary>Up to the data.</summary>
    public static string Head => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '{Hash(Script)}'; style-src '{Hash(Style)}'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'">
        <meta name="referrer" content="no-referrer">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>rawmcp capture</title>
        <style>{Style}</style>
        </head>
        <body>
        {Read("page.html")}
        """;

    /// <summary>Behind the data.</summary>
    public static string Tail => $"""

        <script>{Script}</script>
        </body>
        </html>

        """;

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // A browser reads CR LF as LF before it takes the hash.
    private static string Read(string name)
    {
        using var resource = typeof(HtmlPage).Assembly.GetManifestResourceStream("html/" + name)!;
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r", "", StringComparison.Ordinal);
    }
}
