using System.Text;

namespace RawMcp.Wire.Tests;

using static Story;

/// <summary>Faults MT201 to MT209, and what is nearly one of them.</summary>
public sealed class FramingTests
{
    private static Story Opened => new Story().Start().Open();

    private static Story Asked => new Story().Start().In(10, Request("1", "initialize", """{"protocolVersion":"2025-11-25"}"""));

    [Theory]
    [InlineData("[dotenv@17.2.0] injecting env (3) from .env", "dotenv")]
    [InlineData("info: Microsoft.Hosting.Lifetime[14]", ".NET")]
    [InlineData("npm warn deprecated glob@7", "npm")]
    [InlineData("\u001b[32mready\u001b[0m", "colours")]
    [InlineData("{\"level\":30,\"msg\":\"hello\"}", "JSON")]
    [InlineData("[INFO] hello", "a log")]
    [InlineData("2026-01-01 12:00:00 hello", "a log")]
    [InlineData("Server running on stdio", "banner")]
    [InlineData("┌────────┐", "banner")]
    [InlineData("here I am", "print")]
    public void MT201_lines_that_are_no_messages(string line, string kind)
    {
        var story = new Story().Start().Out(5, line).Open().Call(30, "1", 40).Bye(50);
        var finding = story.First(Faults.NotJson, Severity.Warning);
        Assert.Contains(kind, finding.Cause);
        Assert.Equal("MT201", story.Codes);
        Assert.Equal((1, Pipe.Stdout, 0L), finding.Evidence[0] is Evidence.Frame it ? (it.Number, it.Stream, it.Offset) : default);
    }

    [Fact]
    public void MT201_is_an_error_when_the_host_gave_up() =>
        Assert.Contains("the host then closed", new Story().Start().In(10, Request("0", "initialize")).Out(15, "hello").Out(20, Result("0")).Bye(30).First(Faults.NotJson, Severity.Error).Cause);

    [Fact]
    public void MT201_is_folded()
    {
        var finding = Opened.Out(25, [.. Enumerable.Range(0, 17).Select(i => $"line {i}")]).Call(30, "1", 40).Bye(50).The(Faults.NotJson);
        Assert.Contains("17 lines", finding.Cause);
        Assert.Equal(DoctorLimits.MaxEvidence, finding.Evidence.Count);
    }

    [Fact]
    public void MT201_not_for_stderr_and_not_for_white_space_in_messages() => Assert.Equal("", Opened.Err(25, "hello", "{").Out(26, "  " + Notification("notifications/message") + " ").Bye(50).Codes);

    [Fact]
    public void MT202_a_message_over_several_lines()
    {
        var finding = Asked.Out(20, "{", "  \"jsonrpc\": \"2.0\",", "  \"id\": 1,", "  \"result\": {", "    \"a\": \"}\"", "  }", "}").HostCloses(30_000).Exit(30_010).First(Faults.PrettyPrinted, Severity.Error);
        Assert.Contains("over 7 lines", finding.Cause);
        Assert.Equal("MT202", Asked.Out(20, "{", "  \"jsonrpc\": \"2.0\",", "  \"id\": 1,", "  \"result\": {}", "}").HostCloses(30_000).Exit(30_010).Closed(30_020).Codes);
    }

    [Fact]
    public void MT202_not_for_other_JSON_over_several_lines_and_not_for_text()
    {
        Opened.Out(25, "{", "  \"level\": 30", "}").Call(30, "1", 40).Bye(50).Without(Faults.PrettyPrinted).First(Faults.NotJson);
        Opened.Out(25, "{ not", "json }").Call(30, "1", 40).Bye(50).Without(Faults.PrettyPrinted).First(Faults.NotJson);
    }

    [Fact]
    public void MT203_headers_of_the_server_and_of_the_client()
    {
        var body = Result("1");
        var server = Asked.Chunk(Pipe.Stdout, 20, $"Content-Length: {body.Length}\r\n\r\n{body}Content-Length: {body.Length}\r\n\r\n{body}").HostCloses(30_000).Exit(30_010).Closed(30_020);
        Assert.Equal("MT203", server.Codes);
        Assert.Contains("The server puts", server.First(Faults.ContentLength, Severity.Error).Cause);
        var client = new Story().Start().Chunk(Pipe.Stdin, 10, "Content-Length: 5\r\n\r\n" + Request("1", "initialize")).HostCloses(30_000).Exit(30_010).Closed(30_020);
        Assert.Contains("The client puts", client.First(Faults.ContentLength, Severity.Error).Cause);
    }

