namespace RawMcp.Wire;

/// <summary>When a watcher looks: a decision function over the times of the streams. Times are in nanoseconds.</summary>
/// <param name="first">The silence before the first look while something is awaited.</param>
/// <param name="most">How many looks there may be.</param>
internal sealed class WatchSchedule(TimeSpan first, int most = WatchLimits.MaxLooks)
{
    private readonly long shortest = (long)first.TotalMilliseconds * 1_000_000;
    private long since = long.MinValue; // when something moved last
    private long next;                  // the silence after which the next look is due
    private bool awaited;
    private int looks;

    /// <summary>Whether a look is due.</summary>
    /// <param name="now">The time.</param>
    /// <param name="moved">When something of the protocol moved last.</param>
    /// <param name="isAwaited">Something is in flight, waits halfway, or is to end.</param>
    public bool IsDue(long now, long moved, bool isAwaited)
    {
        if (moved != since || isAwaited != awaited)
        {
            since = moved;
            awaited = isAwaited;
            next = isAwaited ? shortest : shortest * WatchLimits.IdleFactor;
        }

        if (looks >= most || now - since < next) return false;
        looks++;
        while (next <= now - since) next *= 2;
        return true;
    }

    /// <summary>How long nothing can become due, if nothing moves.</summary>
    public TimeSpan Rest(long now)
    {
        // Not longer than the shortest silence: what is moving now may stop moving.
        var left = Math.Clamp(since == long.MinValue ? shortest : since + next - now, 1_000_000, shortest);
        return TimeSpan.FromMilliseconds((left + 999_999) / 1_000_000);
    }
}
