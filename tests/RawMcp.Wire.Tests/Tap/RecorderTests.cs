using static RawMcp.Wire.Tests.Captures;

namespace RawMcp.Wire.Tests;

/// <summary>The recorder before a disk that stands still or fails: it never waits, and it never loses anything silently.</summary>
public sealed class RecorderTests : IDisposable
{
    private readonly Disk disk = new();
    private readonly TapClock clock = new(TimeProvider.System);
    private readonly List<string> troubles = [];

    public void Dispose() => disk.Dispose();

    private Recorder New(TapOptions? options = null, Func<Stream>? open = null) =>
        new(open ?? (() => disk), clock, options ?? new TapOptions { QueueBytes = TapLimits.LeastQueueBytes, CloseGrace = Lines.Patience }, troubles.Add);

    private void Fill(Recorder recorder, Pipe stream, int chunks, int size = 60_000)
    {
        for (var i = 0; i < chunks; i++) recorder.Chunk(stream, Enumerable.Repeat((byte)i, size).ToArray(), clock.Now);
    }

    [Fact]
    public void A_queue_that_holds_it_all_leaves_no_gap()
    {
        disk.Block();
        var recorder = New();
        Fill(recorder, Pipe.Stdout, 1);
        disk.AwaitStuck();
        Fill(recorder, Pipe.Stdout, 12); // four a piece of memory: the piece being written, and three more
        disk.Unblock();
        Assert.True(recorder.Close());
        var (records, end) = Read(disk.ToArray());
        Assert.Equal(CaptureEndKind.Whole, end.Kind);
        Assert.Equal(13 * 60_000, records.Bytes(Pipe.Stdout).Length);
        Assert.Empty(records.Events().OfType<CaptureEvent.Gap>());
        Assert.Equal(0, recorder.NotKept);
    }

    [Fact]
    public void What_the_queue_cannot_hold_is_a_gap_where_it_would_have_been()
    {
        disk.Block();
        var recorder = New();
        Fill(recorder, Pipe.Stdout, 1);
        disk.AwaitStuck();
        Fill(recorder, Pipe.Stdout, 12);
        recorder.Chunk(Pipe.Stdout, new byte[60_000], 1001); // one too many
        recorder.Chunk(Pipe.Stdout, new byte[50_000], 1002);
        recorder.Chunk(Pipe.Stdin, new byte[40_000], 1003);
        disk.Unblock();
        Assert.True(recorder.Close());
        var (records, _) = Read(disk.ToArray());
        Assert.Equal(
            [new CaptureEvent.Gap(1003, 1003, Pipe.Stdin, 40_000, 1, "queue"), new(1001, 1002, Pipe.Stdout, 110_000, 2, "queue")],
            records.Events().OfType<CaptureEvent.Gap>());
        Assert.Equal(13 * 60_000, records.Bytes(Pipe.Stdout).Length);
        Assert.Equal(150_000, recorder.NotKept);
    }

    [Fact]
    public void After_a_gap_it_goes_on()
    {
        disk.Block();
        var recorder = New(new TapOptions { QueueBytes = TapLimits.LeastQueueBytes, CloseGrace = Lines.Patience, FlushInterval = TimeSpan.Zero });
        Fill(recorder, Pipe.Stdin, 1);
        disk.AwaitStuck();
        Fill(recorder, Pipe.Stdin, 13);
        disk.Unblock();
        Assert.True(SpinWait.SpinUntil(() => disk.Length > 13 * 60_000, Lines.Patience));
        recorder.Chunk(Pipe.Stdin, [1, 2, 3], clock.Now);
        Assert.True(recorder.Close());
        var records = Read(disk.ToArray()).Records;
        var gap = records.FindIndex(record => record is CaptureRecord.Happened { What: CaptureEvent.Gap });
        var last = records.FindLastIndex(record => record is CaptureRecord.Chunk);
        Assert.InRange(gap, 1, last - 1);
        Assert.Equal([1, 2, 3], ((CaptureRecord.Chunk)records[last]).Bytes.ToArray());
    }

