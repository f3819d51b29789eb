using System.Buffers.Binary;
using System.Text;

namespace RawMcp.Wire.Tests;

/// <summary>Captures made for tests, and what a reader makes of them.</summary>
internal static class Captures
{
    /// <summary>Everything the reader gives, with chunks copied, and how it ended.</summary>
    public static (List<CaptureRecord> Records, CaptureEnd End) Read(Stream from, int maxBlockBytes = CaptureLimits.MaxBlockBytes)
    {
        var reader = new CaptureReader(from, maxBlockBytes);
        var records = new List<CaptureRecord>();
        while (reader.TryRead(out var record))
            records.Add(record is CaptureRecord.Chunk chunk ? chunk with { Bytes = chunk.Bytes.ToArray() } : record);
        return (records, reader.End!);
    }

    public static (List<CaptureRecord> Records, CaptureEnd End) Read(byte[] bytes) => Read(new MemoryStream(bytes));

    /// <summary>A capture from its file, read while others may still write it.</summary>
    public static (List<CaptureRecord> Records, CaptureEnd End) ReadFile(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Read(file);
    }

    public static IEnumerable<CaptureEvent> Events(this IEnumerable<CaptureRecord> records) => records.OfType<CaptureRecord.Happened>().Select(it => it.What);

    /// <summary>All bytes of one stream.</summary>
    public static byte[] Bytes(this IEnumerable<CaptureRecord> records, Pipe stream) =>
        [.. records.OfType<CaptureRecord.Chunk>().Where(chunk => chunk.Stream == stream).SelectMany(chunk => chunk.Bytes.ToArray())];

    /// <summary>A short session, written by our own writer.</summary>
    public static byte[] Small()
    {
        var file = new MemoryStream();
        var clock = new TapClock(TimeProvider.System);
        var recorder = new Recorder(() => file, clock, new TapOptions(), message => throw new InvalidOperationException(message));
        recorder.Note(new CaptureEvent.Started(clock.Anchor, "a test", 1, false));
        recorder.Note(new CaptureEvent.Command(clock.Now, ["server", "an argument"], "/", ["HOME", "PATH"]));
        recorder.Note(new CaptureEvent.Spawned(clock.Now, 42));
        recorder.Chunk(Pipe.Stdin, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n"u8, clock.Now);
        recorder.Chunk(Pipe.Stdout, "{\"jsonrpc\":\"2.0\",\"id\":1,"u8, clock.Now);
        recorder.Chunk(Pipe.Stderr, [0, 0xFF, (byte)'\r', (byte)'\n', 7], clock.Now);
        recorder.Chunk(Pipe.Stdout, "\"result\":{}}\n"u8, clock.Now);
        recorder.Note(new CaptureEvent.StreamEnded(clock.Now, Pipe.Stdin, 41));
        recorder.Note(new CaptureEvent.Exited(clock.Now, 3));
        Assert.True(recorder.Close());
        return file.ToArray();
    }

    /// <summary>A block, spelled out independently of the writer.</summary>
    public static byte[] Block(uint type, byte[] body, bool bigEndian = false)
    {
        Assert.Equal(0, body.Length % 4);
        var length = U32((uint)body.Length + 12, bigEndian);
        return [.. U32(type, bigEndian), .. length, .. body, .. length];
    }

    public static byte[] SectionBlock(bool bigEndian = false) =>
        Block(0x0A0D0D0A, [.. U32(0x1A2B3C4D, bigEndian), .. U16(1, bigEndian), .. U16(0, bigEndian), .. Enumerable.Repeat((byte)0xFF, 8)], bigEndian);

    public static byte[] InterfaceBlock(string? name, bool bigEndian = false, ushort linkType = 147, byte? resolution = 9)
    {
        byte[] options =
        [
            .. name is null ? [] : Option(2, Encoding.UTF8.GetBytes(name), bigEndian),
            .. resolution is { } value ? Option(9, [value], bigEndian) : [],
            .. U32(0, bigEndian),
        ];
        return Block(1, [.. U16(linkType, bigEndian), .. U16(0, bigEndian), .. U32(0, bigEndian), .. options], bigEndian);
    }

    public static byte[] PacketBlock(uint place, ulong time, byte[] bytes, bool bigEndian = false, uint? original = null) => Block(
        6,
        [.. U32(place, bigEndian), .. U32((uint)(time >> 32), bigEndian), .. U32((uint)time, bigEndian), .. U32((uint)bytes.Length, bigEndian),
            .. U32(original ?? (uint)bytes.Length, bigEndian), .. Padded(bytes)],
        bigEndian);

    public static byte[] EventBlock(string json, bool bigEndian = false, uint enterprise = 32473) =>
        Block(0xBAD, [.. U32(enterprise, bigEndian), .. Padded(Encoding.UTF8.GetBytes(json))], bigEndian);

    private static byte[] Option(ushort code, byte[] value, bool bigEndian) => [.. U16(code, bigEndian), .. U16((ushort)value.Length, bigEndian), .. Padded(value)];

    private static byte[] Padded(byte[] bytes) => [.. bytes, .. new byte[(4 - (bytes.Length % 4)) % 4]];

    private static byte[] U16(ushort value, bool bigEndian)
    {
        var bytes = new byte[2];
        if (bigEndian) BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        else BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] U32(uint value, bool bigEndian)
    {
        var bytes = new byte[4];
        if (bigEndian) BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        else BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
