using static RawMcp.Wire.Tests.Captures;

namespace RawMcp.Wire.Tests;

/// <summary>Reading: what others write, what is no capture, and every limit from both sides.</summary>
public sealed class CaptureReaderTests
{
    [Fact]
    public void What_the_tap_writes_comes_back()
    {
        var (records, end) = Read(Small());
        Assert.Equal(CaptureEndKind.Whole, end.Kind);
        Assert.IsType<CaptureRecord.Section>(records[0]);
        Assert.Equal("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n"u8.ToArray(), records.Bytes(Pipe.Stdout));
        Assert.Equal([0, 0xFF, (byte)'\r', (byte)'\n', 7], records.Bytes(Pipe.Stderr));
        var command = Assert.Single(records.Events().OfType<CaptureEvent.Command>());
        Assert.Equal(["server", "an argument"], command.Arguments);
        Assert.Equal(["HOME", "PATH"], command.Environment);
        Assert.Equal(["Started", "Command", "Spawned", "StreamEnded", "Exited", "Closed"], records.Events().Select(it => it.GetType().Name));
        Assert.DoesNotContain(records, record => record is CaptureRecord.Skipped);
    }

    [Fact]
    public void Times_are_the_wall_clock_s_and_do_not_run_backwards()
    {
        var before = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;
        var chunks = Read(Small()).Records.OfType<CaptureRecord.Chunk>().Select(chunk => chunk.Time).ToList();
        var after = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;
        Assert.Equal(chunks.Order(), chunks);
        Assert.InRange(chunks[0], before - 1_000_000_000, after + 1_000_000_000);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Both_byte_orders(bool bigEndian)
    {
        byte[] file =
        [
            .. SectionBlock(bigEndian), .. InterfaceBlock("stdin", bigEndian), .. InterfaceBlock("stdout", bigEndian), .. InterfaceBlock("stderr", bigEndian),
            .. EventBlock("{\"rawmcp\":\"spawned\",\"ns\":\"5\",\"pid\":7}", bigEndian), .. PacketBlock(2, 0x1_0000_0002, "abc"u8.ToArray(), bigEndian),
        ];
        var (records, end) = Read(file);
        Assert.Equal(CaptureEndKind.Whole, end.Kind);
        Assert.Equal(!bigEndian, ((CaptureRecord.Section)records[0]).LittleEndian);
        Assert.Equal(new CaptureEvent.Spawned(5, 7), records.Events().Single());
        var chunk = Assert.IsType<CaptureRecord.Chunk>(records[^1]);
        Assert.Equal((Pipe.Stderr, 0x1_0000_0002L), (chunk.Stream, chunk.Time));
        Assert.Equal("abc"u8.ToArray(), file.AsSpan((int)chunk.BytesOffset, 3).ToArray());
    }

    [Theory]
    [InlineData(null, 7UL, 7_000L)] // microseconds where nothing is said
    [InlineData((byte)9, 7UL, 7L)]
    [InlineData((byte)0, 7UL, 7_000_000_000L)]
    [InlineData((byte)12, 7_999UL, 7L)]
    [InlineData((byte)0x81, 3UL, 1_500_000_000L)] // halves of a second
    [InlineData((byte)0xFF, ulong.MaxValue, 0L)]
    [InlineData((byte)0x7F, ulong.MaxValue, 0L)]
    [InlineData((byte)0, ulong.MaxValue, long.MaxValue)] // beyond the year 2262
    public void Every_resolution(byte? resolution, ulong time, long nanoseconds)
    {
        var (records, _) = Read([.. SectionBlock(), .. InterfaceBlock("stdin", resolution: resolution), .. PacketBlock(0, time, [1])]);
        Assert.Equal(nanoseconds, records.OfType<CaptureRecord.Chunk>().Single().Time);
    }

    [Fact]
    public void Interfaces_by_name_and_without_one_by_number()
    {
        var (records, _) = Read([
            .. SectionBlock(), .. InterfaceBlock("stderr"), .. InterfaceBlock(null), .. InterfaceBlock("eth0"), .. InterfaceBlock("stdin", linkType: 1),
            .. PacketBlock(0, 1, [1]), .. PacketBlock(1, 2, [2]), .. PacketBlock(2, 3, [3]), .. PacketBlock(3, 4, [4]), .. PacketBlock(4, 5, [5])]);
        Assert.Equal([Pipe.Stderr, Pipe.Stdout], records.OfType<CaptureRecord.Chunk>().Select(chunk => chunk.Stream));
        Assert.Equal(3, records.OfType<CaptureRecord.Skipped>().Count());
    }

    [Fact]
    public void What_others_put_in_is_passed_over()
    {
        var (records, end) = Read([
            .. SectionBlock(), .. InterfaceBlock("stdin"), .. Block(0x4444, new byte[8]), .. EventBlock("{\"rawmcp\":\"exit\",\"code\":1}", enterprise: 1),
            .. EventBlock("not json"), .. EventBlock("{\"other\":1}"), .. Block(6, new byte[8]), .. PacketBlock(0, 1, [9])]);
        Assert.Equal(CaptureEndKind.Whole, end.Kind);
        Assert.Equal(5, records.OfType<CaptureRecord.Skipped>().Count());
        Assert.Equal([9], records.Bytes(Pipe.Stdin));
    }

    [Theory]
    [InlineData("{\"rawmcp\":\"from the future\",\"ns\":\"3\",\"x\":[1]}", "from the future")]
    [InlineData("{\"rawmcp\":\"exit\"}", "exit")] // without a code it is no exit
    [InlineData("{\"rawmcp\":\"gap\",\"stream\":\"stdin\",\"bytes\":-1}", "gap")]
    [InlineData("{\"rawmcp\":7}", null)]
    public void Events_of_another_kind_are_kept_as_they_are(string json, string? kind)
    {
        var what = Read([.. SectionBlock(), .. EventBlock(json)]).Records.Events().Single();
        var unknown = Assert.IsType<CaptureEvent.Unknown>(what);
        Assert.Equal((kind, json), (unknown.Kind, unknown.Json.TrimEnd('\0')));
    }

    [Fact]
    public void A_packet_that_some_program_cut_says_how_much_is_missing()
    {
        var (records, _) = Read([.. SectionBlock(), .. InterfaceBlock("stdin"), .. PacketBlock(0, 1, [1, 2], original: 100)]);
        Assert.Equal(98, records.OfType<CaptureRecord.Chunk>().Single().Missing);
    }

    [Fact]
    public void Two_recordings_in_one_file()
    {
        byte[] second = [.. SectionBlock(bigEndian: true), .. InterfaceBlock("stdout", bigEndian: true), .. PacketBlock(0, 1, [5], bigEndian: true)];
        var (records, end) = Read([.. SectionBlock(), .. InterfaceBlock("stdin"), .. PacketBlock(0, 1, [4]), .. second]);
        Assert.Equal(CaptureEndKind.Whole, end.Kind);
        Assert.Equal([4], records.Bytes(Pipe.Stdin));
        Assert.Equal([5], records.Bytes(Pipe.Stdout));
    }

    [Fact]
    public void The_longest_block_and_one_more()
    {
        byte[] file = [.. SectionBlock(), .. InterfaceBlock("stdin"), .. PacketBlock(0, 1, new byte[68]), .. PacketBlock(0, 2, new byte[72]), .. PacketBlock(0, 3, [3])];
        var (records, end) = Read(new MemoryStream(file), maxBlockBytes: 100);
        Assert.Equal(CaptureEndKind.Whole, end.Kind);
        Assert.Equal([68, 1], records.OfType<CaptureRecord.Chunk>().Select(chunk => chunk.Bytes.Length));
        Assert.Equal(104, records.OfType<CaptureRecord.Skipped>().Single().Length);
    }

    [Fact]
    public void The_last_interface_and_one_more()
    {
        var most = CaptureLimits.MaxInterfaces;
        byte[] file =
        [
            .. SectionBlock(), .. Enumerable.Range(0, most + 1).SelectMany(_ => InterfaceBlock("stdin")),
            .. PacketBlock((uint)most - 1, 1, [1]), .. PacketBlock((uint)most, 2, [2]),
        ];
        var (records, _) = Read(file);
        Assert.Equal([1], records.Bytes(Pipe.Stdin));
        Assert.Equal(2, records.OfType<CaptureRecord.Skipped>().Count());
    }

    [Theory]
    [InlineData("", CaptureEndKind.Whole)]
    [InlineData("hello, this is a text file", CaptureEndKind.NotACapture)]
    [InlineData("{", CaptureEndKind.NotACapture)]
    [InlineData("\n\r", CaptureEndKind.Torn)]
    public void What_is_no_capture(string text, CaptureEndKind kind)
    {
        var (records, end) = Read(System.Text.Encoding.UTF8.GetBytes(text));
        Assert.Empty(records);
        Assert.Equal((kind, 0L), (end.Kind, end.Offset));
    }

    [Theory]
    [InlineData(4, 11)]  // a length below the least
    [InlineData(4, 13)]  // not a multiple of four
    [InlineData(-4, 99)] // the second length differs
    public void Damage_is_a_fact_with_a_place(int at, byte value)
    {
        var good = SectionBlock();
        var bad = PacketBlock(0, 1, [1]);
        bad[at < 0 ? bad.Length + at : at] = value;
        var (records, end) = Read([.. good, .. bad, .. good]);
        Assert.Single(records);
        Assert.Equal((CaptureEndKind.Damaged, (long)good.Length), (end.Kind, end.Offset));
    }

    [Fact]
    public void A_capture_that_grows_is_read_on()
    {
        var file = Small();
        var growing = new MemoryStream();
        var reader = new CaptureReader(growing);
        var seen = 0;
        for (var i = 0; i < file.Length; i++)
        {
            growing.Seek(0, SeekOrigin.End);
            growing.WriteByte(file[i]);
            growing.Seek(reader.End is null ? 0 : reader.Position + reader.End.TailBytes, SeekOrigin.Begin);
            while (reader.TryRead(out _)) seen++;
            Assert.NotNull(reader.End);
        }

        Assert.Equal(Read(file).Records.Count, seen);
        Assert.Equal(CaptureEndKind.Whole, reader.End!.Kind);
    }
}
