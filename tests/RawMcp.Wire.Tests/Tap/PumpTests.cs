using static RawMcp.Wire.Tests.Captures;

namespace RawMcp.Wire.Tests;

/// <summary>One pump: bytes out are bytes in, and so are those of the capture, however they come.</summary>
public sealed class PumpTests
{
    private const int Sessions = 100_000;

    // What a careless tap would touch: CR, NUL, blank lines, a BOM, what is not UTF-8, no LF at the end.
    private static readonly byte[][] Morsels =
    [
        [(byte)'\n'], "\r\n"u8.ToArray(), [0], [0xEF, 0xBB, 0xBF], [0xC3, 0x28], [0xFF], "{\"id\":1}"u8.ToArray(), "\u2028é"u8.ToArray(), "  "u8.ToArray(), [0x1A], [0x04],
    ];

    [Fact]
    public void Random_sessions_come_out_as_they_went_in()
    {
        var random = new Random(20261123);
        var clock = new TapClock(TimeProvider.System);
        for (var session = 0; session < Sessions; session++)
        {
            // Not through a recorder's thread each: what the recorder does with chunks has tests of its own.
            var bytes = Hostile(random);
            using var to = new MemoryStream();
            new Pump(Pipe.Stdout, new Trickle(bytes, random), to, Shared(clock), clock).Run();
            Assert.True(bytes.AsSpan().SequenceEqual(to.ToArray()), $"session {session}");
        }
    }

    [Fact]
    public void And_so_does_what_is_recorded_of_them()
    {
        var random = new Random(5);
        var clock = new TapClock(TimeProvider.System);
        for (var session = 0; session < 200; session++)
        {
            using var file = new MemoryStream();
            var recorder = new Recorder(() => file, clock, new TapOptions { CloseGrace = Lines.Patience }, Assert.Fail);
            var all = new Dictionary<Pipe, byte[]>();
            foreach (var stream in Pipes.All)
            {
                all[stream] = Hostile(random);
                using var to = new MemoryStream();
                new Pump(stream, new Trickle(all[stream], random), to, recorder, clock, recordFirst: random.Next(2) == 0).Run();
            }

            Assert.True(recorder.Close());
            var records = Read(file.ToArray()).Records;
            Assert.All(Pipes.All, stream => Assert.Equal(all[stream], records.Bytes(stream)));
            Assert.Equal(3, records.Events().OfType<CaptureEvent.StreamEnded>().Count());
        }
    }

    [Fact]
    public void It_writes_before_anybody_looks()
    {
        var clock = new TapClock(TimeProvider.System);
        var disk = new Disk();
        disk.Block();
        var recorder = new Recorder(() => disk, clock, new TapOptions { CloseGrace = Lines.Patience }, Assert.Fail);
        using var to = new MemoryStream();
        new Pump(Pipe.Stdin, new MemoryStream([1, 2, 3]), to, recorder, clock).Run(); // to its end, while the disk stands still
        Assert.Equal([1, 2, 3], to.ToArray());
        disk.Unblock();
        Assert.True(recorder.Close());
    }

    [Fact]
    public void A_reader_that_is_gone_ends_it_and_is_recorded()
    {
        var clock = new TapClock(TimeProvider.System);
        using var file = new MemoryStream();
        var recorder = new Recorder(() => file, clock, new TapOptions { CloseGrace = Lines.Patience }, Assert.Fail);
        var from = new MemoryStream([1, 2, 3]);
        new Pump(Pipe.Stdout, from, new Gone(), recorder, clock).Run();
        Assert.False(from.CanRead); // closed: its writer has the broken pipe now
        Assert.True(recorder.Close());
        var records = Read(file.ToArray()).Records;
        Assert.Equal([1, 2, 3], records.Bytes(Pipe.Stdout));
        var broken = Assert.Single(records.Events().OfType<CaptureEvent.StreamBroken>());
        Assert.Equal((3L, 3L), (broken.Bytes, broken.Undelivered));
    }

    private static Recorder? shared;

    // Never closed and never full: it only takes.
    private static Recorder Shared(TapClock clock) => shared ??= new Recorder(() => Stream.Null, clock, new TapOptions(), Assert.Fail);

    private static byte[] Hostile(Random random)
    {
        var bytes = new List<byte>();
        for (var parts = random.Next(12); parts > 0; parts--) bytes.AddRange(Morsels[random.Next(Morsels.Length)]);
        return [.. bytes];
    }

    /// <summary>Gives bytes in reads of a random size, from one byte on.</summary>
    private sealed class Trickle(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, random.Next(1, 9))]);
    }

    private sealed class Gone : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe");
    }
}
