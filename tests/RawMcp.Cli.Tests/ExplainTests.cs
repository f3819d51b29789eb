using System.Text;
using System.Text.Json;

namespace RawMcp.Cli.Tests;

/// <summary>rawmcp explain: captures, exports and lines, and whatever else somebody hands it.</summary>
public sealed class ExplainTests
{
    public static TheoryData<string> Captures() =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "protocol-fixtures", "captures"), "*.pcapng").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static Task<Launch> Explain(byte[] input, params string[] words) => Launch.RunAsync([Repository.Rawmcp, "explain", .. words], input);

    private static Task<Launch> Explain(string input, params string[] words) => Explain(Encoding.UTF8.GetBytes(input), words);

    private static List<JsonElement> Lines(Launch launch) => [.. launch.OutputLines.Select(line => JsonElement.Parse(line))];

    private static IEnumerable<JsonElement> Values(Launch launch) => Lines(launch)
        .Where(line => line.TryGetProperty("messages", out _)).SelectMany(line => line.GetProperty("messages").EnumerateArray()).SelectMany(message => message.GetProperty("values").EnumerateArray());

    [Theory, MemberData(nameof(Captures))]
    public async Task A_committed_capture_is_explained_to_the_last_byte_in_both_languages(string file)
    {
        var path = Path.Combine(Repository.Root, "protocol-fixtures", "captures", file);
        foreach (var language in (string[])["en", "zh"])
        {
            var launch = await Launch.Rawmcp("explain", path, "--lang", language, "--json");
            Assert.True(launch is { ExitCode: 0, Errors: "" }, launch.ToString());
            var end = Lines(launch)[^1];
            Assert.Equal((0, 0, 0), (end.GetProperty("unexplained").GetInt32(), end.GetProperty("violations").GetInt32(), end.GetProperty("malformed").GetInt32()));
            Assert.True(end.GetProperty("values").GetInt32() > 30);
            Assert.All(Values(launch).Where(value => value.GetProperty("standing").GetString() == "known"), value =>
            {
                var words = value.GetProperty("meaning").GetString()!;
                Assert.Equal(language == "zh", words.Any(character => character is >= '\u4E00' and <= '\u9FFF'));
            });
            Assert.DoesNotContain(Values(launch), value => value.GetProperty("standing").GetString() is "unknown" or "other revision" or "needs request" or "unreadable");
        }

        var text = await Launch.Rawmcp("explain", path);
        Assert.Contains(", 0 of them unexplained; 0 violations.", text.Output);
    }

    [Fact]
    public void A_committed_capture_names_no_machine()
    {
        foreach (var file in Captures().Select(row => row.Data))
        {
            var text = Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(Repository.Root, "protocol-fixtures", "captures", file)));
            Assert.Contains("\"directory\":\"/\"", text, StringComparison.Ordinal);
            Assert.DoesNotMatch("/(home|root|tmp|Users|work)/", text);
        }
    }

    [Fact]
    public async Task Lines_of_a_session_explain_each_other()
    {
        var launch = await Explain("""
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"a","version":"1"}}}
            {"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2024-11-05","capabilities":{},"serverInfo":{"name":"b","version":"1"}}}
            {"jsonrpc":"2.0","id":2,"method":"tools/list"}
            {"jsonrpc":"2.0","id":2,"result":{"tools":[{"name":"a","title":"A","inputSchema":{"type":"object"}}]}}
            """.ReplaceLineEndings("\n"), "--json");
        Assert.True(launch is { ExitCode: 0, Errors: "" }, launch.ToString());
        var messages = Lines(launch).Where(line => line.TryGetProperty("messages", out _)).Select(line => line.GetProperty("messages")[0]).ToList();
        Assert.All(messages, message => Assert.Equal("2024-11-05", message.GetProperty("revision").GetString()));
        Assert.Equal("tools/list", messages[3].GetProperty("method").GetString());
        var title = messages[3].GetProperty("values").EnumerateArray().Single(value => value.TryGetProperty("name", out var name) && name.GetString() == "title");
        Assert.Equal("other revision", title.GetProperty("standing").GetString());
        Assert.Contains("from 2025-06-18 on", title.GetProperty("about").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_as_JSON_lines_is_read_as_the_capture_is()
    {
        var launch = await Explain("""
            {"type":"event","time":"x","event":"start"}
            {"type":"stderr","frame":1,"dir":"s2c","stream":"stderr","offset":0,"length":5,"text":"hello"}
            {"type":"frame","frame":2,"dir":"s2c","stream":"stdout","offset":700,"length":44,"text":"{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"tools\":[]}}","kind":"result","method":"tools/list","id":7}
            {"type":"end","frames":2}
            """.ReplaceLineEndings("\n"), "--json", "--revision", "2025-11-25");
        Assert.True(launch is { ExitCode: 0, Errors: "" }, launch.ToString());
        var lines = Lines(launch);
        Assert.Equal((string[])["stderr", "frame", "end"], lines.Select(line => line.GetProperty("type").GetString()));
        Assert.Equal(700, lines[1].GetProperty("offset").GetInt32());
        Assert.Equal("tools/list", lines[1].GetProperty("messages")[0].GetProperty("method").GetString());
    }

    [Fact]
    public async Task A_session_that_was_tapped_and_exported_is_explained_as_its_capture_is()
    {
        using var scratch = new Scratch();
        var capture = scratch.Path("session.pcapng");
        const string Asked = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{"elicitation":{}},"clientInfo":{"name":"host","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            {"jsonrpc":"2.0","id":2,"method":"tools/list"}
            {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"add","arguments":{"a":1,"b":2}}}

            """;
        var tap = await Launch.RunAsync([Repository.Rawmcp, "tap", "-o", capture, "--", Repository.Rawmcp, "serve"], Encoding.UTF8.GetBytes(Asked.ReplaceLineEndings("\n")));
        Assert.True(tap is { ExitCode: 0, OutputLines.Length: >= 1 }, tap.ToString());
        var export = scratch.Write("session.jsonl", (await Launch.Rawmcp("export", capture, "--as", "jsonl")).OutputBytes);

        foreach (var language in (string[])["en", "zh"])
        {
            var (own, exported) = (await Launch.Rawmcp("explain", capture, "--lang", language), await Launch.Rawmcp("explain", export, "--lang", language));
            Assert.Equal(own.Output, exported.Output);
            Assert.True(exported is { ExitCode: 0, Errors: "" }, exported.ToString());
        }

        var launch = await Launch.Rawmcp("explain", export, "--json");
        var messages = Lines(launch).Where(line => line.TryGetProperty("messages", out _)).SelectMany(line => line.GetProperty("messages").EnumerateArray()).ToList();
        Assert.Equal((0, 0), (Lines(launch)[^1].GetProperty("unexplained").GetInt32(), Lines(launch)[^1].GetProperty("violations").GetInt32()));
        Assert.All(messages, message => Assert.Equal("2025-11-25", message.GetProperty("revision").GetString()));

        // Whatever the server had answered when its stdin ended is joined to its request.
        string[] methods = ["initialize", "notifications/initialized", "tools/list", "tools/call"];
        var said = messages.Select(message => message.GetProperty("method").GetString()).ToList();
        Assert.Equal(methods.Length + tap.OutputLines.Length, said.Count);
        Assert.All(said, method => Assert.Contains(method, methods));
        Assert.DoesNotContain(Values(launch), value => value.GetProperty("standing").GetString() == "needs request");
    }

    [Theory]
    [InlineData("2024-11-05", 0, "Note: 2024-11-05 does not say whether several messages may stand in one array")]
    [InlineData("2025-03-26", 0, ": a batch of 1 message")]
    [InlineData("2025-06-18", 1, "Violation: 2025-06-18 has no batches: each message stands on a line of its own. [jsonrpc-no-batch: ")]
    [InlineData("2026-07-28", 1, "Violation: 2026-07-28 has no batches")]
    public async Task A_batch_is_wrong_where_the_revision_has_none(string revision, int violations, string sentence)
    {
        const string Batch = """[{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"m"}}]""";
        var launch = await Explain(Batch, "--revision", revision);
        Assert.Contains(sentence, launch.Output, StringComparison.Ordinal);
        Assert.Contains($"; {violations} violation", launch.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_Chinese_no_line_begins_in_English()
    {
        var launch = await Explain("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]\nhello", "--revision", "2025-03-26", "--lang", "zh");
        Assert.StartsWith("第 1 行，42 字节：批量，1 条消息\n", launch.Output, StringComparison.Ordinal);
        Assert.Contains("第 2 行，5 字节\n", launch.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_is_explained_message_by_message_with_places_in_the_frame()
    {
        var launch = await Explain("""[{"jsonrpc":"2.0","id":1,"method":"ping"}, {"jsonrpc":"2.0","method":"notifications/initialized"}]""", "--json", "--revision", "2025-03-26");
        Assert.Equal(0, launch.ExitCode);
        var frame = Lines(launch)[0];
        Assert.Equal(2, frame.GetProperty("messages").GetArrayLength());
        Assert.Equal(43, frame.GetProperty("messages")[1].GetProperty("values")[0].GetProperty("bytes")[0].GetInt32());
        Assert.Equal(0, frame.GetProperty("unexplained").GetInt32());
    }

    [Fact]
    public async Task A_message_over_several_lines_is_one_message()
    {
        var launch = await Explain("{\n  \"jsonrpc\": \"2.0\",\n  \"id\": 1,\n  \"method\": \"ping\"\n}\n", "--revision", "2025-11-25");
        Assert.Equal(0, launch.ExitCode);
        Assert.Contains("one message over several lines", launch.Output);
    }

    [Fact]
    public async Task A_violation_is_named_in_place_and_hostile_text_is_made_harmless()
    {
        var launch = await Explain("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":1,\"a\u009b2J\u202e\":\"\u009b\"}}", "--revision", "2025-11-25");
        Assert.Equal(0, launch.ExitCode);
        var lines = launch.OutputLines;
        var at = Array.FindIndex(lines, line => line.TrimEnd().EndsWith("name: 1", StringComparison.Ordinal));
        Assert.Contains("Violation: ", lines[at + 3], StringComparison.Ordinal);
        Assert.Contains("[tools-call-request-shape: ", lines[at + 3], StringComparison.Ordinal);
        Assert.DoesNotContain(launch.Output, character => character is '\u009b' or '\u202e');
        Assert.Contains("1 violation.", launch.Output);
    }

    [Fact]
    public async Task A_result_alone_asks_for_its_request()
    {
        const string Result = """{"jsonrpc":"2.0","id":1,"result":{"tools":[]}}""";
        var alone = await Explain(Result, "--revision", "2025-11-25");
        Assert.Contains("--method METHOD", alone.Output);
        var told = await Explain(Result, "--revision", "2025-11-25", "--method", "tools/list");
        Assert.DoesNotContain("--method METHOD", told.Output);
        Assert.Contains("tools/list", told.Output);
    }

    [Fact]
    public async Task What_the_revision_was_taken_for_is_said()
    {
        Assert.Contains("explained as 2025-11-25", (await Explain("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""")).Errors);
        Assert.Contains("explained as 2026-07-28", (await Explain("""{"jsonrpc":"2.0","id":1,"method":"server/discover"}""")).Errors);
        Assert.Contains("'2099-01-01', which is not known", (await Explain("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2099-01-01"}}""")).Errors);
    }

    [Theory]
    [InlineData("hello", 1, "this is plain text, not JSON")]
    [InlineData("{\"jsonrpc\":", 1, "this is not valid JSON")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}", 1, "a line holds one message and nothing else")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{},\"error\":{\"code\":1,\"message\":\"m\"}}", 1, "there is a result and an error")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"no/such\"}", 0, "No revision has this method.")]
    [InlineData("[]", 1, "this is a JSON array")]
    [InlineData("17", 1, "this is JSON but no object")]
    public async Task What_is_wrong_is_said(string input, int code, string sentence)
    {
        var launch = await Explain(input, "--revision", "2025-11-25");
        Assert.True(code == launch.ExitCode, launch.ToString());
        Assert.Contains(sentence, launch.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("", "stdin is empty: there is nothing to explain.")]
    [InlineData(" \r\n\n", "stdin is empty: there is nothing to explain.")]
    [InlineData("a\0b", "stdin is binary: neither lines of JSON in UTF-8 nor a capture (pcapng).")]
    [InlineData("{}", "There is no revision '2025-01-01'. There are 2024-11-05, ", "--revision", "2025-01-01")]
    [InlineData("{}", "--method: no revision has a method 'tools/nope'. Near it: ", "--method", "tools/nope")]
    [InlineData("{}", "There is no file 'no-such-file'.", "no-such-file")]
    [InlineData("{}", "is a directory, not a message or a capture.", ".")]
    public async Task What_cannot_be_explained_is_a_mistake(string input, string sentence, params string[] words)
    {
        var launch = await Explain(input, words);
        Assert.Equal((2, ""), (launch.ExitCode, launch.Output));
        Assert.Contains(sentence, launch.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_megabytes_are_too_many_and_an_old_capture_is_none()
    {
        var input = new byte[100_000_000];
        Array.Fill(input, (byte)'x');
        var launch = await Explain(input);
        Assert.Equal((2, ""), (launch.ExitCode, launch.Output));
        Assert.Contains("more than 67,108,864 bytes", launch.Errors);
        Assert.Contains("old pcap format", (await Explain([0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0])).Errors);
    }

    [Fact]
    public async Task A_long_line_is_one_value()
    {
        var launch = await Explain($"{{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"{new string('x', 17_000_000)}\"}}", "--revision", "2025-11-25");
        Assert.Equal(0, launch.ExitCode);
        Assert.Contains("longer than 16 MiB", launch.Output);
        Assert.Contains("17000036 bytes, 17000036 of them unexplained", launch.Output);
    }
}
