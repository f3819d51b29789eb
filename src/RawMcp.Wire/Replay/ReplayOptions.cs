namespace RawMcp.Wire;

/// <summary>How a recording is replayed.</summary>
public sealed record ReplayOptions
{
    /// <summary>Places in messages that do not count: in requests that are matched, in answers that are compared.</summary>
    public IReadOnlyList<JsonPath> Ignored { get; init; } = [];

    /// <summary>With the delays of the recording, each at most <see cref="ReplayLimits.LongestDelay"/>.</summary>
    public bool Timing { get; init; }

    /// <summary>As a client: how long an answer is waited for.</summary>
    public TimeSpan AnswerTimeout { get; init; } = ReplayLimits.AnswerTimeout;

    /// <summary>
    /// As a client: places in answers whose text the client sent back later, anywhere in its parameters. There the new server's text is sent.
    /// Cursors, request states and task ids need not be named.
    /// </summary>
    public IReadOnlyList<JsonPath> Carried { get; init; } = [];

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Waits as long as the recording did between two times, where delays are wanted.</summary>
    internal Task Pause(long from, long to)
    {
        if (!Timing || to <= from) return Task.CompletedTask;
        var delay = TimeSpan.FromTicks(to / 100 - from / 100);
        return Task.Delay(delay < ReplayLimits.LongestDelay ? delay : ReplayLimits.LongestDelay, Time);
    }
}
