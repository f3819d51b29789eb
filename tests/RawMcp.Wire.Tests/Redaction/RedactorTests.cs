using System.Text;
using System.Text.Json;

namespace RawMcp.Wire.Tests;

/// <summary>What redaction takes out, and what it leaves.</summary>
public sealed class RedactorTests
{
    private static string Frame(string frame, params string[] patterns)
    {
        var redactor = new Redactor([.. patterns.Select(Pattern)]);
        return Encoding.Latin1.GetString(redactor.Frame(Encoding.Latin1.GetBytes(frame)).Span);
    }

    internal static RedactionPattern Pattern(string text)
    {
        Assert.True(RedactionPattern.TryParse(text, out var pattern, out var sentence), sentence);
        return pattern;
    }

    [Theory]
    [InlineData("""{"token":"abc"}""", """{"token":"[redacted:token]"}""")]
    [InlineData("""{ "apiKey" : "abc" , "x":1.50}""", """{ "apiKey" : "[redacted:api_key]" , "x":1.50}""")]
    [InlineData("""{"X-API-Key":"abc","access_token":"d","clientSecret":"e"}""", """{"X-API-Key":"[redacted:api_key]","access_token":"[redacted:token]","clientSecret":"[redacted:secret]"}""")]
    [InlineData("""{"\u0070assword":"abc"}""", """{"\u0070assword":"[redacted:password]"}""")]
    [InlineData("""{"password":12345,"secret":true,"credential":null,"cookie":""}""", """{"password":"[redacted:password]","secret":true,"credential":null,"cookie":""}""")]
    [InlineData("""{"credentials":{"user":"bob","pin":1234,"more":["a",[2]]}}""", """{"credentials":{"user":"[redacted:credential]","pin":"[redacted:credential]","more":["[redacted:credential]",["[redacted:credential]"]]}}""")]
    [InlineData("""{"name":"API_TOKEN","value":"abc"}""", """{"name":"API_TOKEN","value":"[redacted:token]"}""")]
    [InlineData("""[{"value":"abc","name":"Authorization"},{"name":"Accept","value":"abc"}]""", """[{"value":"[redacted:authorization]","name":"Authorization"},{"name":"Accept","value":"abc"}]""")]
    [InlineData("""{"args":["-y","x","--token","abc","--verbose","abc"]}""", """{"args":["-y","x","--token","[redacted:token]","--verbose","abc"]}""")]
    [InlineData("""{"text":"{\"token\":\"abc\",\"n\":[1]}"}""", """{"text":"{\"token\":\"[redacted:token]\",\"n\":[1]}"}""")]
    [InlineData("""{"text":"got {\"token\":\"abc\"} and {\"n\":{\"password\":7}}"}""", """{"text":"got {\"token\":\"[redacted:token]\"} and {\"n\":{\"password\":\"[redacted:password]\"}}"}""")]
    [InlineData("""{"text":"credentials: {\"a\":\"b\"}"}""", """{"text":"credentials: {\"a\":\"[redacted:credential]\"}"}""")]
    [InlineData("""{"blob":"eyJ0b2tlbiI6ImFiYyIsIm4iOjF9"}""", """{"blob":"eyJ0b2tlbiI6IltyZWRhY3RlZDp0b2tlbl0iLCJuIjoxfQ=="}""")]
    [InlineData("""{"sk-abcdefghij0123456789":1}""", """{"[redacted:openai-key]":1}""")]
    [InlineData("""{"a":"${TOKEN}","token":"${TOKEN}"}""", """{"a":"${TOKEN}","token":"${TOKEN}"}""")]
    public void Json_keeps_its_structure(string frame, string expected)
    {
        Assert.Equal(expected, Frame(frame));
        using var json = JsonDocument.Parse(expected);
    }

