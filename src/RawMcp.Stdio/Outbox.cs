using System.Buffers;
using System.IO.Pipes;
using RawMcp.Framing;

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
    private readonly object gate = new(); // an object, not a Lock: the writer thread waits on it
    private readonly Stream stream;
    private readonly FramingStyle style;
    private readonly long maxQueued;
    private readonly Action<string, bool> broke;
    private readonly Action<long, ReadOnlyMemory<byte>>? sent;
    private readonly int descriptor;
    private readonly Queue<ReadOnlyMemory<byte>> queue = [];
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ArrayBufferWriter<byte> scratch = new(1024);
    private Thread? writer;       // started by the first frame that has to wait
    private bool writing;         // the writer is inside a write
    private long queued;
    private long passed;          // bytes of the stream so far, those that still wait included
    private bool closed;
    private bool gone;            // the stream broke: the other side has closed its end

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
    public bool Send<T>(T message, Action<IBufferWriter<byte>, T> write)
    {
        string? reason;
        lock (gate)
        {
            if (closed) return false;
            scratch.ResetWrittenCount();
            write(scratch, message);
            var body = scratch.WrittenCount - 1;
            if (style == FramingStyle.ContentLength) PutHeaderBefore(body);
            var header = style == FramingStyle.ContentLength ? scratch.WrittenCount - body : 0;
            sent?.Invoke(passed + header, scratch.WrittenMemory.Slice(header, body));
            passed += scratch.WrittenCount;
            reason = Pass();
        }

        if (reason is not null) broke(reason, gone);
        return reason is null;
    }

    private string? Pass()
    {
        if (queue.Count == 0 && !writing && scratch.WrittenCount <= Posix.AtomicWriteBytes && descriptor >= 0 && Posix.CanWriteNow(descriptor))
        {
            return WriteAndFlush(scratch.WrittenSpan);
        }

        if (queued + scratch.WrittenCount > maxQueued)
        {
            return Break($"the other side does not read: {queued} bytes wait for it and the limit is {maxQueued}");
        }

        queued += scratch.WrittenCount;
        queue.Enqueue(scratch.WrittenCount <= 4096 ? scratch.WrittenSpan.ToArray() : scratch.WrittenMemory);
        if (scratch.WrittenCount > 4096) scratch = new ArrayBufferWriter<byte>(1024);
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

    private void PutHeaderBefore(int length)
    {
        var body = scratch.WrittenSpan[..length].ToArray();
        scratch.ResetWrittenCount();
        scratch.Write(ContentLengthDecoder.Header(body.Length));
        scratch.Write(body);
    }

    private static int DescriptorOf(Stream stream) => OperatingSystem.IsWindows() ? -1 : stream switch
    {
        FileStream file => (int)file.SafeFileHandle.DangerousGetHandle(),
        PipeStream pipe => (int)pipe.SafePipeHandle.DangerousGetHandle(),
        _ => -1, // not a descriptor: always by way of the thread
    };
}
