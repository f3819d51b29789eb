using System.Collections.Frozen;

namespace RawMcp.Wire;

/// <summary>Names under which people keep secrets. Case, underscores, dashes and dots do not matter: <c>apiKey</c>, <c>API_KEY</c> and <c>x-api-key</c> are one.</summary>
internal static class SecretNames
{
    /// <summary>The kinds whose number is rather a count (<c>"tokens": 120</c>, <c>"pass": 3</c>) than a secret.</summary>
    public static bool MayCount(string kind) => kind is "tokens" or "pass";

    // What a name is about, if one of these ends it: a property of the secret, not the secret.
    private static readonly FrozenSet<string> About = Words(
        "algorithm alg arn at budget cost count counts description dir enabled endpoint endpoints expiration expired expires expiry field file format in index kind length "
        + "limit limits method methods name names path policy prefix price provider ratio ref remaining required rotation scheme schemes scope scopes second server servers "
        + "size status supported symbol title ttl type types uri url usage used version window");

    // Tokens that are no secret: places in a list, steps of work, and what language models count.
    private static readonly FrozenSet<string> HarmlessTokens = Words(
        "bos budget cached cancel cancellation cls completion context continuation cursor eos input mask max min next num output pad page per progress prompt reasoning "
        + "remaining sep special stop sync thinking total unk used");

    private static readonly string[] Passwords =
        ["password", "passwd", "passphrase", "passcode", "passwort", "kennwort", "contraseña", "contrasena", "motdepasse", "senha", "пароль", "密码", "密碼", "口令", "パスワード", "비밀번호"];

    private static readonly string[] Keys =
    [
        "accountkey", "adminkey", "appkey", "applicationkey", "authkey", "consumerkey", "decryptionkey", "deploykey", "encryptionkey", "hmackey", "licensekey", "masterkey",
        "rootkey", "serverkey", "servicekey", "sessionkey", "sharedkey", "signingkey", "sshkey", "storagekey", "subscriptionkey", "webhookkey",
    ];

    private static FrozenSet<string> Words(string list) => list.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The kind of secret that has that name; null where a name says nothing of the kind.</summary>
    public static string? Find(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > RedactionLimits.MaxName) return null;
        var words = Split(name);
        if (words.Count == 0) return null;
        var all = string.Concat(words);
        var kind = Kind(all, words);
        if (kind is null || !About.Contains(words[^1])) return kind is "token" && words[^1] is "id" or "ids" ? null : kind;
        return null;
    }

    private static string? Kind(string all, List<string> words)
    {
        if (all.Contains("authorization", StringComparison.Ordinal) || all is "auth" or "xauth" or "basicauth" or "proxyauth" or "authheader") return "authorization";
        foreach (var one in Passwords)
        {
            if (all.Contains(one, StringComparison.Ordinal)) return "password";
        }

        if (Has(words, "pwd") || Has(words, "userpass") || all is "pw" || all.EndsWith("pwd", StringComparison.Ordinal)) return "password";
        if (Has(words, "pass")) return words.Count > 1 && words[^1] == "pass" ? "password" : all == "pass" ? "pass" : null;
        if (all.Contains("apikey", StringComparison.Ordinal)) return "api_key";
        if (all.Contains("privatekey", StringComparison.Ordinal)) return "private_key";
        if (all.Contains("secretkey", StringComparison.Ordinal) || all.Contains("accesskey", StringComparison.Ordinal)) return "secret_key";
        foreach (var one in Keys)
        {
            if (all.EndsWith(one, StringComparison.Ordinal)) return "secret_key";
        }

        if (Has(words, "secret") || Has(words, "secrets") || all.EndsWith("secret", StringComparison.Ordinal) || all.EndsWith("secrets", StringComparison.Ordinal)) return "secret";
        if (all.Contains("credential", StringComparison.Ordinal) || Has(words, "creds") || Has(words, "cred")) return "credential";
        if (Has(words, "cookie") || Has(words, "cookies") || all.EndsWith("cookie", StringComparison.Ordinal)) return "cookie";
        if (Has(words, "bearer")) return "bearer";
        if (Has(words, "jwt")) return "jwt";
        if (Has(words, "otp") || Has(words, "totp")) return "otp";
        if (words.Count > 1 && words[^1] == "pat") return "token";
        return Token(all, words);
    }

    private static string? Token(string all, List<string> words)
    {
        var plural = Has(words, "tokens") || all.EndsWith("tokens", StringComparison.Ordinal);
        if (!plural && !Has(words, "token") && !all.EndsWith("token", StringComparison.Ordinal)) return null;
        foreach (var word in words)
        {
            if (HarmlessTokens.Contains(word)) return null;
            var before = word.EndsWith("tokens", StringComparison.Ordinal) ? word[..^6] : word.EndsWith("token", StringComparison.Ordinal) ? word[..^5] : "";
            if (before.Length > 0 && HarmlessTokens.Contains(before)) return null; // progresstoken, maxtokens
        }

        return plural ? "tokens" : "token";
    }

    private static bool Has(List<string> words, string word) => words.Contains(word);

    /// <summary>The words of a name in lower case: a new one begins behind what is no letter or digit, and where capitals begin or end.</summary>
    private static List<string> Split(ReadOnlySpan<char> name)
    {
        var words = new List<string>(4);
        var begin = 0;
        for (var at = 0; at <= name.Length; at++)
        {
            var ends = at == name.Length || !char.IsLetterOrDigit(name[at]);
            var turns = !ends && at > begin && char.IsUpper(name[at])
                && (char.IsLower(name[at - 1]) || (at + 1 < name.Length && char.IsLower(name[at + 1]) && char.IsUpper(name[at - 1])));
            if (!ends && !turns) continue;
            if (at > begin) words.Add(name[begin..at].ToString().ToLowerInvariant());
            begin = ends ? at + 1 : at;
        }

        return words;
    }
}