    [Fact]
    public void MT203_is_not_taken_for_a_missing_flush() =>
        Asked.HostCloses(5_000).Chunk(Pipe.Stdout, 5_010, $"Content-Length: 99\r\n\r\n{Result("1")}\n").Exit(5_020).Without(Faults.Buffered).First(Faults.ContentLength);

    [Fact]
    public void MT203_not_for_the_words_in_a_message() => Assert.Equal("", Opened.Out(30, Notification("notifications/message", """{"data":"Content-Length: 5"}""")).Bye(50).Codes);

    [Fact]
    public void MT204_everything_comes_at_the_end_of_stdin()
    {
        var story = Asked.In(5_000, Request("2", "ping")).HostCloses(8_000).Out(8_010, Result("1"), Result("2")).Exit(8_020).Closed(8_030);
        Assert.Contains("2 frames at once", story.First(Faults.Buffered, Severity.Error).Cause);
        Assert.Equal("MT204", story.Codes);
    }

    [Fact]
    public void MT204_half_a_block_comes_at_the_end_of_stdin() =>
        Opened.In(30, Call("1")).Chunk(Pipe.Stdout, 40, Result("1", "{\"a\":\"xxxx")[..^1]).HostCloses(8_000).Chunk(Pipe.Stdout, 8_005, "\"}}\n").Exit(8_020).First(Faults.Buffered);

    [Fact]
    public void MT204_not_for_a_slow_first_answer_or_a_server_that_had_not_read()
    {
        Asked.HostCloses(8_000).Out(12_000, Result("1")).Exit(12_010).Without(Faults.Buffered);
        Asked.HostCloses(20).Out(30, Result("1")).Exit(40).Without(Faults.Buffered);
        Asked.Look(4_000, unread: 60).HostCloses(8_000).Out(8_010, Result("1")).Exit(8_020).Without(Faults.Buffered);
        Opened.In(30, Call("1")).HostCloses(8_000).Out(8_010, Result("1")).Exit(8_020).Closed(8_030).Without(Faults.Buffered);
    }

    [Fact]
    public void MT205_a_message_without_its_line_feed()
    {
        var story = Asked.Chunk(Pipe.Stdout, 20, Result("1")).HostCloses(30_000).Exit(30_010).Closed(30_020);
        Assert.Contains("a complete message without a line feed", story.First(Faults.Unterminated, Severity.Error).Cause);
        Assert.Equal("MT205", story.Codes);
    }

    [Fact]
    public void MT205_half_a_frame_that_waits()
    {
        var story = Opened.In(30, Call("1")).Chunk(Pipe.Stdout, 40, "{\"jsonrpc\":\"2.0\",").Look(12_040).HostCloses(12_040).Exit(12_050).Closed(12_060);
        Assert.Contains("Half a frame of 17 bytes", story.First(Faults.Unterminated, Severity.Error).Cause);
    }

    [Fact]
    public void MT205_the_clients_line_feed_is_missing()
    {
        new Story().Start().Chunk(Pipe.Stdin, 10, Request("1", "initialize")).HostCloses(30_000).Exit(30_010).First(Faults.Unterminated, Severity.Error);
        new Story().Start().Chunk(Pipe.Stdin, 10, Request("1", "initialize")).HostCloses(11).Out(30, Result("1")).Exit(40).Without(Faults.Unterminated).Without(Faults.StrayAnswer); // it was answered all the same
    }

    [Fact]
    public void MT205_not_while_the_rest_may_be_on_its_way() => Assert.Equal("", Opened.In(30, Call("1")).Chunk(Pipe.Stdout, 40, "{\"jsonrpc\":").Codes);

    [Fact]
    public void MT206_lines_with_CR()
    {
        var story = new Story().Start().In(10, Request("0", "initialize")).Out(20, Result("0") + "\r").In(30, Request("1", "ping")).Out(40, Result("1") + "\r").Bye(50);
        var finding = story.First(Faults.CarriageReturns, Severity.Warning);
        Assert.Contains("2 lines", finding.Cause);
        Assert.Equal("MT206", story.Codes);
        new Story().Start().In(10, Request("0", "initialize") + "\r").Out(20, Result("0")).In(30, Request("1", "ping") + "\r").Out(40, Result("1")).Bye(50).First(Faults.CarriageReturns, Severity.Warning);
    }

