using System.Buffers;
using System.IO.Pipes;
using RawMcp.Framing;
using RawMcp.JsonRpc;

namespace RawMcp.Stdio;

/// <summary>How frames are told apart on a stream.</summary>
public enum FramingStyle
{
    /// <summary>A message a line: MCP.</summary>
    Lines,

    /// <summary>Content-Length headers: LSP.</summary>
    ContentLength,
}

/// <summary>
/// The one place that writes frames. It never waits: what the pipe takes at once is written by the caller, the rest by a
/// thread of the outbox. So a peer that does not read cannot stop us from reading.
/// </summary>
internal sealed class Outbox
{
    /// <summary>Corked frames go out when there are so many bytes of them: 16 KiB.</summary>
    private const int CorkBytes = 16 * 1024;

    /// <summary>More than this is left to the writer from the start: 64 KiB, what a Linux pipe holds.</summary>
    private const int DirectBytes = 64 * 1024;

    private readonly object gate = new(); // an object, not a Lock: the writer thread waits on it
    private readonly Stream stream;
    private readonly FramingStyle style;
    private readonly long maxQueued;
    private readonly Action<string, bool> broke;
    private readonly Action<long, ReadOnlyMemory<byte>>? sent;
    private readonly int descriptor;
    private readonly Queue<ReadOnlyMemory<byte>> queue = [];
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly FrameBuffer scratch = new();
    private Thread? writer;       // started by the first frame that has to wait
    private bool writing;         // the writer is inside a write
    private long queued;
    private long passed;          // bytes of the stream so far, those that still wait included
    private bool closed;
    private bool gone;            // the stream broke: the other side has closed its end
    private int corkedBy;         // the thread whose frames are gathered until Uncork; 0 for none

    /// <param name="stream">Where to.</param>
    /// <param name="style">How frames are told apart.</param>
    /// <param name="maxQueued">Bytes that may wait.</param>
    /// <param name="broke">Called once when nothing can be written any more: with the reason, and whether the other side has gone.</param>
    /// <param name="sent">Sees each frame, without its LF or header, and where in the stream it begins, in the order of the wire.</param>
    public Outbox(Stream stream, FramingStyle style, long maxQueued, Action<string, bool> broke, Action<long, ReadOnlyMemory<byte>>? sent)
    {
        this.stream = stream;
        this.style = style;
        this.maxQueued = maxQueued;
        this.broke = broke;
        this.sent = sent;
        descriptor = DescriptorOf(stream);
    }

    /// <summary>
    /// Writes what <paramref name="write"/> writes as one frame, which it ends with LF. False when the stream is closed or broken.
    /// </summary>
    public bool Send<T>(T message, Action<FrameBuffer, T> write)
    {
        string? reason = null;
        lock (gate)
        {
            if (closed) return false;
            var start = scratch.Count;
            try
            {
                write(scratch, message);
            }
            catch
            {
                scratch.Rewind(start); // half a frame must not go out
                throw;
            }

            var length = scratch.Count - start - 1;
            var header = style == FramingStyle.ContentLength ? PutHeaderBefore(start, length) : 0;
            sent?.Invoke(passed + header, scratch.Written.Slice(start + header, length));
            passed += scratch.Count - start;
            if (corkedBy != Environment.CurrentManagedThreadId || scratch.Count > CorkBytes) reason = Pass();
        }

        if (reason is not null) broke(reason, gone);
        return reason is null;
    }

    /// <summary>Frames that this thread sends from now on are gathered, and go out together: many small answers, one write.</summary>
    public void Cork()
    {
        lock (gate) corkedBy = Environment.CurrentManagedThreadId;
    }

    /// <summary>What was gathered goes out. Any thread may say so.</summary>
    public void Uncork()
    {
        string? reason = null;
        lock (gate)
        {
            corkedBy = 0;
            if (scratch.Count > 0 && !closed) reason = Pass();
        }

        if (reason is not null) broke(reason, gone);
    }

    /// <summary>Writes what the pipe takes at once, piece by piece, and leaves the rest to the writer.</summary>
    private string? Pass()
    {
        var rest = scratch.Written;
        if (queue.Count == 0 && !writing && descriptor >= 0 && rest.Length <= DirectBytes)
        {
            while (!rest.IsEmpty && Posix.CanWriteNow(descriptor))
            {
                var piece = rest[..Math.Min(rest.Length, Posix.AtomicWriteBytes)];
                if (WriteAndFlush(piece.Span) is { } reason) return reason;
                rest = rest[piece.Length..];
            }

            if (rest.IsEmpty)
            {
                scratch.Clear();
                return null;
            }
        }

        if (queued + rest.Length > maxQueued)
        {
            return Break($"the other side does not read: {queued} bytes wait for it and the limit is {maxQueued}");
        }

        queued += rest.Length;
        if (rest.Length <= DirectBytes)
        {
            queue.Enqueue(rest.ToArray());
            scratch.Clear();
        }
        else
        {
            queue.Enqueue(scratch.Detach()[^rest.Length..]);
        }

        if (writer is null)
        {
            writer = new Thread(WriteQueue) { IsBackground = true, Name = "RawMcp writer" };
            writer.Start();
        }

        Monitor.Pulse(gate);
        return null;
    }

    private void WriteQueue()
    {
        while (true)
        {
            ReadOnlyMemory<byte> next;
            lock (gate)
            {
                while (queue.Count == 0 && !closed) Monitor.Wait(gate);
                if (!queue.TryDequeue(out next))
                {
                    Finish();
                    return;
                }

                writing = true;
            }

            var reason = WriteAndFlush(next.Span);
            lock (gate)
            {
                queued -= next.Length;
                writing = false;
            }

            if (reason is not null) broke(reason, gone);
        }
    }

    /// <summary>Every byte that leaves this process for a peer leaves it here.</summary>
    private string? WriteAndFlush(ReadOnlySpan<byte> bytes)
    {
        try
        {
            stream.Write(bytes);
            stream.Flush();
            return null;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            lock (gate)
            {
                gone = true;
                return Break("the other side has closed its end");
            }
        }
    }

    private string? Break(string reason)
    {
        queue.Clear();
        if (closed) return null;
        closed = true;
        if (writer is null) Finish();
        else Monitor.Pulse(gate);
        drained.TrySetResult();
        return reason;
    }

    /// <summary>No more frames. Completes when the queue is written and the stream closed, which is the peer's end of file.</summary>
    public Task CloseAsync()
    {
        lock (gate)
        {
            if (!closed)
            {
                if (scratch.Count > 0) Pass();
                closed = true;
                if (writer is null) Finish();
                else Monitor.Pulse(gate);
            }
        }

        return drained.Task;
    }

    private void Finish()
    {
        try
        {
            stream.Dispose();
        }
        catch (IOException)
        {
            // The other side was faster.
        }

        drained.TrySetResult();
    }

    private int PutHeaderBefore(int start, int length)
    {
        var body = scratch.Written.Slice(start, length).ToArray();
        var header = ContentLengthDecoder.Header(length);
        scratch.Rewind(start);
        scratch.Write(header);
        scratch.Write(body);
        return header.Length;
    }

    private static int DescriptorOf(Stream stream) => OperatingSystem.IsWindows() ? -1 : stream switch
    {
        FileStream file => (int)file.SafeFileHandle.DangerousGetHandle(),
        PipeStream pipe => (int)pipe.SafePipeHandle.DangerousGetHandle(),
        _ => -1, // not a descriptor: always by way of the thread
    };
}
