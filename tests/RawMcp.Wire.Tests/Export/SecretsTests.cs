using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RawMcp.Wire.Tests;

/// <summary>Secrets put into a session in every way that people do it: none of them is in a default export.</summary>
public sealed class SecretsTests
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private readonly List<string> secrets = [];
    private readonly Random random = new(20260728);
    private int id;

    private string Body(int length)
    {
        var body = string.Concat(Enumerable.Range(0, length).Select(_ => Letters[random.Next(Letters.Length)]));
        return "9" + body[1..];
    }

    /// <summary>A secret that nothing but its place tells.</summary>
    private string Plain() => Note("Zq" + Body(14));

    private string Note(string secret)
    {
        secrets.Add(secret);
        return secret;
    }

    private string Shaped(string prefix, int length) => Note(prefix + Body(length));

    private string Call(ExportSession session, string arguments, string content)
    {
        id++;
        session.Ask($$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"tools/call","params":{"name":"t","arguments":{{{arguments}}}}}""");
        session.Answer($$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{"content":[{"type":"text","text":{{{Quoted(content)}}}}],"structuredContent":{{{arguments}}}}}""");
        return arguments;
    }

    private static string Quoted(string text) => Encoding.UTF8.GetString(JsonStringText.Write(text));

    private static string Packed(string json) => $"{{\"body\":{Quoted(json)}}}";

    private void Plant(ExportSession session)
    {
        session.Event("command", $"\"arguments\":[\"npx\",\"--api-key\",\"{Plain()}\",\"--token={Plain()}\",\"-e\",\"DB_PASSWORD={Plain()}\",\"--header\",\"Authorization: Bearer {Plain()}\","
            + $"\"-u\",\"bob:{Plain()}\",\"postgres://u:{Plain()}@h/d\",\"{Shaped("ghp_", 36)}\",{Quoted($"{{\"client_secret\":\"{Plain()}\"}}")}],\"directory\":\"/\",\"environment\":[\"API_KEY\"]");
        session.Event("spawn-failed", $"\"error\":2,\"reason\":\"cannot run x --password {Plain()}\"");
        session.Event("of-a-later-version", $"\"token\":\"{Plain()}\"");

        string[] names = ["token", "secret", "password", "authorization", "api_key", "apiKey", "x-api-key", "accessToken", "refresh_token", "clientSecret", "private-key", "Cookie", "bearer", "credentials",
            "AWS_SECRET_ACCESS_KEY", "db.password", "passwd", "sessionToken", "userPassword", "authToken"];
        foreach (var name in names) Call(session, $"{{\"a\":[{{\"{name}\":\"{Plain()}\"}}]}}", "ok");
        foreach (var name in names[..8]) Call(session, $"{{\"{name}\":{{\"deep\":[\"{Plain()}\",{{\"deeper\":\"{Plain()}\"}}]}}}}", "ok");
        foreach (var name in names[..6]) Call(session, "{}", $"line one\n{name}={Plain()}\nexport {name.ToUpperInvariant()}='{Plain()}'\n  {name}: {Plain()}");
        foreach (var name in names[..4])
        {
            var text = $"{{\"{name}\":\"{Plain()}\"}}";
            for (var level = 0; level < 4; level++) Call(session, text = Packed(text), $"log: {text}");
        }

        (string Prefix, int Length)[] shapes = [("sk-", 48), ("sk-ant-api03-", 40), ("ghp_", 36), ("github_pat_", 60), ("AKIA", 0), ("xoxb-", 40), ("AIza", 35), ("sk_live_", 24), ("npm_", 36), ("glpat-", 20), ("hf_", 34)];
        foreach (var (prefix, length) in shapes)
        {
            var key = prefix == "AKIA" ? Note("AKIA9" + Body(15).ToUpperInvariant()) : Shaped(prefix, length);
            Call(session, $"{{\"q\":\"look for {key} please\",\"{key}\":1}}", $"found {key}.");
            session.Line(Pipe.Stderr, $"[debug] using {key}");
        }

        Call(session, $"{{\"url\":\"https://x.example/p?access_token={Plain()}&n=1\",\"env\":[{{\"name\":\"DB_PASSWORD\",\"value\":\"{Plain()}\"}}],\"args\":[\"--secret\",\"{Plain()}\"]}}", $"redis://:{Plain()}@h:6379/0");
        Call(session, $"{{\"password\":{Number()}}}", "ok");
        Call(session, $"{{\"blob\":\"{Convert.ToBase64String(Encoding.UTF8.GetBytes($"{{\"token\":\"{Plain()}\"}}"))}\"}}", "data:text/plain;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes($"PASSWORD={Plain()}\n")));

        session.Line(Pipe.Stderr, $"POST /x Authorization: Bearer {Plain()}");
        session.Line(Pipe.Stderr, $"DEBUG headers {{\"Authorization\": \"Basic {Plain()}\", \"cookie\": \"sid={Plain()}\"}}");
        session.Line(Pipe.Stderr, $"Set-Cookie: sid={Plain()}; Path=/");
        session.Line(Pipe.Stderr, "-----BEGIN OPENSSH PRIVATE KEY-----");
        session.Line(Pipe.Stderr, Note(Body(70)));
        session.Line(Pipe.Stderr, "-----END OPENSSH PRIVATE KEY-----");
        session.Line(Pipe.Stdout, $"connecting with password {{\"password\":\"{Plain()}\"");                       // not JSON
        session.Line(Pipe.Stdout, $"{{\"jsonrpc\":\"2.0\",\"id\":999,\"result\":{{\"token\":\"{Plain()}\",\"x\":");     // cut off
        session.Line(Pipe.Stdout, $"{{\"jsonrpc\":\"2.0\",\"params\":\"{{\\\"token\\\":\\\"{Plain()}\\\",\\\"x");       // cut off inside a string
        session.Chunk(Pipe.Stdout, [.. Encoding.Latin1.GetBytes($"{{\"secret\":\"{Plain()}\xFF\xFE\"}} \xFF api_key={Plain()}\n")]);
        session.Chunk(Pipe.Stderr, [.. Encoding.Latin1.GetBytes($"\xFF\xFEtoken: {Plain()}\n")]);
        session.Chunk(Pipe.Stderr, [.. Encoding.Unicode.GetBytes($"password={Note("Zu" + Body(12))}"), (byte)'\n']);
        session.Ask($"{{\"jsonrpc\":\"2.0\",\"id\":\"{Shaped("sk-", 40)}\",\"method\":\"tools/call {Shaped("ghp_", 36)}\",\"params\":{{\"name\":\"{Shaped("xoxb-", 30)}\"}}}}");
        session.Answer($"{{\"jsonrpc\":\"2.0\",\"id\":\"{secrets[^3]}\",\"error\":{{\"code\":1,\"message\":\"bad key {Shaped("sk-", 40)}\",\"data\":{{\"apiKey\":\"{Plain()}\"}}}}}}");
        session.Chunk(Pipe.Stdin, Encoding.UTF8.GetBytes($"{{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"x\",\"params\":{{\"token\":\"{Plain()}")); // no LF at the end
    }

    private string Number() => Note(random.NextInt64(1_000_000_000_000, 9_000_000_000_000).ToString(CultureInfo.InvariantCulture));

    [Theory, InlineData("jsonl"), InlineData("har"), InlineData("otlp-json")]
    public void None_is_in_a_default_export(string form)
    {
        using var session = new ExportSession();
        Plant(session);
        Assert.True(secrets.Count >= 100, $"{secrets.Count}");
        var redactor = new Redactor();
        var bytes = session.Export(form, redactor);
        Assert.True(redactor.Counts.Total > 30);
        Assert.Equal("", string.Join('\n', Leaks(bytes)));

        // And all of them are in the capture: the test would see them.
        Assert.Equal(secrets.Order(), Leaks(session.Export("jsonl", Redactor.Off())).Order());
    }

    /// <summary>The secrets that can be seen in a text, also behind escapes, base64, and UTF-16.</summary>
    private List<string> Leaks(byte[] export)
    {
        var texts = new List<string>();
        foreach (var line in Encoding.UTF8.GetString(export).Split('\n'))
        {
            texts.Add(line);
            if (line.Length > 0) Collect(JsonElement.Parse(line), texts, 0);
        }

        var all = string.Join('\n', texts);
        return [.. secrets.Where(secret => all.Contains(secret, StringComparison.Ordinal))];
    }

    private static void Collect(JsonElement json, List<string> texts, int depth)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject())
                {
                    texts.Add(member.Name);
                    Collect(member.Value, texts, depth);
                }

                break;
            case JsonValueKind.Array:
                foreach (var element in json.EnumerateArray()) Collect(element, texts, depth);
                break;
            case JsonValueKind.String:
                var text = json.GetString()!;
                texts.Add(text);
                texts.Add(text.Replace("\0", "", StringComparison.Ordinal));
                var coded = text[(text.IndexOf(";base64,", StringComparison.Ordinal) is >= 0 and var mark ? mark + 8 : 0)..];
                var bytes = new byte[coded.Length];
                if (coded.Length > 16 && Convert.TryFromBase64String(coded, bytes, out var count))
                {
                    texts.Add(Encoding.Latin1.GetString(bytes, 0, count));
                    texts.Add(Encoding.Latin1.GetString(bytes, 0, count).Replace("\0", "", StringComparison.Ordinal));
                }

                break;
        }
    }

    [Fact]
    public void What_patterns_match_is_in_none_either()
    {
        foreach (var form in ExportSession.Forms.Keys)
        {
            using var session = new ExportSession()
                .Event("command", "\"arguments\":[\"x\",\"cust-0001\"],\"directory\":\"/cust-0002\",\"environment\":[]")
                .Ask("""{"jsonrpc":"2.0","id":"cust-0003","method":"cust-0004","params":{"cust-0005":["cust-0006"],"name":"cust-0007","_meta":{"progressToken":"cust-0008"}}}""")
                .Line(Pipe.Stderr, "cust-0009")
                .Answer("cust-0010")
                .Answer("""{"jsonrpc":"2.0","id":"cust-0003","error":{"code":1,"message":"cust-0011","data":"{\"a\":\"cust-0012\"}"}}""");
            var text = Encoding.UTF8.GetString(session.Export(form, new Redactor(RedactorTests.Pattern("cust-[0-9]+"))));
            Assert.DoesNotContain("cust-", text, StringComparison.Ordinal);
            Assert.Contains("[redacted:pattern 1]", text, StringComparison.Ordinal);
        }
    }
}
