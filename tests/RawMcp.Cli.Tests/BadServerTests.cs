namespace RawMcp.Cli.Tests;

/// <summary>A server with one fault: the sentence names it, and the exit code says whose turn it is.</summary>
public sealed class BadServerTests
{
    [Theory]
    [InlineData("exits-at-once", 4, "There is no answer to initialize: the server exited with code 3.", "  | faulty: cannot open settings.json")]
    [InlineData("dies-in-call", 4, "There is no answer to tools/call: the server exited with code 70.", "  | faulty: fatal: the tool brought the server down")]
    [InlineData("half-frame", 4, "There is no answer to tools/call: the server exited with code 0.", "the stream ended in the middle of a line")]
    [InlineData("closes-stdout", 4, "There is no answer to tools/call: the server still runs", "but its output ended")]
    [InlineData("exit-after-answers", 4, "the server exited with code 0.", "There is no answer to")]
    [InlineData("silent --timeout 1", 4, "The server did not answer initialize within 1 s.", "")]
    [InlineData("no-answer --timeout 8", 4, "The server did not answer tools/call within 8 s.", "")]
    [InlineData("pretty --timeout 8", 4, "The server did not answer initialize within 8 s.", "this is a piece of JSON spread over several lines")]
    [InlineData("content-length --timeout 8", 4, "The server did not answer initialize within 8 s.", "this is a Content-Length header, the framing of LSP")]
    [InlineData("refuses-initialize", 3, "The server refused initialize with error -32602 (Invalid params): Unsupported protocol version", "\"supported\"")]
    [InlineData("unknown-version", 3, "The server answered initialize with revision '1999-01-01', which this client does not speak", "")]
    [InlineData("unsupported-future", 3, "No common revision: the server speaks 2099-01-01", "")]
    [InlineData("result-not-object", 3, "The server's answer to tools/call is no valid response: the result is not an object", "")]
    [InlineData("result-and-error", 3, "there is a result and an error", "")]
    [InlineData("neither", 3, "there is no method, no result and no error", "")]
    [InlineData("error-malformed", 3, "the error has no integer code", "")]
    [InlineData("nul-in-answer", 3, "there is a NUL byte", "")]
    [InlineData("invalid-utf8-in-answer", 3, "not UTF-8", "")]
    [InlineData("list-loops", 3, "cursor", "", "tools")]
    public async Task The_sentence_names_the_fault(string mode, int code, string sentence, string more, string verb = "call")
    {
        var launch = await RunAsync(mode, verb);
        Assert.True(code == launch.ExitCode, launch.ToString());
        Assert.Equal("", launch.Output);
        Assert.Contains("rawmcp: ", launch.Errors);
        Assert.Contains(sentence, launch.Errors);
        Assert.Contains(more, launch.Errors);
        Assert.DoesNotContain("   at ", launch.Errors);
    }

    [Theory]
    [InlineData("honest", "")]
    [InlineData("exits-on-probe", "")]
    [InlineData("crlf", "")]
    [InlineData("lone-cr", "")]
    [InlineData("byte-at-a-time", "")]
    [InlineData("unsupported-modern", "")]
    [InlineData("list-pages", "")]
    [InlineData("banner", "note: Not a message: this is plain text, not JSON; stdout carries messages only")]
    [InlineData("twice", "note: Nobody waits for this response (id 2): that request has its answer already.")]
    [InlineData("wrong-id", "no request with that id was ever sent")]
    [InlineData("burst", "")]
    [InlineData("deep", "")]
    [InlineData("stderr-flood", "")]
    [InlineData("huge-junk 1000000", "note: Not a message")]
    [InlineData("never-exits", "")]
    public async Task What_can_be_lived_with_is_noted(string mode, string note)
    {
        var launch = await RunAsync(mode, "call");
        Assert.True(launch.ExitCode == 0, launch.ToString());
        Assert.Equal("5\n", launch.Output);
        if (note.Length == 0) Assert.Equal("", launch.Errors);
        else Assert.Contains(note, launch.Errors);
    }

    [Theory]
    [InlineData("dies-in-call", 4, "   The server had already exited, with code 70.")]
    [InlineData("never-exits", 0, "   The client closed the server's stdin and sent SIGTERM, but the server stayed; it was killed after")]
    [InlineData("ignores-eof", 0, "   The client closed the server's stdin, but the server stayed; SIGTERM ended it")]
    public async Task Demo_tells_the_end(string mode, int code, string sentence)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM");
        var demo = await Launch.Rawmcp("demo", "--", Repository.Faulty, mode);
        Assert.True(code == demo.ExitCode, demo.ToString());
        Assert.Contains(sentence, demo.Output);
        Assert.All(Story.Read(demo).Sentences.Skip(1), line => Assert.True(line.Length <= 100, line));
    }

    [Fact]
    public async Task Demo_shows_each_odd_line_and_what_it_is()
    {
        var demo = await Launch.Rawmcp("demo", "--", Repository.Faulty, "banner");
        Assert.Equal(0, demo.ExitCode);
        Assert.Contains("*** Faulty MCP server 1.0 ***", Story.Read(demo).Frames.Select(frame => frame.Raw));
        Assert.Contains("   Not a message: this is plain text, not JSON; stdout carries messages only, anything for people", demo.OutputLines);
    }

    // The mode's own words come first, options of rawmcp behind them.
    private static Task<Launch> RunAsync(string mode, string verb)
    {
        var words = mode.Split(' ');
        var own = words.TakeWhile(word => word[0] != '-').ToArray();
        string[] asked = verb == "call" ? ["call", "add", "a=2", "b=3"] : [verb];
        return Launch.Rawmcp([.. asked, .. words[own.Length..], "--", Repository.Faulty, .. own]);
    }
}
