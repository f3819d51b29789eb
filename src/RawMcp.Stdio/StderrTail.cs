using System.Text;

namespace RawMcp.Stdio;

/// <summary>
/// Reads a child's stderr from the first moment to the last, so that the child never blocks on it, and keeps the end.
/// </summary>
internal sealed class StderrTail
{
    private readonly Lock gate = new();
    private readonly byte[] ring = new byte[StdioLimits.StderrTailBytes];
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long total;

    public StderrTail(Stream stderr, Action<ReadOnlyMemory<byte>>? also)
    {
        // A thread, not a task: it spends its life in a blocking read.
        new Thread(() => Drain(stderr, also)) { IsBackground = true, Name = "RawMcp stderr" }.Start();
    }

    /// <summary>Completes when stderr has ended and all of it was taken.</summary>
    public Task Ended => ended.Task;

    /// <summary>Bytes that came so far.</summary>
    public long Total
    {
        get
        {
            lock (gate) return total;
        }
    }

    /// <summary>The last words: what is kept, as text.</summary>
    public string Text
    {
        get
        {
            lock (gate)
            {
                var kept = (int)Math.Min(total, ring.Length);
                var start = (int)((total - kept) % ring.Length);
                var bytes = new byte[kept];
                var first = Math.Min(kept, ring.Length - start);
                ring.AsSpan(start, first).CopyTo(bytes);
                ring.AsSpan(0, kept - first).CopyTo(bytes.AsSpan(first));
                return Encoding.UTF8.GetString(bytes);
            }
        }
    }

    private void Drain(Stream stderr, Action<ReadOnlyMemory<byte>>? also)
    {
        var buffer = new byte[8192];
        try
        {
            while (stderr.Read(buffer) is > 0 and var count)
            {
                Keep(buffer.AsSpan(0, count));
                also?.Invoke(buffer.AsMemory(0, count));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The pipe broke: the same as its end.
        }
        finally
        {
            stderr.Dispose();
            ended.TrySetResult();
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            foreach (var one in bytes) ring[(int)(total++ % ring.Length)] = one;
        }
    }
}
