namespace RawMcp.Wire;

/// <summary>
/// Writes a capture while a session runs. Who records never waits for the disk (unless durable): blocks go into bounded memory,
/// a thread of its own takes them to the file, and what finds no place is counted and recorded as a gap.
/// </summary>
/// <remarks>
/// A disk that fails is said once, and tried again every second: what was recorded meanwhile waits as far as the memory goes.
/// A write that failed halfway is repeated at its place, so that the file never has half a block in the middle.
/// </remarks>
internal sealed class Recorder
{
    private const int GapBytes = 512; // more than the block of a gap record takes

    private readonly object gate = new();
    private readonly object disk = new();       // held while the file is written
    private readonly Func<Stream> open;
    private readonly TapClock clock;
    private readonly TapOptions options;
    private readonly Action<string> trouble;
    private readonly Segments segments;
    private readonly Lost[] lost = new Lost[Pipes.All.Count];
    private readonly Thread? writer;
    private readonly byte[] head;
    private Stream? file;
    private Segment? held;                      // taken from the queue and not yet in the file
    private long position;                      // what the file holds for certain
    private long accepted;                      // what the file will hold
    private bool full, stopped, sleeping, closing, closed, failed;
    private string? lastTrouble;

    /// <param name="open">Makes the file; tried again when it fails.</param>
    /// <param name="clock">The session's clock.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="trouble">Told once, in a sentence, that the disk fails.</param>
    public Recorder(Func<Stream> open, TapClock clock, TapOptions options, Action<string> trouble)
    {
        this.open = open;
        this.clock = clock;
        this.options = options;
        this.trouble = trouble;
        segments = new Segments(options.QueueBytes / TapLimits.SegmentBytes, clock);
        head = Blocks.Head(options.Recorder);
        accepted = head.Length;
        if (options.Durable) return;
        writer = new Thread(Write) { IsBackground = true, Name = "tap recorder" };
        writer.Start();
    }

    /// <summary>Bytes of the streams that are not in the capture and never will be; those that came after <see cref="End"/> were not meant to be.</summary>
    public long NotKept { get; private set; }

    /// <summary>Records a chunk. Durable: returns when the disk has it, or has failed.</summary>
    public void Chunk(Pipe stream, ReadOnlySpan<byte> bytes, long time)
    {
        lock (gate)
        {
            if (closed) return;
            while (!bytes.IsEmpty)
            {
                var part = bytes[..Math.Min(bytes.Length, CaptureLimits.MaxPacketBytes)];
                bytes = bytes[part.Length..];
                Packet(stream, part, time);
            }

            if (sleeping || segments.HasFull) Monitor.Pulse(gate);
        }

        if (options.Durable) SaveNow();
    }

    /// <summary>Records an event.</summary>
    public void Note(CaptureEvent happened)
    {
        lock (gate)
        {
            if (closed) return;
            Event(happened);
            if (sleeping) Monitor.Pulse(gate);
        }

        if (options.Durable) SaveNow();
    }

    /// <summary>Records an event, and from there on nothing that the server writes: that is counted.</summary>
    public void End(CaptureEvent happened)
    {
        lock (gate)
        {
            Gaps(); // those before had another reason
            stopped = true;
        }

        Note(happened);
    }

    /// <summary>Ends the recording and gives the disk a moment for the rest.</summary>
    /// <returns>True when the file has everything that was accepted.</returns>
    public bool Close()
    {
        lock (gate)
        {
            if (closed) return false;
            Gaps(isLast: true);
            Event(new CaptureEvent.Closed(clock.Now));
            closing = closed = true;
            Monitor.Pulse(gate);
        }

        if (writer is not null) return writer.Join(options.CloseGrace) && !failed;
        SaveNow();
        lock (disk) file?.Dispose();
        return !failed;
    }

    // Under the gate.
    private void Packet(Pipe stream, ReadOnlySpan<byte> bytes, long time)
    {
        var size = Blocks.PacketSize(bytes.Length);
        if (!full && !stopped && accepted + size > options.MaxBytes)
        {
            full = true;
            Event(new CaptureEvent.Full(time, options.MaxBytes));
        }

        // First the gap, if there is one: the capture has it where the bytes would have been.
        ref var missing = ref lost[(int)stream];
        var fits = !full && !(stopped && stream != Pipe.Stdin) && (missing.Bytes == 0 || (segments.HasRoom(size + GapBytes) && Gap(stream)));
        var place = fits ? segments.Reserve(size) : default;
        if (place.IsEmpty)
        {
            if (!stopped) NotKept += bytes.Length;
            missing.Add(bytes.Length, time);
            return;
        }

        accepted += Blocks.WritePacket(place, stream, time, bytes);
    }

