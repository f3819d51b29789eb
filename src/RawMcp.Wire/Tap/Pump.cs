using System.Runtime.InteropServices;

namespace RawMcp.Wire;

/// <summary>
/// One stream's way through the tap, on a thread of its own: whatever a read returns is written on at once, and only then
/// recorded. Nothing is cut, joined, held back or looked at.
/// </summary>
/// <param name="stream">Which stream.</param>
/// <param name="from">Where its writer writes.</param>
/// <param name="to">Where its reader reads.</param>
/// <param name="recorder">Takes a copy of what was forwarded.</param>
/// <param name="clock">The session's clock.</param>
/// <param name="recordFirst">Durable: the copy is taken, and on the disk, before it is forwarded.</param>
internal sealed class Pump(Pipe stream, Stream from, Stream to, Recorder recorder, TapClock clock, bool recordFirst = false)
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long bytes;
    private volatile bool waiting;
    private volatile bool inFrame;
    private volatile int handing;
    private long latest;

    /// <summary>Which stream.</summary>
    public Pipe Stream => stream;

    /// <summary>Bytes that were read.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>
    /// The thread waits for the pipe, or has not yet taken what is in it: everything it took has been forwarded.
    /// </summary>
    public bool IsWaiting => waiting;

    /// <summary>Something lies in the pipe that was not read yet. Where the system does not say, a thread that waits has seen nothing.</summary>
    public bool HasInput => from is DescriptorStream source && source.HasInput;

    /// <summary>When it read last, or saw the end; 0 before both.</summary>
    public long Latest => Volatile.Read(ref latest);

    /// <summary>What it is just writing on, in bytes: the reader may have taken a part of it.</summary>
    public int Handing => handing;

    /// <summary>The last byte that it read does not end a line.</summary>
    public bool IsInFrame => inFrame;

    /// <summary>The stream has ended, on one side or the other.</summary>
    public bool IsOver => ended.Task.IsCompleted;

    /// <summary>Waits for the end of the stream.</summary>
    public bool HasEnded(TimeSpan within) => ended.Task.Wait(within);

    /// <summary>Asked at the end of the stream whether its other end may stay open: our own last words may have to go there.</summary>
    public Func<bool> KeepOpen { get; init; } = () => false;

    /// <summary>Starts the thread.</summary>
    public void Start() => new Thread(Run) { IsBackground = true, Name = "tap " + stream.Name() }.Start();

    /// <summary>Forwards until one side is gone, and lets the other know.</summary>
    public void Run()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(TapLimits.ReadBytes, pinned: true);
        var (source, sink) = (from as DescriptorStream, to as DescriptorStream);
        try
        {
            while (true)
            {
                waiting = true;
                if (sink is not null && source is not null && !source.WaitFor(sink))
                {
                    Break(0);
                    return;
                }

                if (source is not null && sink is not null) waiting = false; // else the read itself is the wait
                var count = Read(buffer);
                waiting = false;
                if (count == 0) break;
                var time = clock.Now;
                Interlocked.Add(ref bytes, count);
                var chunk = buffer.AsSpan(0, count);
                Volatile.Write(ref latest, time);
                inFrame = chunk[^1] != (byte)'\n';
                handing = count; // for the watcher: three plain stores beside a system call
                if (recordFirst) recorder.Chunk(stream, chunk, time);
                var passed = Forward(chunk);
                handing = 0;
                if (!recordFirst) recorder.Chunk(stream, chunk, time);
                if (!passed)
                {
                    Break(count);
                    return;
                }
            }

            recorder.Note(new CaptureEvent.StreamEnded(clock.Now, stream, Bytes));
            Close(from);
            if (!KeepOpen()) Close(to);
        }
        finally
        {
            Volatile.Write(ref latest, clock.Now);
            ended.TrySetResult();
        }
    }

    private int Read(Span<byte> buffer)
    {
        try
        {
            return from.Read(buffer);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return 0; // a terminal or a socket that broke off: nothing more comes
        }
    }

    private bool Forward(ReadOnlySpan<byte> chunk)
    {
        try
        {
            to.Write(chunk);
            to.Flush();
            return true;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return false;
        }
    }

    // Closing our end gives the writer the broken pipe that it would have had without us.
    private void Break(long undelivered)
    {
        var time = clock.Now; // before the writer can notice, or its complaint would seem to come first
        Close(from);
        Close(to);
        recorder.Note(new CaptureEvent.StreamBroken(time, stream, Bytes, undelivered));
    }

    private static void Close(Stream one)
    {
        try
        {
            one.Dispose();
        }
        catch (Exception e) when (e is IOException or ExternalException)
        {
            // It was gone already.
        }
    }
}
