using System.Text;
using RawMcp.Framing;
using RawMcp.Stdio;
using StreamJsonRpc;

namespace RawMcp.StreamJsonRpc.Tests;

/// <summary>What our handler makes of bytes, good and bad.</summary>
public sealed class ReadingTests
{
    private const string Note = """{"jsonrpc":"2.0","method":"note"}""";

    private readonly List<Frame> seen = [];

    private FramedMessageHandler Over(Stream stream, FramingStyle framing, int max = FramingLimits.MaxFrameBytes) => new(
        null, stream, new SystemTextJsonFormatter(), new DriverOptions { Framing = framing, MaxFrameBytes = max, Observer = crossing => seen.Add(crossing.Frame) });

    private FramedMessageHandler Over(string text, FramingStyle framing, int max = FramingLimits.MaxFrameBytes) =>
        Over(new MemoryStream(Encoding.UTF8.GetBytes(text)), framing, max);

    [Theory, InlineData(Style.Lf), InlineData(Style.Header)]
    public async Task However_the_stream_is_cut(Style style)
    {
        var stream = Captured.ByUs(style == Style.Header);
        for (var at = 0; at < stream.Length; at++) await Check(ChunkedStream.Halves(stream, at));
        await Check(ChunkedStream.Bytes(stream));

        async Task Check(IEnumerable<ReadOnlyMemory<byte>> chunks)
        {
            var reader = Over(new ChunkedStream(chunks), style.Ours());
            List<string> read = [];
            do read.Add(await Captured.DescribeNext(reader));
            while (read[^1] != "the end");
            Assert.Equal(Captured.Expected, read);
            Assert.Equal("the end", await Captured.DescribeNext(reader)); // and it stays there
        }
    }

