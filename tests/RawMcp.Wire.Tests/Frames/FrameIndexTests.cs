using System.Text;
using RawMcp.Framing;
using static RawMcp.Wire.Tests.Captures;

namespace RawMcp.Wire.Tests;

/// <summary>Frames, calls and times out of chunks.</summary>
public sealed class FrameIndexTests : IDisposable
{
    private readonly MemoryStream file = new();

    public FrameIndexTests() => file.Write([.. SectionBlock(), .. InterfaceBlock("stdin"), .. InterfaceBlock("stdout"), .. InterfaceBlock("stderr")]);

    private void Add(Pipe stream, ulong time, string text) => file.Write(PacketBlock((uint)stream, time, Encoding.UTF8.GetBytes(text)));

    private void Gap(string stream, int bytes) => file.Write(EventBlock($$"""{"rawmcp":"gap","ns":"1","stream":"{{stream}}","bytes":{{bytes}}}"""));

    public void Dispose() => file.Dispose();

    private FrameIndex Index(int maxFrameBytes = FramingLimits.MaxFrameBytes)
    {
        file.Position = 0;
        return FrameIndex.Read(file, new() { MaxFrameBytes = maxFrameBytes });
    }

    private string Text(FrameIndex index, IndexedFrame frame) => Encoding.UTF8.GetString(index.BytesOf(frame, file));

    [Fact]
    public void A_call_has_its_answer_and_how_long_it_took()
    {
        Add(Pipe.Stdin, 100, """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""" + "\n");
        Add(Pipe.Stdin, 150, """{"jsonrpc":"2.0","id":"1","method":"ping"}""" + "\n");
        Add(Pipe.Stdout, 400, """{"jsonrpc":"2.0","id":1,"result":{}}""" + "\n");
        var index = Index();
        Assert.Equal(["tools/list", "ping"], index.Calls.Select(call => call.Method));
        Assert.Equal(300, index.Calls[0].Duration);
        Assert.Same(index.Frames[2], index.Calls[0].Response);
        Assert.True(index.Calls[1].IsInFlight); // "1" is not 1
        Assert.Same(index.Calls[0], index.Frames[2].Messages[0].Call);
    }

    [Fact]
    public void The_same_id_from_both_sides_is_two_calls()
    {
        Add(Pipe.Stdin, 1, """{"jsonrpc":"2.0","id":1,"method":"tools/call"}""" + "\n");
        Add(Pipe.Stdout, 2, """{"jsonrpc":"2.0","id":1,"method":"ping"}""" + "\n");
        Add(Pipe.Stdin, 3, """{"jsonrpc":"2.0","id":1,"result":{}}""" + "\n");
        Add(Pipe.Stdout, 9, """{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no"}}""" + "\n");
        Assert.Equal([("tools/call", 8L), ("ping", 1L)], Index().Calls.Select(call => (call.Method, call.Duration!.Value)));
    }

    // Each thread writes after it has forwarded, so an answer can stand in the file before its request. The clock knows better.
    [Fact]
    public void An_answer_that_stands_before_its_request_in_the_file()
    {
        Add(Pipe.Stdout, 20, """{"jsonrpc":"2.0","id":1,"result":{}}""" + "\n");
        Add(Pipe.Stdin, 10, """{"jsonrpc":"2.0","id":1,"method":"ping"}""" + "\n");
        var index = Index();
        Assert.Equal(10, index.Calls.Single().Duration);
        Assert.Equal([Pipe.Stdin, Pipe.Stdout], index.Frames.Select(frame => frame.Stream));
    }

    [Fact]
    public void Repeated_ids_are_answered_in_turn_and_an_answer_too_many_has_no_call()
    {
        for (ulong time = 1; time <= 2; time++) Add(Pipe.Stdin, time, """{"jsonrpc":"2.0","id":1,"method":"ping"}""" + "\n");
        for (ulong time = 3; time <= 5; time++) Add(Pipe.Stdout, time, """{"jsonrpc":"2.0","id":1,"result":{}}""" + "\n");
        var index = Index();
        Assert.Equal([2L, 2L], index.Calls.Select(call => call.Duration!.Value));
        Assert.Null(index.Frames[4].Messages[0].Call);
    }