    private void Gaps(bool isLast = false)
    {
        if ((full || stopped) && !isLast) return; // there will be more of it: one record at the end says all
        foreach (var stream in Pipes.All)
        {
            if (lost[(int)stream].Bytes > 0) Gap(stream);
        }
    }

    private bool Gap(Pipe stream)
    {
        ref var missing = ref lost[(int)stream];
        if (!Event(new CaptureEvent.Gap(missing.From, missing.Until, stream, missing.Bytes, missing.Chunks, full ? "size" : stopped ? "visit" : "queue"))) return false;
        missing = default;
        return true;
    }

    private bool Event(CaptureEvent happened)
    {
        if (full && happened is CaptureEvent.Watched) return false; // only what ends the session goes beyond the limit
        var json = EventJson.Write(happened);
        var place = segments.Reserve(Blocks.EventSize(json.Length), beyond: happened is CaptureEvent.Gap or CaptureEvent.Watched && !closing ? 0 : 1);
        if (place.IsEmpty) return false;
        accepted += Blocks.WriteEvent(place, json);
        return true;
    }

    private void Write()
    {
        while (Next())
        {
            while (!Save())
            {
                // At the end there is one last try.
                if (!WaitToRetry() && !Save()) return;
                if (held is null) break;
            }
        }

        file?.Dispose();
    }

    /// <summary>Waits for something to write, and then a little for more of it. False when all is written and nothing will follow.</summary>
    private bool Next()
    {
        lock (gate)
        {
            Gaps();
            while (segments.IsEmpty && !closing)
            {
                sleeping = true;
                Monitor.Wait(gate);
                sleeping = false;
            }

            // Counted from when the oldest block was recorded, however late this thread comes to it. The clock decides; the wait only passes time.
            while (!segments.HasFull && !closing && !segments.IsEmpty && LeftToWait() is > 0 and var left) Monitor.Wait(gate, left);
            held = segments.Take();
            return held is not null;
        }
    }

    private int LeftToWait() => (int)Math.Ceiling((options.FlushInterval - TimeSpan.FromTicks((clock.Now - segments.Since) / 100)).TotalMilliseconds);

    /// <summary>False when the recording ends meanwhile.</summary>
    private bool WaitToRetry()
    {
        lock (gate)
        {
            var until = Environment.TickCount64 + (long)TapLimits.RetryInterval.TotalMilliseconds;
            while (!closing && until - Environment.TickCount64 is > 0 and var left) Monitor.Wait(gate, (int)left);
            return !closing;
        }
    }

    private void SaveNow()
    {
        lock (disk)
        {
            while (true)
            {
                lock (gate)
                {
                    if (held is null) Gaps();
                    held ??= segments.Take();
                }

                if (held is null || !Save()) return;
            }
        }
    }

    private bool Save()
    {
        try
        {
            if (file is null)
            {
                file = open();
                position = 0;
            }

            if (position == 0) Append(head);
            Append(held!.Bytes.AsSpan(0, held.Used));
            if (options.Durable && file is FileStream real) real.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is not OutOfMemoryException) // whatever a disk comes up with, the session goes on
        {
            failed = true;
            if (lastTrouble is null) trouble(lastTrouble = e.Message);
            return false;
        }

        failed = false;
        lock (gate)
        {
            segments.Return(held);
            held = null;
        }

        return true;
    }

    private void Append(ReadOnlySpan<byte> blocks)
    {
        if (file!.CanSeek) file.Position = position;
        file.Write(blocks);
        file.Flush();
        position += blocks.Length;
    }

    /// <summary>What was not kept of one stream since its last gap record.</summary>
    private struct Lost
    {
        public long Bytes, Chunks, From, Until;

        public void Add(int bytes, long time)
        {
            if (Bytes == 0) From = time;
            Bytes += bytes;
            Chunks++;
            Until = time;
        }
    }
}
