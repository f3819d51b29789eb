namespace RawMcp.Wire;

/// <summary>How a tap records.</summary>
public sealed record TapOptions
{
    /// <summary>Who records, as the capture says it.</summary>
    public string Recorder { get; init; } = "rawmcp tap " + typeof(TapOptions).Assembly.GetName().Version?.ToString(3);

    /// <summary>Each chunk is on the disk before it is forwarded: nothing can be lost, and the session is as slow as the disk.</summary>
    public bool Durable { get; init; }

    /// <summary>Memory for what is not on the disk yet, in bytes; at least <see cref="TapLimits.LeastQueueBytes"/>.</summary>
    public int QueueBytes { get; init; } = TapLimits.QueueBytes;

    /// <summary>How large the capture may grow, in bytes, apart from the events that end it.</summary>
    public long MaxBytes { get; init; } = long.MaxValue;

    /// <summary>How long a chunk may wait to be written.</summary>
    public TimeSpan FlushInterval { get; init; } = TapLimits.FlushInterval;

    /// <summary>How long the disk gets for the rest at the end.</summary>
    public TimeSpan CloseGrace { get; init; } = TapLimits.CloseGrace;

    /// <summary>How long nothing moves before the first look at the server; at least <see cref="WatchLimits.LeastSilence"/>.</summary>
    public TimeSpan FirstSilence { get; init; } = WatchLimits.FirstSilence;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