    [Fact]
    public void Times_of_the_first_byte_and_of_the_last()
    {
        Add(Pipe.Stdout, 10, "{\"a\":");
        Add(Pipe.Stdout, 20, "1}\n{\"b\":2}\n{\"c\"");
        Add(Pipe.Stdout, 30, ":3");
        Add(Pipe.Stdout, 40, "}\n");
        Add(Pipe.Stdout, 50, "\n\r\n{\"d\"");
        var index = Index();
        Assert.Equal([(10L, 20L), (20, 20), (20, 40), (50, 50), (50, 50), (50, 50)], index.Frames.Select(frame => (frame.FirstByte, frame.LastByte)));
        Assert.Equal(["{\"a\":1}", "{\"b\":2}", "{\"c\":3}", "", "\r", "{\"d\""], index.Frames.Select(frame => Text(index, frame)));
        Assert.Equal([0L, 8, 16, 24, 25, 27], index.Frames.Select(frame => frame.Offset));
        Assert.Equal([false, false, false, true, true, false], index.Frames.Select(frame => frame.IsBlank));
        Assert.Equal(FrameEnding.Unterminated, index.Frames[^1].Ending);
    }

    [Fact]
    public void Frames_do_not_depend_on_how_they_were_read()
    {
        const string text = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n\n{\"é\":\"\r\"}\nlast";
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            file.SetLength(0);
            file.Write([.. SectionBlock(), .. InterfaceBlock("stdin"), .. PacketBlock(0, 1, bytes[..cut]), .. PacketBlock(0, 2, bytes[cut..])]);
            var index = Index();
            Assert.Equal(["{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}", "", "{\"é\":\"\r\"}", "last"], index.Frames.Select(frame => Text(index, frame)));
            Assert.Equal("ping", index.Calls.Single().Method);
        }
    }

    [Fact]
    public void A_gap_ends_a_frame_and_what_follows_is_marked_and_counted()
    {
        Add(Pipe.Stdout, 1, "{\"whole\":1}\n{\"cut");
        Gap("stdout", 100);
        Add(Pipe.Stdout, 2, "tail\"}\n{\"next\":1}\n");
        var index = Index();
        Assert.Equal(["{\"whole\":1}", "{\"cut", "tail\"}", "{\"next\":1}"], index.Frames.Select(frame => Text(index, frame)));
        Assert.Equal([false, true, true, false], index.Frames.Select(frame => frame.IsBesideGap));
        Assert.Equal([0L, 12, 117, 124], index.Frames.Select(frame => frame.Offset));
    }

    [Fact]
    public void A_packet_that_some_program_cut_is_a_gap()
    {
        file.Write(PacketBlock(0, 1, "{\"a"u8.ToArray(), original: 10));
        Add(Pipe.Stdin, 2, "x\n");
        Assert.All(Index().Frames, frame => Assert.True(frame.IsBesideGap));
    }

    [Fact]
    public void A_batch_is_several_messages_in_one_frame()
    {
        Add(Pipe.Stdin, 1, """[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","id":2,"method":"ping"}]""" + "\n");
        Add(Pipe.Stdout, 5, """[{"jsonrpc":"2.0","id":2,"result":{}},{"jsonrpc":"2.0","id":1,"result":{}}]""" + "\n");
        var index = Index();
        Assert.Equal(2, index.Frames.Count);
        Assert.All(index.Calls, call => Assert.Equal(4, call.Duration));
    }

    [Fact]
    public void What_is_no_message_says_why_and_stderr_is_not_asked()
    {
        Add(Pipe.Stdout, 1, "Server ready.\n");
        Add(Pipe.Stderr, 2, "Server ready.\n");
        Add(Pipe.Stdin, 3, """{"jsonrpc":"2.0","id":7,"method":"ping"}""" + "\n");
        Add(Pipe.Stdout, 4, """{"jsonrpc":"2.0","id":7,"result":[]}""" + "\n");
        var index = Index();
        Assert.Equal(MessageKind.Malformed, index.Frames[0].Messages.Single().Kind);
        Assert.NotNull(index.Frames[0].Messages[0].Defect);
        Assert.Empty(index.Frames[1].Messages);
        Assert.Equal(MessageKind.MalformedResponse, index.Frames[3].Messages[0].Kind);
        Assert.False(index.Calls[0].IsInFlight); // that was meant as its answer
    }

