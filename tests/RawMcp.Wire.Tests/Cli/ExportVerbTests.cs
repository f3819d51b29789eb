using System.Text;
using System.Text.Json;

namespace RawMcp.Wire.Tests;

/// <summary>rawmcp export, as it is typed.</summary>
public sealed class ExportVerbTests : IDisposable
{
    private readonly Folder folder = new();

    private async Task<(int Code, string Output, string Errors)> Export(params string[] words)
    {
        var path = folder.File("x.pcapng");
        using (var session = new ExportSession()
            .Ask("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"t","arguments":{"token":"abc","customer":"cust-1"}}}""")
            .Answer("""{"jsonrpc":"2.0","id":1,"result":{}}"""))
        {
            File.WriteAllBytes(path, session.File.ToArray());
        }

        using var run = TapProcess.Run("", [Programs.RawMcp, "export", path, .. words]);
        var (end, output, errors) = await run.FinishAsync();
        return (end.Code, Encoding.UTF8.GetString(output), errors);
    }

    [Theory, InlineData("jsonl"), InlineData("har"), InlineData("otlp-json")]
    public async Task Exports_are_redacted_and_say_so(string form)
    {
        var (code, output, errors) = await Export("--as", form, "--redact", "cust-[0-9]+");
        Assert.Equal(0, code);
        Assert.DoesNotContain("abc", output, StringComparison.Ordinal);
        Assert.DoesNotContain("cust-1", output, StringComparison.Ordinal);
        Assert.Matches("^rawmcp: Redacted [0-9]+ values: [0-9]+ × pattern 1, [0-9]+ × token. \\(--no-redact leaves them in.\\)\n$", errors);
        foreach (var line in output.TrimEnd('\n').Split('\n')) JsonElement.Parse(line);
    }

    [Fact]
    public async Task Without_redaction_nothing_is_taken_out_or_said()
    {
        var (code, output, errors) = await Export("--as", "jsonl", "--no-redact");
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("\"token\":\"abc\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_that_make_no_sense_are_mistakes()
    {
        foreach (var (words, sentence) in new (string[], string)[]
        {
            (["--as", "jsonl", "--redact", "("], "--redact '(': This is no regular expression, from its character 2 on: insufficient closing parentheses."),
            (["--as", "jsonl", "--redact", "x*"], "matches the empty text"),
            (["--as", "jsonl", "--redact", "x", "--no-redact"], "contradict each other"),
            (["--as", "raw-c2s", "--filter", "frame == 1"], "--filter goes with jsonl, har, otlp-json"),
            (["--as", "raw-c2s", "--redact", "x"], "--redact goes with jsonl, har, otlp-json"),
            (["--as", "jsonl", "--filter", "metod"], "column 1"),
            (["--as", "xml"], "xml"),
        })
        {
            var (code, output, errors) = await Export(words);
            Assert.Equal((2, ""), (code, output));
            Assert.Contains(sentence, errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_filter_that_chooses_nothing_says_so()
    {
        var (code, output, errors) = await Export("--as", "jsonl", "--filter", "method == 'none'");
        Assert.Equal((0, "rawmcp: The filter chooses nothing of this capture.\n"), (code, errors));
        Assert.Equal("end", JsonElement.Parse(output).GetProperty("type").GetString());
    }

    [Fact]
    public async Task The_embedded_server_has_no_secrets()
    {
        var capture = folder.File("session.pcapng");
        using (var session = TapProcess.Run(capture, Programs.RawMcp, "tools", "--", Programs.RawMcp, "tap", "-o", capture, "--", Programs.RawMcp, "serve"))
            Assert.Equal(0, (await session.FinishAsync()).End.Code);
        foreach (var form in ExportSession.Forms.Keys)
        {
            using var run = TapProcess.Run("", Programs.RawMcp, "export", capture, "--as", form);
            var (end, output, errors) = await run.FinishAsync();
            Assert.Equal((0, ""), (end.Code, errors));
            Assert.NotEmpty(output);
        }
    }

    public void Dispose() => folder.Dispose();
}
