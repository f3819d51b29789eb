using System.Text;

namespace RawMcp.Wire.Tests;

/// <summary>A capture as JSON lines.</summary>
public sealed class JsonLinesTests
{
    private static ExportSession Session() => new ExportSession()
        .Event("start", "\"recorder\":\"a test\",\"pid\":1,\"durable\":false")
        .Event("command", "\"arguments\":[\"server\",\"--token\",\"abc\"],\"directory\":\"/\",\"environment\":[\"HOME\"]")
        .Ask("""{"jsonrpc":"2.0","id":"a","method":"tools/call","params":{"name":"echo","_meta":{"progressToken":7}}}""")
        .Line(Pipe.Stderr, "warming up")
        .Answer("""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":7,"progress":1}}""")
        .Answer("""{"jsonrpc":"2.0","id":"a","result":{"x":1.50}}""")
        .Chunk(Pipe.Stdout, [0xFF, (byte)'\n', (byte)'\r', (byte)'\n'])
        .Answer("""[{"jsonrpc":"2.0","method":"a"},{"jsonrpc":"2.0","id":9,"method":"b"}]""")
        .Event("exit", "\"code\":3");

    [Fact]
    public void Each_frame_stderr_line_and_event_is_a_line()
    {
        using var session = Session();
        var lines = session.Lines();
        Assert.Equal(["event", "event", "frame", "stderr", "frame", "frame", "frame", "frame", "frame", "event", "end"], lines.Select(line => line.GetProperty("type").GetString()));
        Assert.Equal(
            """{"type":"event","time":"2023-11-14T22:13:20.000002000Z","seconds":0.000001,"event":"command","arguments":["server","--token","[redacted:token]"],"directory":"/","environment":["HOME"]}""",
            lines[1].GetRawText());
        Assert.Equal(
            """{"type":"frame","frame":1,"time":"2023-11-14T22:13:20.001502000Z","seconds":0.001501,"dir":"c2s","stream":"stdin","offset":0,"length":101,"kind":"request","method":"tools/call","id":"a","call":{"method":"tools/call","id":"a","target":"echo","request":1,"response":4,"duration":0.0045},"message":{"jsonrpc":"2.0","id":"a","method":"tools/call","params":{"name":"echo","_meta":{"progressToken":7}}},"text":"{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"_meta\":{\"progressToken\":7}}}"}""",
            lines[2].GetRawText());
        Assert.Equal(("warming up", "stderr"), (lines[3].GetProperty("text").GetString(), lines[3].GetProperty("stream").GetString()));
        Assert.Equal(1, lines[4].GetProperty("concerns").GetProperty("request").GetInt32());
        Assert.Equal("1.50", lines[5].GetProperty("message").GetProperty("result").GetProperty("x").GetRawText());
        Assert.Equal((1, 4), (lines[5].GetProperty("call").GetProperty("request").GetInt32(), lines[5].GetProperty("frame").GetInt32()));
        Assert.Equal("/w==", lines[6].GetProperty("base64").GetString());
        Assert.Equal("NotUtf8", lines[6].GetProperty("defect").GetProperty("kind").GetString());
        Assert.Contains("not UTF-8", lines[6].GetProperty("defect").GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.True(lines[7].GetProperty("blank").GetBoolean());
        Assert.Equal(["notification", "request"], lines[8].GetProperty("batch").EnumerateArray().Select(one => one.GetProperty("kind").GetString()));
        Assert.True(lines[8].GetProperty("batch")[1].GetProperty("call").GetProperty("inFlight").GetBoolean());
        Assert.Equal("""{"type":"end","frames":7,"capture":"whole","redacts":true,"redacted":{"token":1}}""", lines[10].GetRawText());
    }

    [Fact]
    public void Without_redaction_the_bytes_are_those_that_crossed()
    {
        using var session = Session();
        var source = session.Source();
        var lines = session.Lines(Redactor.Off()).Where(line => line.TryGetProperty("frame", out _)).ToList();
        Assert.Equal(source.Index.Frames.Count, lines.Count);
        foreach (var (line, frame) in lines.Zip(source.Index.Frames))
        {
            var bytes = line.TryGetProperty("text", out var text) ? Encoding.UTF8.GetBytes(text.GetString()!) : line.GetProperty("base64").GetBytesFromBase64();
            Assert.Equal(source.Index.BytesOf(frame, session.File), bytes);
        }

        Assert.Contains("\"--token\",\"abc\"", Encoding.UTF8.GetString(session.Export("jsonl", Redactor.Off())), StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_chooses_frames_and_leaves_events_out()
    {
        using var session = Session();
        Assert.Equal([1, 4], session.Lines(filter: "method == 'tools/call'").Where(line => line.TryGetProperty("frame", out _)).Select(line => line.GetProperty("frame").GetInt32()));
        Assert.Equal(["frame", "end"], session.Lines(filter: "method == 'b'").Select(line => line.GetProperty("type").GetString()));
        Assert.Equal(["end"], session.Lines(filter: "method == 'none'").Select(line => line.GetProperty("type").GetString()));
    }

    [Fact]
    public void Every_line_is_one_line_whatever_is_in_it()
    {
        using var session = new ExportSession()
            .Chunk(Pipe.Stdout, [.. "{\"jsonrpc\":\"2.0\",\r\"method\":\"a\u2028\\n\"}\r\n"u8])
            .Chunk(Pipe.Stderr, [.. "a\rb\0c\e[2J"u8])
            .Answer(new string('[', 5000) + new string(']', 5000))
            .Event("\\n\\u0000", "\"x\":\"\\n\"");
        var text = Encoding.UTF8.GetString(session.Export("jsonl"));
        Assert.Equal(5, text.Count(one => one == '\n'));
        Assert.DoesNotContain(text, one => one < ' ' && one != '\n');
        var lines = session.Lines();
        Assert.True(lines[0].TryGetProperty("message", out _));
        Assert.False(lines[2].TryGetProperty("message", out _)); // too deep for most readers; its text is there
        Assert.Equal(10_000, lines[2].GetProperty("text").GetString()!.Length);
    }

    [Fact]
    public void A_torn_capture_says_so_at_its_end()
    {
        using var session = Session();
        session.File.SetLength(session.File.Length - 1);
        var end = session.Lines()[^1];
        Assert.Equal("torn", end.GetProperty("capture").GetString());
        Assert.Contains("ends inside a block", end.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_private_key_printed_line_by_line_is_known_by_its_first_line()
    {
        using var session = new ExportSession();
        foreach (var line in (string[])["loading", "-----BEGIN PRIVATE KEY-----", "MIIEvQIBADANBgkqhkiG9w0BAQ", "EFAASCBKcwggSjAgEAAoIBAQ==", "-----END PRIVATE KEY-----", "loaded"]) session.Line(Pipe.Stderr, line);
        Assert.Equal(["loading", "-----BEGIN PRIVATE KEY-----", "[redacted:private_key]", "[redacted:private_key]", "-----END PRIVATE KEY-----", "loaded"],
            session.Lines().SkipLast(1).Select(line => line.GetProperty("text").GetString()));
        Assert.Equal("[redacted:private_key]", session.Lines(filter: "frame == 4")[0].GetProperty("text").GetString());
    }
}
