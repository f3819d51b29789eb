namespace RawMcp.Wire.Tests;

/// <summary>A disk that does what a test wants: stands still, fails, fails halfway, and goes on.</summary>
internal sealed class Disk : MemoryStream
{
    private readonly ManualResetEventSlim free = new(true);
    private readonly ManualResetEventSlim stuck = new();
    private volatile int failAfter = -1;

    /// <summary>How often it failed.</summary>
    public int Failures { get; private set; }

    /// <summary>From now on a write does not return.</summary>
    public void Block() => free.Reset();

    /// <summary>Waits until a write is stuck.</summary>
    public void AwaitStuck() => Assert.True(stuck.Wait(Lines.Patience));

    public void Unblock() => free.Set();

    /// <summary>From now on a write takes so many bytes and then fails.</summary>
    public void FailAfter(int bytes) => failAfter = bytes;

    public void Recover() => failAfter = -1;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!free.IsSet) stuck.Set();
        Assert.True(free.Wait(Lines.Patience));
        if (failAfter is >= 0 and var limit)
        {
            Failures++;
            base.Write(buffer.ToArray(), 0, Math.Min(limit, buffer.Length));
            throw new IOException("No space left on device");
        }

        base.Write(buffer.ToArray(), 0, buffer.Length); // of a derived class, the other Write comes back here
    }
}
