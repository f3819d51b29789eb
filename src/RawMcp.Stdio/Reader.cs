using RawMcp.Framing;

namespace RawMcp.Stdio;

/// <summary>
/// Reads frames from a stream on a thread of its own, and lets somebody else's code run on that same thread when that is
/// quickest: a tool that only adds two numbers, a caller that goes on to its next call.
/// </summary>
/// <remarks>
/// Such a guest must not hold up the reading. So whoever reads holds an office: when a guest stays longer than a tick of the
/// watch, another thread takes the office over and reads on, and the thread with the guest, once it is free, finds itself
/// dismissed and ends. What was gathered but not written goes out at that moment too.
/// </remarks>
internal sealed class Reader
{
    private readonly Stream input;
    private readonly IFrameDecoder decoder;
    private readonly Outbox outbox;
    private readonly Func<Frame, bool> take;
    private readonly Action<string> end;
    private readonly object bed = new(); // where the watch sleeps

    // A thread reads for one reader only, and once dismissed it never reads again.
    [ThreadStatic]
    private static bool dismissed;

    // The office: touched only by the thread that holds it, or by the watch between two holders.
    private int term = 1;
    private int guestOf;              // the term whose reader has a guest; 0 for none
    private volatile int guests;      // how many there have been
    private volatile bool watching;
    private volatile bool watchSleeps;
    private volatile bool ended;
    private byte[] buffer = NewBuffer();
    private int used;
    private int count;
    private bool kept;
    private long received;

    /// <param name="input">Where from.</param>
    /// <param name="framing">How frames are told apart.</param>
    /// <param name="maxFrameBytes">The longest frame.</param>
    /// <param name="outbox">Gathers what is sent while one chunk is handed on.</param>
    /// <param name="take">Takes a frame; true when something keeps its bytes, so that they must not be written over.</param>
    /// <param name="end">Told once, with the reason, that nothing more will come.</param>
    public Reader(Stream input, FramingStyle framing, int maxFrameBytes, Outbox outbox, Func<Frame, bool> take, Action<string> end)
    {
        this.input = input;
        this.outbox = outbox;
        this.take = take;
        this.end = end;
        decoder = framing == FramingStyle.Lines ? new LineDecoder(maxFrameBytes) : new ContentLengthDecoder(maxFrameBytes);
    }

    /// <summary>Bytes read so far.</summary>
    public long Received => Interlocked.Read(ref received);

    /// <summary>Starts the thread that reads.</summary>
    public void Start() => StartThread(Read, "RawMcp reader");

    /// <summary>Runs a guest's code on this thread, which is the reader's. It must not throw.</summary>
    public void Visit<T>(T guest, Action<T> run)
    {
        var mine = term;
        guests++;
        Interlocked.Exchange(ref guestOf, mine);
        if (!watching)
        {
            watching = true;
            StartThread(Watch, "RawMcp watch");
        }
        else if (watchSleeps)
        {
            Wake();
        }

        run(guest);
        dismissed = Interlocked.CompareExchange(ref guestOf, 0, mine) != mine;
    }

    private void Read()
    {
        var reason = "its output ended";
        try
        {
            do
            {
                outbox.Cork();
                while (decoder.TryRead(out var frame))
                {
                    var keep = take(frame);
                    if (dismissed) return; // nothing here is this thread's any more
                    kept |= keep;
                }

                outbox.Uncork();
            }
            while (ReadChunk());
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            reason = "its output broke off";
        }

        ended = true;
        Wake();
        if (decoder.End() is { } tail) take(tail);
        end(reason);
    }

    private bool ReadChunk()
    {
        // Messages may keep slices of the last chunk; then its bytes are never written over, nor are those of the chunks before it.
        if (kept) used += count;
        kept = false;
        if (buffer.Length - used < StdioLimits.LeastReadBytes)
        {
            buffer = NewBuffer();
            used = 0;
        }

        count = input.Read(buffer, used, buffer.Length - used);
        Interlocked.Add(ref received, count);
        if (count > 0) decoder.Feed(buffer.AsMemory(used, count));
        return count > 0;
    }

    /// <summary>Ticks while there are guests, and dismisses a reader whose guest is still the same a tick later.</summary>
    private void Watch()
    {
        var idle = 0;
        while (!ended)
        {
            var (seen, holder) = (guests, Volatile.Read(ref guestOf));
            Thread.Sleep(StdioLimits.GuestTick);
            if (holder != 0 && seen == guests && Interlocked.CompareExchange(ref guestOf, 0, holder) == holder)
            {
                outbox.Uncork();
                kept = true; // the guest may still be looking at the buffer
                term++;
                StartThread(Read, "RawMcp reader");
            }

            idle = seen == guests ? idle + 1 : 0;
            if (idle < StdioLimits.IdleTicks) continue;

            // Nobody came for a while: sleep until somebody does. The second look closes the gap between the first and the bed.
            lock (bed)
            {
                watchSleeps = true;
                Thread.MemoryBarrier();
                if (guests == seen && !ended) Monitor.Wait(bed);
                watchSleeps = false;
            }

            idle = 0;
        }
    }

    private void Wake()
    {
        lock (bed) Monitor.Pulse(bed);
    }

    private static void StartThread(ThreadStart run, string name) => new Thread(run) { IsBackground = true, Name = name }.Start();

    private static byte[] NewBuffer() => GC.AllocateUninitializedArray<byte>(StdioLimits.ReadBytes);
}