    [Fact]
    public void Recordings_joined_in_one_file_have_calls_of_their_own()
    {
        Add(Pipe.Stdin, 100, """{"jsonrpc":"2.0","id":1,"method":"ping"}""" + "\n" + "{\"half");
        file.Write([.. SectionBlock(), .. InterfaceBlock("stdin"), .. InterfaceBlock("stdout")]);
        Add(Pipe.Stdout, 50, """{"jsonrpc":"2.0","id":1,"result":{}}""" + "\n");
        var index = Index();
        Assert.True(index.Calls.Single().IsInFlight);
        Assert.Equal([0, 0, 1], index.Frames.Select(frame => frame.Section));
        Assert.Equal("{\"half", Text(index, index.Frames[1]));
        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":{}}""", Text(index, index.Frames[2]));
    }

    [Theory, InlineData(10, FrameEnding.Complete), InlineData(9, FrameEnding.OverLong)]
    public void The_longest_frame_and_one_more(int most, FrameEnding ending)
    {
        Add(Pipe.Stdin, 1, "0123456789\n");
        var index = Index(most);
        Assert.Equal(ending, index.Frames.Single().Ending);
        Assert.Equal("0123456789", Text(index, index.Frames.Single())); // the file has it all the same
        Assert.Equal("0123", Encoding.UTF8.GetString(index.BytesOf(index.Frames.Single(), file, most: 4)));
    }

    // Whatever the moments at which somebody looked: in the end it is the same index, and what had a number keeps it.
    [Fact]
    public void An_index_that_grows_ends_as_one_that_was_read_whole()
    {
        var head = (int)file.Length;
        byte[][] blocks =
        [
            PacketBlock(0, 10, """{"jsonrpc":"2.0","id":1,"method":"ping"}"""u8.ToArray()), PacketBlock(0, 11, "\n"u8.ToArray()), PacketBlock(2, 15, "log\n"u8.ToArray()),
            PacketBlock(1, 20, """{"jsonrpc":"2.0","id":1,"result":{}}"""u8.ToArray()), EventBlock("{\"rawmcp\":\"spawned\",\"ns\":\"12\",\"pid\":7}"),
            PacketBlock(1, 21, "\n{\"half"u8.ToArray()), EventBlock("{\"rawmcp\":\"closed\",\"ns\":\"30\"}"),
        ];
        foreach (var block in blocks) file.Write(block);
        var all = file.ToArray();
        var whole = Index();
        for (var step = 1; step < all.Length - head; step += 3)
        {
            using var growing = new MemoryStream();
            growing.Write(all, 0, head);
            growing.Position = 0;
            var index = FrameIndex.Follow(growing);
            var numbered = new List<IndexedFrame>();
            for (var length = head; length < all.Length; length = Math.Min(all.Length, length + step))
            {
                Append(growing, all, length);
                index.Grow();
                Assert.Equal(numbered, index.Frames.Take(numbered.Count));
                numbered = [.. index.Frames];
                foreach (var frame in numbered) Assert.Equal(frame.Length, index.BytesOf(frame, growing).Length); // moves the file
            }

            Append(growing, all, all.Length);
            index.Grow();
            Assert.True(index.IsClosed);
            index.Finish();
            Assert.False(index.Grow());
            Assert.Equal(whole.Frames.Select(frame => (frame.Number, frame.Stream, frame.Offset, frame.LastByte)), index.Frames.Select(frame => (frame.Number, frame.Stream, frame.Offset, frame.LastByte)));
            Assert.Equal(10, index.Calls.Single().Duration);
            Assert.Equal(whole.Events, index.Events);
            Assert.Equal(whole.Begin, index.Begin);
        }
    }

    private static void Append(MemoryStream to, byte[] all, int length)
    {
        var at = to.Position;
        to.Position = to.Length;
        to.Write(all, (int)to.Length, length - (int)to.Length);
        to.Position = at;
    }

    [Fact]
    public void A_tool_error_is_told_from_a_result_that_speaks_of_one()
    {
        Add(Pipe.Stdout, 1, """{"jsonrpc":"2.0","id":1,"result":{"isError":true}}""" + "\n");
        Add(Pipe.Stdout, 2, """{"jsonrpc":"2.0","id":2,"result":{"isError":false,"x":{"isError":true},"y":"isError"}}""" + "\n");
        Assert.Equal([true, false], Index().Frames.Select(frame => frame.Messages[0].IsToolError));
    }

    [Fact]
    public void A_piece_from_the_middle_of_a_frame_that_came_in_pieces()
    {
        Add(Pipe.Stdin, 1, "0123");
        Add(Pipe.Stdin, 2, "4567");
        Add(Pipe.Stdin, 3, "89\n");
        var frame = Index().Frames.Single();
        for (var from = 0; from <= 11; from++)
            Assert.Equal("0123456789"[Math.Min(from, 10)..Math.Min(from + 3, 10)], Encoding.UTF8.GetString(Index().BytesOf(frame, file, most: 3, from)));
    }

    [Fact]
    public void Damaged_captures_are_indexed_to_their_damage()
    {
        var random = new Random(11);
        var whole = Small();
        for (var round = 0; round < 2_000; round++)
        {
            var changed = whole.ToArray();
            for (var changes = random.Next(1, 6); changes > 0; changes--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            using var stream = new MemoryStream(changed, 0, random.Next(changed.Length + 1));
            var index = FrameIndex.Read(stream);
            Assert.NotNull(index.End);
            foreach (var frame in index.Frames) Assert.InRange(index.BytesOf(frame, stream).Length, 0, changed.Length);
        }
    }

    public static TheoryData<FrameIndexOptions, string?> Bounds => new()
    {
        { new() { MaxFrames = 3 }, null },
        { new() { MaxFrames = 2 }, "2 frames" },
        { new() { MaxBlocks = 5 }, null },
        { new() { MaxBlocks = 4 }, "4 blocks" },
        { new() { MaxEventBytes = GapBlockBytes }, null },
        { new() { MaxEventBytes = GapBlockBytes - 1 }, " bytes of events" },
    };

    private static int GapBlockBytes => EventBlock("""{"rawmcp":"gap","ns":"1","stream":"stderr","bytes":7}""").Length;

    /// <summary>Five blocks count: the section, three chunks, an event.</summary>
    [Theory]
    [MemberData(nameof(Bounds))]
    public void What_is_beyond_a_bound_is_left_out_and_said(FrameIndexOptions options, string? beyond)
    {
        Add(Pipe.Stdin, 1, "{}\n");
        Add(Pipe.Stdout, 2, "{}\n");
        Add(Pipe.Stdout, 3, "{}\n");
        Gap("stderr", 7);

        file.Position = 0;
        var index = FrameIndex.Read(file, options);

        Assert.Equal(beyond is null ? CaptureEndKind.Whole : CaptureEndKind.TooLong, index.End.Kind);
        if (beyond is null)
        {
            Assert.Equal(3, index.Frames.Count);
            Assert.Single(index.Events);
        }
        else
        {
            Assert.Contains("more than ", index.End.Reason, StringComparison.Ordinal);
            Assert.Contains(beyond, index.End.Reason, StringComparison.Ordinal);
            Assert.Contains($"its byte {index.End.Offset} ", index.End.Reason, StringComparison.Ordinal);
            Assert.Equal(file.Length, index.End.Offset + index.End.TailBytes);
            Assert.True(index.Frames.Count < 3 || index.Events.Count == 0);
        }
    }

    [Fact]
    public void A_followed_capture_that_is_full_stays_as_it_is()
    {
        Add(Pipe.Stdin, 1, "{}\n");
        file.Position = 0;
        var index = FrameIndex.Follow(file, new() { MaxFrames = 1 });
        Assert.True(index.Grow());
        file.Position = file.Length;
        Add(Pipe.Stdin, 2, "{}\n");
        index.Grow();
        Assert.False(index.Grow());
        index.Finish();

        Assert.Single(index.Frames);
        Assert.Equal(CaptureEndKind.TooLong, index.End.Kind);
    }
}
