namespace RawMcp.Wire;

/// <summary>A monotonic clock that is anchored once to the wall's: later changes of the system's time do not move it.</summary>
internal sealed class TapClock
{
    private readonly TimeProvider time;
    private readonly long begun;

    public TapClock(TimeProvider time)
    {
        this.time = time;
        begun = time.GetTimestamp();
        Anchor = (time.GetUtcNow().UtcDateTime - DateTime.UnixEpoch).Ticks * 100;
    }

    /// <summary>The wall-clock time at the beginning, in nanoseconds since 1970.</summary>
    public long Anchor { get; }

    /// <summary>Now, in nanoseconds since 1970.</summary>
    public long Now => Anchor + (long)((Int128)(time.GetTimestamp() - begun) * 1_000_000_000 / time.TimestampFrequency);
}