    // The bound is on memory, so it counts what the disk was given and has not taken.
    [Fact]
    public void However_much_comes_the_memory_stays()
    {
        disk.Block();
        var recorder = New();
        Fill(recorder, Pipe.Stdout, 1);
        disk.AwaitStuck();
        var chunk = new byte[60_000];
        Fill(recorder, Pipe.Stdout, 12);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++) recorder.Chunk(Pipe.Stdout, chunk, i);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000_000); // 600 MB came by
        disk.Unblock();
        Assert.True(recorder.Close());
        Assert.Equal(600_000_000, Read(disk.ToArray()).Records.Events().OfType<CaptureEvent.Gap>().Sum(gap => gap.Bytes));
    }

    [Fact]
    public void A_disk_that_never_answers_is_left_behind()
    {
        disk.Block();
        var recorder = New(new TapOptions { CloseGrace = TimeSpan.FromMilliseconds(1) });
        recorder.Chunk(Pipe.Stdin, [1], clock.Now);
        disk.AwaitStuck();
        Assert.False(recorder.Close());
        disk.Unblock();
    }

    [Theory, InlineData(0), InlineData(5), InlineData(100)]
    public void A_full_disk_that_recovers_has_everything_and_half_a_block_nowhere(int taken)
    {
        disk.FailAfter(taken);
        var recorder = New();
        recorder.Chunk(Pipe.Stdin, [1, 2, 3], clock.Now);
        Assert.True(SpinWait.SpinUntil(() => disk.Failures > 0, Lines.Patience));
        recorder.Chunk(Pipe.Stdin, [4, 5], clock.Now);
        disk.Recover();
        Assert.True(recorder.Close());
        var (records, end) = Read(disk.ToArray());
        Assert.Equal(CaptureEndKind.Whole, end.Kind);
        Assert.Equal([1, 2, 3, 4, 5], records.Bytes(Pipe.Stdin));
        Assert.Equal(["No space left on device"], troubles);
    }

    [Fact]
    public void A_file_that_cannot_be_made_is_said_once_and_costs_nothing_else()
    {
        var recorder = New(open: () => throw new UnauthorizedAccessException("Access is denied."));
        for (var i = 0; i < 100; i++) recorder.Chunk(Pipe.Stdin, [1], clock.Now);
        Assert.False(recorder.Close());
        Assert.Equal(["Access is denied."], troubles);
    }

    [Fact]
    public void Up_to_its_size_and_not_a_byte_more()
    {
        var head = Blocks.Head(new TapOptions().Recorder).Length;
        foreach (var (most, kept) in new[] { (head + Blocks.PacketSize(100), 100), (head + Blocks.PacketSize(100) - 1, 0) })
        {
            using var file = new MemoryStream();
            var recorder = New(new TapOptions { MaxBytes = most, CloseGrace = Lines.Patience }, () => file);
            recorder.Chunk(Pipe.Stdin, new byte[100], 1);
            recorder.Chunk(Pipe.Stdout, new byte[50], 2);
            recorder.Note(new CaptureEvent.Exited(3, 0));
            Assert.True(recorder.Close());
            var (records, _) = Read(file.ToArray());
            Assert.Equal(kept, records.Bytes(Pipe.Stdin).Length);
            Assert.Equal(150 - kept, records.Events().OfType<CaptureEvent.Gap>().Sum(gap => gap.Bytes));
            Assert.All(records.Events().OfType<CaptureEvent.Gap>(), gap => Assert.Equal("size", gap.Reason));
            Assert.Single(records.Events().OfType<CaptureEvent.Full>());
            Assert.Single(records.Events().OfType<CaptureEvent.Exited>());
        }
    }

    [Fact]
    public void A_chunk_longer_than_a_packet_becomes_several()
    {
        var recorder = New();
        var chunk = new byte[CaptureLimits.MaxPacketBytes + 1];
        Random.Shared.NextBytes(chunk);
        recorder.Chunk(Pipe.Stdin, chunk, 5);
        Assert.True(recorder.Close());
        var records = Read(disk.ToArray()).Records;
        Assert.Equal([CaptureLimits.MaxPacketBytes, 1], records.OfType<CaptureRecord.Chunk>().Select(one => one.Bytes.Length));
        Assert.Equal(chunk, records.Bytes(Pipe.Stdin));
    }

    // What a kill -9 can cost: what is older than the flush interval has been given to the system, on a clock that only the test moves.
    [Fact]
    public void What_is_fifty_milliseconds_old_is_on_the_disk()
    {
        var time = new StillTime();
        var still = new TapClock(time);
        var recorder = new Recorder(() => disk, still, new TapOptions { CloseGrace = Lines.Patience, Time = time }, troubles.Add);
        recorder.Chunk(Pipe.Stdin, [1], still.Now);
        time.Advance(TapLimits.FlushInterval - TimeSpan.FromMilliseconds(1));
        recorder.Chunk(Pipe.Stdin, [2], still.Now);
        Assert.Equal(0, disk.Length); // not yet: together they cost one write
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(SpinWait.SpinUntil(() => disk.Length > 0, Lines.Patience));
        Assert.True(SpinWait.SpinUntil(() => Read(disk.ToArray()).Records.Bytes(Pipe.Stdin).SequenceEqual(new byte[] { 1, 2 }), Lines.Patience));
        Assert.True(recorder.Close());
    }

    // A slow write must not begin the count again: what came meanwhile is as old as it is.
    [Fact]
    public void What_came_during_a_write_waits_no_longer_than_the_rest()
    {
        var time = new StillTime();
        var still = new TapClock(time);
        disk.Block();
        var recorder = new Recorder(() => disk, still, new TapOptions { CloseGrace = Lines.Patience, Time = time }, troubles.Add);
        recorder.Chunk(Pipe.Stdin, [1], still.Now);
        time.Advance(TapLimits.FlushInterval);
        disk.AwaitStuck();
        recorder.Chunk(Pipe.Stdin, [2], still.Now);
        time.Advance(TapLimits.FlushInterval);
        disk.Unblock(); // and the clock stands still from here on
        Assert.True(SpinWait.SpinUntil(() => Read(disk.ToArray()).Records.Bytes(Pipe.Stdin).SequenceEqual(new byte[] { 1, 2 }), Lines.Patience));
        Assert.True(recorder.Close());
    }

    [Fact]
    public void The_promise_of_a_hundred_milliseconds_has_room_for_the_write() =>
        Assert.InRange(new TapOptions().FlushInterval, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));

    /// <summary>A clock that stands still until it is moved.</summary>
    private sealed class StillTime : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => 1_000_000_000;

        public override long GetTimestamp() => Interlocked.Read(ref now);

        public void Advance(TimeSpan by) => Interlocked.Add(ref now, by.Ticks * 100);
    }

    [Fact]
    public void Durable_has_it_before_it_returns()
    {
        var recorder = New(new TapOptions { Durable = true });
        recorder.Chunk(Pipe.Stdin, [1, 2], clock.Now);
        Assert.Equal([1, 2], Read(disk.ToArray()).Records.Bytes(Pipe.Stdin));
        disk.FailAfter(3);
        recorder.Chunk(Pipe.Stdin, [3], clock.Now);
        disk.Recover();
        recorder.Chunk(Pipe.Stdin, [4], clock.Now);
        Assert.Equal([1, 2, 3, 4], Read(disk.ToArray()).Records.Bytes(Pipe.Stdin));
        Assert.True(recorder.Close());
    }
}