    [Fact]
    public void MT206_not_for_an_escaped_CR_or_one_on_stderr() => Assert.Equal("", Opened.Out(30, Notification("notifications/message", """{"data":"a\r"}""")).Err(31, "x\r").Bye(50).Codes);

    [Theory]
    [InlineData(new byte[] { 0xE9, (byte)'"' }, "Windows-1252")]
    [InlineData(new byte[] { 0xC7, 0xD1, 0xB1, 0xDB }, "CP949")]
    [InlineData(new byte[] { 0x93, 0xFA, 0x96, 0x7B }, "Shift-JIS")]
    [InlineData(new byte[] { 0xE4, 0xBD, (byte)'x' }, "cut by bytes")]
    public void MT207_bytes_of_a_code_page(byte[] bytes, string guess)
    {
        byte[] line = [.. "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"a\":\""u8, .. bytes, .. "\"}}\n"u8];
        var finding = Opened.In(30, Call("1")).Chunk(Pipe.Stdout, 40, line).In(50, Request("2", "ping")).Out(60, Result("2")).Bye(70).First(Faults.NotUtf8, Severity.Warning);
        Assert.Contains(guess, finding.Cause);
        Assert.Contains(Convert.ToHexString(bytes.AsSpan(0, 2)), finding.Cause);
    }

    [Fact]
    public void MT207_UTF16() => Assert.Contains("UTF-16", Asked.Chunk(Pipe.Stdout, 20, Encoding.Unicode.GetBytes(Result("1") + "\n")).HostCloses(30_000).Exit(30_010).First(Faults.NotUtf8, Severity.Error).Cause);

    [Fact]
    public void MT207_not_for_UTF8() => Assert.Equal("", Opened.Out(30, Notification("notifications/message", """{"data":"한글 é 日本 😀"}""")).Err(31, "x").Chunk(Pipe.Stderr, 32, [0xE9, 10]).Bye(50).Codes);

    [Fact]
    public void MT208_cut_where_a_pipe_is_full()
    {
        var big = Result("1", $"{{\"a\":\"{new string('x', 200_000)}\"}}")[..65_536];
        var story = Opened.In(30, Call("1")).Chunk(Pipe.Stdout, 40, big).Exit(50).Closed(60);
        Assert.Contains("breaks off after 65,536 bytes, where a pipe or a buffer was full", story.First(Faults.Truncated, Severity.Error).Cause);
        Assert.Equal("MT208", story.Codes);
        Opened.In(30, Call("1")).Chunk(Pipe.Stdout, 40, big[..5000]).Exit(50).First(Faults.Truncated, Severity.Error); // an orderly exit in the middle of a write
    }

    [Fact]
    public void MT208_not_for_a_crash_and_not_where_the_host_stopped_reading()
    {
        Opened.In(30, Call("1")).Chunk(Pipe.Stdout, 40, "{\"jsonrpc\":").Killed(50, 11, "SIGSEGV").Without(Faults.Truncated).First(Faults.Crashed);
        Opened.In(30, Call("1")).Chunk(Pipe.Stdout, 40, "{\"jsonrpc\":").HostStopsReading(41).Exit(50).Without(Faults.Truncated);
    }

    [Theory]
    [InlineData("""{"id":1,"result":{}}""", "jsonrpc")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":null}""", "not an object")]
    [InlineData("\ufeff{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}", "byte order mark")]
    public void MT209_what_some_hosts_forgive(string line, string why) =>
        Assert.Contains(why, Opened.In(30, Call("1")).Out(40, line).In(50, Request("2", "ping")).Out(60, Result("2")).Bye(70).First(Faults.Tolerance, Severity.Warning).Cause);

    [Fact]
    public void MT209_blank_lines_are_a_remark_and_batches_depend_on_the_revision()
    {
        Opened.Out(25, "").Bye(50).First(Faults.Tolerance, Severity.Info);
        var batch = $"[{Notification("notifications/message")},{Notification("notifications/message")}]";
        Opened.Out(25, batch).Call(30, "1", 40).Bye(50).First(Faults.Tolerance, Severity.Warning);
        Assert.Equal("", new Story().Start().Open("2025-03-26").Out(25, batch).Call(30, "1", 40).Bye(50).Codes);
    }

    [Fact]
    public void MT209_not_for_what_everybody_must_take() => Assert.Equal("", Opened.Out(25, """{"method":"notifications/message","x":1,"jsonrpc":"2.0"}""").Bye(50).Codes);
}
