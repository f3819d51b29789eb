namespace RawMcp.Testing;

/// <summary>
/// The system's clock, with jumps. Waits of hours end when the test says so, and waits of half a second take their time: what
/// comes of a test does not depend on how fast the machine is.
/// </summary>
internal sealed class FakeTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Alarm> alarms = [];
    private TimeSpan jumped;
    private TimeSpan impatience;

    /// <summary>
    /// Half a second lasts a minute: for tests in which what it waits for is sure to come, however late on a busy machine.
    /// </summary>
    public bool Unhurried { get; init; }

    public override long GetTimestamp()
    {
        lock (gate) return System.GetTimestamp() + (long)(jumped.TotalSeconds * TimestampFrequency);
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return System.GetUtcNow() + jumped;
    }

    /// <summary>Moves the clock on; every wait that is over by then ends now.</summary>
    public void Advance(TimeSpan by)
    {
        lock (gate)
        {
            jumped += by;
            Ring();
        }
    }

    /// <summary>
    /// From now on nobody waits: a wait of up to <paramref name="longest"/> makes the clock jump to its end. Waits of a second and
    /// less still take their time: they are there for what is on its way.
    /// </summary>
    public void SkipWaits(TimeSpan longest)
    {
        lock (gate)
        {
            impatience = longest;
            foreach (var alarm in alarms.Where(alarm => alarm.Due is not null).ToList()) Skip(alarm);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        lock (gate) alarms.Add(alarm);
        alarm.Change(dueTime, period);
        return alarm;
    }

    private TimeSpan Now => TimeSpan.FromSeconds((double)System.GetTimestamp() / TimestampFrequency) + jumped;

    private void Skip(Alarm alarm)
    {
        if (alarm.Length > impatience || alarm.Length <= TimeSpan.FromSeconds(1) || alarm.Due is not { } due) return;
        if (due > Now) jumped += due - Now;
        Ring();
    }

    private void Ring()
    {
        foreach (var alarm in alarms.Where(alarm => alarm.Due <= Now).ToList()) alarm.Ring();
    }

    /// <summary>One timer: the system's, which rings early when the clock has jumped past its time.</summary>
    private sealed class Alarm : ITimer
    {
        private readonly FakeTime time;
        private readonly WaitCallback callback;
        private readonly object? state;
        private readonly ITimer real;

        public Alarm(FakeTime time, TimerCallback callback, object? state)
        {
            this.time = time;
            this.callback = it => callback(it);
            this.state = state;
            real = System.CreateTimer(_ => { lock (time.gate) Ring(); }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public TimeSpan? Due { get; private set; }

        public TimeSpan Length { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan) throw new NotSupportedException();
            lock (time.gate)
            {
                Length = dueTime;
                if (time.Unhurried && dueTime >= TimeSpan.FromMilliseconds(100) && dueTime <= TimeSpan.FromSeconds(1)) dueTime = TimeSpan.FromMinutes(1);
                Due = dueTime < TimeSpan.Zero ? null : time.Now + dueTime;
                var set = real.Change(dueTime, period);
                if (Due is not null) time.Skip(this);
                return set;
            }
        }

        public void Ring()
        {
            if (Due is null) return;
            Due = null;
            real.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            ThreadPool.UnsafeQueueUserWorkItem(callback, state);
        }

        public void Dispose()
        {
            lock (time.gate)
            {
                Due = null;
                time.alarms.Remove(this);
            }

            real.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
