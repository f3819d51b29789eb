namespace RawMcp.Core.Tests.Connections;

/// <summary>One direction of a simulated connection: bytes arrive in order, in chunks of any size, after any delay.</summary>
internal sealed class Pipe(Random random)
{
    private readonly Queue<(TimeSpan Due, byte[] Chunk)> chunks = [];
    private TimeSpan last;
    private bool closed;

    public TimeSpan? NextDue => chunks.TryPeek(out var next) ? next.Due : null;

    /// <summary>True when the writer is gone and everything it wrote has arrived.</summary>
    public bool AtEnd => closed && chunks.Count == 0;

    public void Write(byte[] bytes, TimeSpan now)
    {
        for (var at = 0; at < bytes.Length && !closed;)
        {
            var length = Math.Min(bytes.Length - at, random.Next(1, 60));
            last = new[] { last, now }.Max() + TimeSpan.FromMilliseconds(random.Next(0, 20));
            chunks.Enqueue((last, bytes[at..(at + length)]));
            at += length;
        }
    }

    public bool TryRead(TimeSpan now, out byte[] chunk)
    {
        chunk = [];
        if (NextDue is not { } due || due > now) return false;
        chunk = chunks.Dequeue().Chunk;
        return true;
    }

    /// <summary>The writer is gone; some of what it wrote last may be gone with it, in the middle of a frame too.</summary>
    public void Close()
    {
        closed = true;
        if (random.Next(2) == 0) return;
        var kept = chunks.Take(random.Next(chunks.Count + 1)).ToArray();
        chunks.Clear();
        foreach (var chunk in kept) chunks.Enqueue(chunk);
    }
}
