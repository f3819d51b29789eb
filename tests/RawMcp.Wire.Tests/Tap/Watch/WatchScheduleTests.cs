namespace RawMcp.Wire.Tests;

public sealed class WatchScheduleTests
{
    private const long Millisecond = 1_000_000;

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);

    [Fact]
    public void Looks_after_a_silence_and_then_after_twice_as_long_each() =>
        Assert.Equal([500, 1000, 2000, 4000, 8000], Looks(new WatchSchedule(First), until: 10_000, isAwaited: true));

    [Fact]
    public void An_idle_session_is_looked_at_later() =>
        Assert.Equal([500L * WatchLimits.IdleFactor], Looks(new WatchSchedule(First), until: 10_000, isAwaited: false));

    [Fact]
    public void What_moves_begins_a_new_silence()
    {
        var schedule = new WatchSchedule(First);
        Assert.True(schedule.IsDue(600 * Millisecond, 0, isAwaited: true));
        Assert.False(schedule.IsDue(1050 * Millisecond, 1000 * Millisecond, isAwaited: true));
        Assert.True(schedule.IsDue(1500 * Millisecond, 1000 * Millisecond, isAwaited: true));
    }

    [Fact]
    public void A_look_that_comes_late_is_one_look()
    {
        var schedule = new WatchSchedule(First);
        Assert.True(schedule.IsDue(5000 * Millisecond, 0, isAwaited: true));
        Assert.False(schedule.IsDue(5001 * Millisecond, 0, isAwaited: true));
        Assert.True(schedule.IsDue(8000 * Millisecond, 0, isAwaited: true));
    }

    [Theory, InlineData(1), InlineData(3)]
    public void There_are_at_most_so_many(int most) =>
        Assert.Equal(most, Looks(new WatchSchedule(First, most), until: 100_000, isAwaited: true).Count);

    [Fact]
    public void The_usual_bound_is_reached_and_kept()
    {
        var schedule = new WatchSchedule(First);
        var looks = 0;
        for (var silence = 0L; silence < WatchLimits.MaxLooks + 10; silence++)
        {
            var moved = silence * 1000 * Millisecond;
            schedule.IsDue(moved, moved, isAwaited: true);
            if (schedule.IsDue(moved + (500 * Millisecond), moved, isAwaited: true)) looks++;
        }

        Assert.Equal(WatchLimits.MaxLooks, looks);
    }

    [Fact]
    public void It_rests_as_long_as_nothing_can_become_due_and_never_longer_than_the_first_silence()
    {
        var schedule = new WatchSchedule(First);
        Assert.Equal(First, schedule.Rest(0));
        schedule.IsDue(100 * Millisecond, 0, isAwaited: true);
        Assert.Equal(TimeSpan.FromMilliseconds(400), schedule.Rest(100 * Millisecond));
        schedule.IsDue(4100 * Millisecond, 0, isAwaited: true);
        Assert.Equal(First, schedule.Rest(4100 * Millisecond));
    }

    private static List<long> Looks(WatchSchedule schedule, long until, bool isAwaited)
    {
        var looks = new List<long>();
        for (var now = 0L; now <= until; now += 100)
        {
            if (schedule.IsDue(now * Millisecond, 0, isAwaited)) looks.Add(now);
        }

        return looks;
    }
}