    [Theory]
    [InlineData("sk-ant-api03-abcdefghijklmnopqrst", "anthropic-key"), InlineData("sk-proj-abcdefghij0123456789", "openai-key"), InlineData("ghp_abcdefghijklmnopqrstuvwxyz0123456789", "github-token")]
    [InlineData("github_pat_11ABCDEFG0abcdefghijkl_mnop", "github-token"), InlineData("AKIAIOSFODNN7EXAMPLE", "aws-key"), InlineData("xoxb-123456789012-abcdefghij", "slack-token")]
    [InlineData("AIzaSyA1234567890abcdefghijklmnopqrstuv", "google-key"), InlineData("sk_live_abcdefghij0123456789", "stripe-key"), InlineData("npm_abcdefghijklmnopqrstuvwxyz0123456789", "npm-token")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefghijklmnopq", "jwt"), InlineData("glpat-abcdefghij0123456789", "gitlab-token"), InlineData("hf_abcdefghijklmnopqrstuvwxyzABCDEFGH", "huggingface-token")]
    public void Known_keys_are_found_anywhere(string key, string kind)
    {
        Assert.Equal($"a [redacted:{kind}], b", Frame($"a {key}, b"));
        Assert.Equal($$"""{"a":["x {{key}}","[redacted:{{kind}}]"]}""".Replace(key, $"[redacted:{kind}]", StringComparison.Ordinal), Frame($$"""{"a":["x {{key}}","{{key}}"]}"""));
        Assert.Equal($"x{key}", Frame($"x{key}")); // in the middle of a word it is another word
    }

    [Theory]
    [InlineData("TOKEN=abc USER=bob", "TOKEN=[redacted:token] USER=bob")]
    [InlineData("export GITHUB_TOKEN='a b' # c", "export GITHUB_TOKEN='[redacted:token]' # c")]
    [InlineData("password: hunter2", "password: [redacted:password]")]
    [InlineData("  DB_PASS: correct horse battery", "  DB_PASS: [redacted:password]")]
    [InlineData("Authorization: Digest a=b, c=d", "Authorization: Digest [redacted:authorization]")]
    [InlineData("curl -H 'Authorization: token abc' http://x", "curl -H 'Authorization: token [redacted:authorization]' http://x")]
    [InlineData("Cookie: a=b; c=d\r", "Cookie: [redacted:cookie]\r")]
    [InlineData("sent Bearer abc123def to x", "sent Bearer [redacted:bearer] to x")]
    [InlineData("Basic dXNlcjpwYXNz!", "Basic [redacted:basic]!")]
    [InlineData("postgres://bob:hunter2@db:5432/x", "postgres://bob:[redacted:url-password]@db:5432/x")]
    [InlineData("GET /x?access_token=abc&y=1&sig=a%2Bb", "GET /x?access_token=[redacted:token]&y=1&sig=[redacted:signature]")]
    [InlineData("run --api-key abc --verbose --password=x y", "run --api-key [redacted:api_key] --verbose --password=[redacted:password] y")]
    [InlineData("""{"token":"abc","x":""", """{"token":"[redacted:token]","x":""")]
    [InlineData("""{"a":"{\"token\":\"abc\",\"x""", """{"a":"{\"token\":\"[redacted:token]\",\"x""")]
    [InlineData("""{"password":123,"x":""", """{"password":"[redacted:password]","x":""")]
    [InlineData("""{"credentials":{"a":"b"},"x":""", """{"credentials":{"a":"[redacted:credential]"},"x":""")]
    [InlineData("""{"credentials":{"a":"b","x":""", "{\"credentials\":\"[redacted:credential]\"")]
    [InlineData("{\"token\":\"abc\xFF\",\"x\":\"\xFE\"}", "{\"token\":\"[redacted:token]\",\"x\":\"\xFE\"}")]
    [InlineData("\xFF\xFEpassword=abc\xFE def", "\xFF\xFEpassword=[redacted:password] def")]
    [InlineData("p\0a\0s\0s\0w\0o\0r\0d\0=\0a\0b\0c\0", "password=[redacted:password]")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----", "-----BEGIN RSA PRIVATE KEY-----[redacted:private_key]-----END RSA PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIIE", "-----BEGIN PRIVATE KEY-----[redacted:private_key]")]
    [InlineData("API key: abc, access token = def", "API key: [redacted:api_key], access token = [redacted:token]")]
    [InlineData("пароль: abc", "пароль: [redacted:password]", true)]
    public void Text_is_searched_for_names(string text, string expected, bool unicode = false) =>
        Assert.Equal(expected, unicode ? new Redactor().Text(text) : Frame(text));

    [Theory]
    [InlineData("""{"_meta":{"progressToken":"abc"},"nextPageToken":"abc","cursor":"abc"}""")]
    [InlineData("""{"maxTokens":100,"inputTokens":3,"usage":{"total_tokens":7,"tokens":9},"token_count":4,"stopToken":"x","tokenizer":"x","pass":3}""")]
    [InlineData("""{"sessionId":"abc","key":"abc","primaryKey":"abc","author":"abc","keyboard":"abc","authority":"x","passenger":"x","compass":"x","secretary":"x"}""")]
    [InlineData("""{"token_type":"Bearer","authorization_endpoint":"https://x/authorize","token_endpoint":"https://x/token","tokenUrl":"https://x"}""")]
    [InlineData("""{"name":"t","inputSchema":{"type":"object","properties":{"password":{"type":"string","description":"the password: at least 8","minLength":8},"token":{"$ref":"#/$defs/t"}},"required":["password","token"]}}""")]
    [InlineData("""{"description":"Args:\n  token: the token to use\n  api_key (str): your key","title":"Password"}""")]
    [InlineData("the token is invalid; Bearer authentication; basic understanding; Unexpected token: undefined")]
    [InlineData("http://localhost:8080/x@y git@github.com:a/b.git https://user@host/")]
    [InlineData("[INFO] 2026-01-01 sk-fading-circle-animation-box { a: 1 }")]
    [InlineData("\xFF\xFE\x00 nothing")]
    public void Ordinary_things_stay(string frame) => Assert.Equal(frame, Frame(frame));

    [Fact]
    public void Of_every_event_each_word()
    {
        const string secret = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
        CaptureEvent[] events =
        [
            new CaptureEvent.Started(1, secret, 1, false), new CaptureEvent.Command(1, [secret], secret, [secret]), new CaptureEvent.SpawnFailed(1, 2, secret) { Searched = [secret] },
            new CaptureEvent.Signal(1, 9, secret, true), new CaptureEvent.Killed(1, 9, secret), new CaptureEvent.Gap(1, 1, Pipe.Stdin, 1, 1, secret),
            new CaptureEvent.Watched(1, secret, secret, null, null, [], [new(1, 1, secret, [])]), new CaptureEvent.Unknown(1, secret, secret),
        ];
        foreach (var one in events) Assert.DoesNotContain("ghp_", System.Text.Encoding.UTF8.GetString(EventJson.Write(new Redactor().Event(one))) + EventText.Sentence(new Redactor().Event(one)), StringComparison.Ordinal);
    }

    [Fact]
    public void Examples_in_a_schema_are_taken_out() => Assert.Equal(
        """{"inputSchema":{"properties":{"token":{"type":"string","default":"[redacted:token]","examples":["[redacted:token]"]},"n":{"default":"abc"}}}}""",
        Frame("""{"inputSchema":{"properties":{"token":{"type":"string","default":"abc","examples":["abc"]},"n":{"default":"abc"}}}}"""));

    [Fact]
    public void Patterns_find_strings_names_and_numbers()
    {
        Assert.Equal("""{"a":"x[redacted:pattern 1]","[redacted:pattern 1]":"[redacted:pattern 2]","b":"[redacted:pattern 2]"}""", Frame("""{"a":"xQ42","Q7":"4111","b":4111}""", "Q[0-9]+", "4111"));
        Assert.Equal("x[redacted:pattern 1] [redacted:pattern 1]", Frame("xQ42 Q1", "Q[0-9]+"));
        Assert.False(RedactionPattern.TryParse("x*", out _, out var sentence));
        Assert.Contains("empty text", sentence, StringComparison.Ordinal);
        Assert.False(RedactionPattern.TryParse("(", out _, out sentence));
        Assert.Contains("no regular expression", sentence, StringComparison.Ordinal);
        Assert.False(RedactionPattern.TryParse("(?=x)", out _, out sentence));
    }

    [Fact]
    public void Counts_say_how_many_of_which_kind()
    {
        var redactor = new Redactor();
        redactor.Frame("""{"token":"a","password":"b","access_token":"c"}"""u8.ToArray());
        Assert.Equal("3 values: 1 × password, 2 × token", redactor.Counts.ToString());
        Assert.Equal("nothing", new Redactor().Counts.ToString());
    }

    [Fact]
    public void Twice_is_as_once()
    {
        foreach (var text in (string[])["TOKEN=abc", "Authorization: Bearer abc123def", """{"token":"abc","a":"{\"token\":1}"}""", "postgres://bob:hunter2@db", "password: a b c", """{"token":1,"""])
        {
            var redactor = new Redactor();
            var once = redactor.Text(text);
            var count = redactor.Counts.Total;
            Assert.NotEqual(text, once);
            Assert.Equal(once, redactor.Text(once));
            Assert.Equal(count, redactor.Counts.Total);
        }
    }

    [Fact]
    public void Off_lets_everything_through()
    {
        byte[] frame = [.. "{\"token\":\"abc\"}"u8];
        Assert.Equal(frame, Redactor.Off().Frame(frame).ToArray());
        Assert.Equal(["--token", "abc"], Redactor.Off().Words(["--token", "abc"]));
    }

    [Fact]
    public void Command_lines_are_read_word_by_word() => Assert.Equal(
        ["npx", "--token", "[redacted:token]", "--header", "Authorization: Bearer [redacted:authorization]", "--password=[redacted:password]", "-u", "bob:[redacted:password]", "--secret", "--verbose", "{\"apiKey\":\"[redacted:api_key]\"}"],
        new Redactor().Words(["npx", "--token", "abc", "--header", "Authorization: Bearer abc", "--password=abc", "-u", "bob:abc", "--secret", "--verbose", "{\"apiKey\":\"abc\"}"]));

    [Theory, InlineData(RedactionLimits.MaxDepth - 1), InlineData(RedactionLimits.MaxDepth + 1), InlineData(100_000)]
    public void Deep_json_is_redacted_all_the_same(int depth)
    {
        var redacted = Frame(new string('[', depth) + "{\"token\":\"abc\"}" + new string(']', depth));
        Assert.Equal(new string('[', depth) + "{\"token\":\"[redacted:token]\"}" + new string(']', depth), redacted);
    }

    [Theory, InlineData(1), InlineData(5), InlineData(RedactionLimits.MaxPacking - 2)]
    public void Strings_in_strings_are_redacted_at_every_depth(int depth)
    {
        var (text, expected) = ("{\"token\":\"abc\"}", "{\"token\":\"[redacted:token]\"}");
        for (var i = 0; i < depth; i++) (text, expected) = (Packed(text), Packed(expected));
        Assert.Equal(expected, Frame(text));
    }

    [Fact]
    public void What_is_packed_too_deep_is_taken_out_as_a_whole()
    {
        var text = "{\"token\":\"abcdefg\"}";
        for (var i = 0; i < RedactionLimits.MaxPacking + 2; i++) text = Packed(text);
        var redacted = Frame(text);
        Assert.Contains("[redacted:packed-too-deep]", redacted, StringComparison.Ordinal);
        Assert.DoesNotContain("abcdefg", redacted, StringComparison.Ordinal);
    }

    [Theory, InlineData(0), InlineData(1)]
    public void A_name_of_a_secret_is_so_long_at_most(int more)
    {
        var name = new string('x', RedactionLimits.MaxName - "-password".Length + more) + "-password";
        Assert.Equal(more == 0 ? "password" : null, new Redactor().KindOf(name));
    }

    // As JSON its name is read; as text, the escape hides it.
    [Theory, InlineData(0), InlineData(1)]
    public void Beginnings_of_json_that_are_tried_in_a_text(int more)
    {
        var text = string.Concat(Enumerable.Repeat("{\"a\": ", RedactionLimits.MaxJsonTries - 1 + more)) + "; {\"pass\\u0077ord\":\"abcdefg\"}";
        Assert.Equal(more == 1, new Redactor().Text(text).Contains("abcdefg", StringComparison.Ordinal));
    }

    private static string Packed(string text) => "{\"a\":" + Encoding.UTF8.GetString(JsonStringText.Write(text)) + "}";

    // Each of these would take minutes if something were looked at again and again.
    [Theory]
    [InlineData("sk-"), InlineData("eyJ-"), InlineData("eyJa."), InlineData("SG."), InlineData("{\""), InlineData("[{"), InlineData("token="), InlineData("token=1 "), InlineData("\"token\":{"), InlineData("--token ")]
    [InlineData("-----BEGIN "), InlineData("-----BEGIN PRIVATE KEY-----"), InlineData("://a:b@"), InlineData("bearer "), InlineData("\\"), InlineData("\\\""), InlineData("password:\\\""), InlineData("a:"), InlineData("\0p")]
    [InlineData("\"token\":[1],"), InlineData("{\"token\":1}"), InlineData("key "), InlineData("\n\n\"")]
    public void Time_grows_with_the_text_only(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 1_000_000 / unit.Length));
        var redactor = new Redactor();
        redactor.Text(text);
        redactor.Frame(JsonStringText.Write(text));
        redactor.Frame(Encoding.UTF8.GetBytes("{\"a\":\"" + text));
    }
}
