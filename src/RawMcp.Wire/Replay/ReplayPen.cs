namespace RawMcp.Wire;

/// <summary>Writes to a server on a thread of its own: a server that does not read must not keep us from reading what it writes.</summary>
internal sealed class ReplayPen
{
    private readonly Queue<(byte[] Bytes, bool LineEnd, TaskCompletionSource<bool> Done)> waiting = [];
    private readonly Stream to;
    private bool isClosed;

    public ReplayPen(Stream to)
    {
        this.to = to;
        new Thread(Write) { IsBackground = true, Name = "replay writer" }.Start();
    }

    /// <summary>Writes, after what waits already. False when the server reads no longer, or lets too much wait.</summary>
    public Task<bool> Send(byte[] bytes, bool lineEnd = true)
    {
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (waiting)
        {
            if (isClosed || waiting.Count >= ReplayLimits.MaxWaitingMessages) return Task.FromResult(false);
            waiting.Enqueue((bytes, lineEnd, done));
            Monitor.Pulse(waiting);
        }

        return done.Task;
    }

    /// <summary>Nothing will follow.</summary>
    public void Close()
    {
        lock (waiting)
        {
            isClosed = true;
            Monitor.Pulse(waiting);
        }
    }

    private bool TryNext(out (byte[] Bytes, bool LineEnd, TaskCompletionSource<bool> Done) next)
    {
        lock (waiting)
        {
            while (waiting.Count == 0 && !isClosed) Monitor.Wait(waiting);
            return waiting.TryDequeue(out next);
        }
    }

    private void Write()
    {
        while (TryNext(out var next))
        {
            try
            {
                to.Write(next.Bytes);
                if (next.LineEnd) to.WriteByte((byte)'\n');
                to.Flush();
                next.Done.SetResult(true);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                next.Done.SetResult(false);
            }
        }
    }
}
