using System.Buffers;

namespace RawMcp.Wire;

/// <summary>Keys that are known by their look: a prefix that a service gives to all of its own.</summary>
internal static class KnownShapes
{
    private enum Letters
    {
        /// <summary>Letters, digits, underscore, dash.</summary>
        Word,

        /// <summary>And dots.</summary>
        Dotted,

        /// <summary>And what a path has.</summary>
        Path,
    }

    /// <param name="Prefix">How it begins; case matters.</param>
    /// <param name="Kind">Whose it is.</param>
    /// <param name="Least">How many characters follow at least.</param>
    /// <param name="Of">Which characters.</param>
    /// <param name="Digits">The prefix also begins ordinary words: without a digit it is one of those.</param>
    /// <param name="Dots">How many dots there are at least.</param>
    private sealed record Shape(string Prefix, string Kind, int Least, Letters Of = Letters.Word, bool Digits = false, int Dots = 0);

    private static readonly SearchValues<char> Word = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");
    private static readonly SearchValues<char> Dotted = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");
    private static readonly SearchValues<char> Path = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./+=");

    private static readonly Shape[] All =
    [
        new("sk-ant-", "anthropic-key", 12), new("sk-", "openai-key", 16, Digits: true), new("sess-", "openai-key", 32, Digits: true),
        new("ghp_", "github-token", 16), new("gho_", "github-token", 16), new("ghu_", "github-token", 16), new("ghs_", "github-token", 16), new("ghr_", "github-token", 16),
        new("github_pat_", "github-token", 16), new("glpat-", "gitlab-token", 16), new("gldt-", "gitlab-token", 16), new("glrt-", "gitlab-token", 16),
        new("AKIA", "aws-key", 16), new("ASIA", "aws-key", 16), new("ABIA", "aws-key", 16), new("ACCA", "aws-key", 16),
        new("xoxa-", "slack-token", 10), new("xoxb-", "slack-token", 10), new("xoxc-", "slack-token", 10), new("xoxd-", "slack-token", 10), new("xoxe-", "slack-token", 10),
        new("xoxe.", "slack-token", 10), new("xoxo-", "slack-token", 10), new("xoxp-", "slack-token", 10), new("xoxr-", "slack-token", 10), new("xoxs-", "slack-token", 10),
        new("xapp-", "slack-token", 10), new("hooks.slack.com/services/", "slack-webhook", 16, Letters.Path),
        new("discord.com/api/webhooks/", "discord-webhook", 20, Letters.Path),
        new("AIza", "google-key", 30), new("ya29.", "google-token", 16), new("GOCSPX-", "google-secret", 16),
        new("sk_live_", "stripe-key", 10), new("sk_test_", "stripe-key", 10), new("rk_live_", "stripe-key", 10), new("rk_test_", "stripe-key", 10), new("whsec_", "stripe-key", 16),
        new("npm_", "npm-token", 30), new("pypi-", "pypi-token", 32, Digits: true), new("hf_", "huggingface-token", 30), new("rubygems_", "rubygems-token", 32), new("dckr_pat_", "docker-token", 16),
        new("SG.", "sendgrid-key", 32, Letters.Dotted, Digits: true, Dots: 2), new("key-", "mailgun-key", 32, Digits: true),
        new("dop_v1_", "digitalocean-token", 32), new("doo_v1_", "digitalocean-token", 32), new("dor_v1_", "digitalocean-token", 32),
        new("shpat_", "shopify-token", 24), new("shpca_", "shopify-token", 24), new("shppa_", "shopify-token", 24), new("shpss_", "shopify-token", 24),
        new("hvs.", "vault-token", 20), new("hvb.", "vault-token", 20), new("dp.pt.", "doppler-token", 30), new("glsa_", "grafana-token", 24), new("glc_", "grafana-token", 32, Letters.Path),
        new("sntrys_", "sentry-token", 24, Letters.Path), new("lin_api_", "linear-key", 24), new("ntn_", "notion-token", 30), new("secret_", "notion-token", 40, Digits: true),
        new("figd_", "figma-token", 24), new("PMAK-", "postman-key", 24), new("dapi", "databricks-token", 32, Digits: true), new("sbp_", "supabase-token", 32), new("pscale_tkn_", "planetscale-token", 24),
        new("gsk_", "groq-key", 24), new("xai-", "xai-key", 32, Digits: true), new("pplx-", "perplexity-key", 24, Digits: true), new("r8_", "replicate-token", 30), new("tvly-", "tavily-key", 16, Digits: true),
        new("fc-", "firecrawl-key", 30, Digits: true), new("AGE-SECRET-KEY-1", "age-key", 40), new("ATATT3", "atlassian-token", 24, Letters.Path),
        new("eyJ", "jwt", 24, Letters.Dotted, Dots: 2),
    ];

    private static readonly SearchValues<string> Prefixes = SearchValues.Create([.. All.Select(shape => shape.Prefix)], StringComparison.Ordinal);

    /// <summary>What begins as such a key does, for a first look.</summary>
    public static IEnumerable<string> Beginnings => All.Select(shape => shape.Prefix);

    /// <summary>The text without them.</summary>
    public static string Redact(string text, RedactionCounts found)
    {
        var edits = new TextEdits(text);

        // Where a shape's run of letters failed, it fails up to the run's end: no text is run through twice for one shape.
        Span<int> failed = stackalloc int[All.Length];
        failed.Clear();
        var at = 0;
        while (at < text.Length && text.AsSpan(at).IndexOfAny(Prefixes) is >= 0 and var next)
        {
            at += next;
            if (at > 0 && (char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] == '_'))
            {
                at++;
                continue;
            }

            var end = 0;
            for (var i = 0; i < All.Length; i++)
            {
                var shape = All[i];
                if (at < failed[i] || !text.AsSpan(at).StartsWith(shape.Prefix, StringComparison.Ordinal)) continue;
                var body = Run(text, at + shape.Prefix.Length, shape.Of);
                if (body.Length < shape.Least || (shape.Digits && !body.ContainsAnyInRange('0', '9')) || body.Count('.') < shape.Dots)
                {
                    failed[i] = at + shape.Prefix.Length + body.Length;
                    continue;
                }

                end = at + shape.Prefix.Length + body.TrimEnd(".=").Length;
                edits.Replace(at, end, shape.Kind, found);
                break;
            }

            at = end > at ? end : at + 1;
        }

        return edits.Text();
    }

    private static ReadOnlySpan<char> Run(string text, int from, Letters of)
    {
        var rest = text.AsSpan(from);
        var end = rest.IndexOfAnyExcept(of switch { Letters.Word => Word, Letters.Dotted => Dotted, _ => Path });
        return end < 0 ? rest : rest[..end];
    }
}