    [Theory, InlineData(FramingStyle.Lines), InlineData(FramingStyle.ContentLength)]
    public async Task Ten_thousand_messages_in_one_piece(FramingStyle framing)
    {
        var one = framing == FramingStyle.Lines ? Note + "\n" : $"Content-Length: {Note.Length}\r\n\r\n{Note}";
        var reader = Over(string.Concat(Enumerable.Repeat(one, 10_000)), framing);
        for (var i = 0; i < 10_000; i++) Assert.Equal("notification note", await Captured.DescribeNext(reader));
        Assert.Equal("the end", await Captured.DescribeNext(reader));
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => (long)(i + 1) * one.Length - Note.Length - (framing == FramingStyle.Lines ? 1 : 0)), seen.Select(frame => frame.Offset));
        Assert.All(seen, frame => Assert.Equal(Note, Encoding.UTF8.GetString(frame.Bytes.Span)));
    }

    [Fact]
    public async Task Blank_lines_are_shown_and_skipped()
    {
        var reader = Over($"\n\r\n \t\n{Note}\r\n\n", FramingStyle.Lines);
        Assert.Equal("notification note", await Captured.DescribeNext(reader));
        Assert.Equal("the end", await Captured.DescribeNext(reader));
        Assert.Equal(["", "\r", " \t", Note + "\r", ""], seen.Select(frame => Encoding.UTF8.GetString(frame.Bytes.Span)));
    }

    [Theory]
    [InlineData(FramingStyle.Lines, Note, Note)]
    [InlineData(FramingStyle.Lines, " ", " ")]
    [InlineData(FramingStyle.ContentLength, "Content-Length: 33\r\n\r\n{\"json", "{\"json")]
    [InlineData(FramingStyle.ContentLength, "Content-Length: 33\r\n\r\n", "")]
    [InlineData(FramingStyle.ContentLength, "Content-Len", "Content-Len")]
    public async Task Half_a_frame_at_the_end_is_an_exception_and_then_the_end(FramingStyle framing, string half, string shown)
    {
        var whole = framing == FramingStyle.Lines ? Note + "\n" : $"Content-Length: {Note.Length}\r\n\r\n{Note}";
        var reader = Over(whole + half, framing);
        Assert.Equal("notification note", await Captured.DescribeNext(reader));
        await Assert.ThrowsAsync<EndOfStreamException>(() => Captured.DescribeNext(reader));
        Assert.Equal(FrameEnding.Unterminated, seen[^1].Ending);
        Assert.Equal(shown, Encoding.UTF8.GetString(seen[^1].Bytes.Span));
        Assert.Equal(whole.Length + half.Length - shown.Length, seen[^1].Offset);
        Assert.Equal("the end", await Captured.DescribeNext(reader));
    }

    [Fact]
    public async Task A_line_at_the_limit_is_read_and_one_above_it_is_not()
    {
        var reader = Over($"{Note}\n{Note} \n{Note}\n", FramingStyle.Lines, max: Note.Length);
        Assert.Equal("notification note", await Captured.DescribeNext(reader));
        var e = await Assert.ThrowsAsync<InvalidDataException>(() => Captured.DescribeNext(reader));
        Assert.StartsWith($"The frame at byte {Note.Length + 1} has {Note.Length + 1} bytes, and the limit is {Note.Length}: {{\"jsonrpc\"", e.Message, StringComparison.Ordinal);
        Assert.Equal(FrameEnding.OverLong, seen[^1].Ending);
        Assert.Equal("notification note", await Captured.DescribeNext(reader)); // a line's end is still a line's end
    }

    [Fact]
    public async Task A_body_at_the_limit_is_read_and_one_above_it_is_not()
    {
        var reader = Over($"Content-Length: {Note.Length}\r\n\r\n{Note}Content-Length: {Note.Length + 1}\r\n\r\n{Note} ", FramingStyle.ContentLength, max: Note.Length);
        Assert.Equal("notification note", await Captured.DescribeNext(reader));
        var e = await Assert.ThrowsAsync<BadRpcHeaderException>(() => Captured.DescribeNext(reader));
        Assert.Contains($"Content-Length: {Note.Length + 1}", e.Message, StringComparison.Ordinal);
        Assert.Equal(FrameEnding.BadHeader, seen[^1].Ending);
        Assert.Equal("the end", await Captured.DescribeNext(reader)); // where the next header begins, nobody knows
    }

    [Theory]
    [InlineData("Content-Length: many\r\n\r\n{}")]
    [InlineData("Content-Length: -1\r\n\r\n{}")]
    [InlineData("Content-Type: text\r\n\r\n{}")]
    [InlineData("\r\n\r\n")]
    public async Task A_header_that_cannot_be_read(string text)
    {
        await Assert.ThrowsAsync<BadRpcHeaderException>(() => Captured.DescribeNext(Over(text, FramingStyle.ContentLength)));
        Assert.Equal(FrameEnding.BadHeader, Assert.Single(seen).Ending);
    }

    /// <summary>What the exceptions are for: StreamJsonRpc ends the connection, with the reason in sight, and no call waits for ever.</summary>
    [Theory]
    [InlineData(FramingStyle.Lines, "half", typeof(EndOfStreamException))]
    [InlineData(FramingStyle.ContentLength, "no header\r\n\r\n", typeof(BadRpcHeaderException))]
    [InlineData(FramingStyle.Lines, "not JSON\n", null)] // the formatter's business, and an internal exception of its own
    public async Task A_call_in_flight_is_lost_with_the_reason(FramingStyle framing, string answer, Type? expected)
    {
        using var pipes = new Pipes();
        var ended = new TaskCompletionSource<JsonRpcDisconnectedEventArgs>();
        using var rpc = new Rpc(new FramedMessageHandler(pipes.Client.Writing, pipes.Client.Reading, new DriverOptions { Framing = framing }));
        rpc.Disconnected += (_, how) => ended.SetResult(how);
        rpc.StartListening();
        var call = rpc.InvokeAsync<int>("ask");
        await pipes.Server.Writing.WriteAsync(Encoding.UTF8.GetBytes(answer), TestContext.Current.CancellationToken);
        await pipes.Server.Writing.DisposeAsync();

        await Assert.ThrowsAsync<ConnectionLostException>(() => call.In());
        var how = await ended.Task.In();
        Assert.Equal(DisconnectedReason.StreamError, how.Reason); // ParseError is for the exceptions of Newtonsoft.Json
        if (expected is null) Assert.IsAssignableFrom<System.Text.Json.JsonException>(how.Exception);
        else Assert.IsType(expected, how.Exception);
    }
}
