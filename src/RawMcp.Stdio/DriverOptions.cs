using RawMcp.Framing;

namespace RawMcp.Stdio;

/// <summary>Which way a frame went, seen from the process that holds the driver.</summary>
public enum Direction
{
    /// <summary>We wrote it.</summary>
    Sent,

    /// <summary>We read it.</summary>
    Received,
}

/// <summary>A frame as it crossed the wire, and when.</summary>
/// <param name="Direction">Which way.</param>
/// <param name="At">Since the driver was made.</param>
/// <param name="Frame">The frame.</param>
public readonly record struct Crossing(Direction Direction, TimeSpan At, Frame Frame);

/// <summary>What a driver may be told.</summary>
public sealed record DriverOptions
{
    /// <summary>How frames are told apart.</summary>
    public FramingStyle Framing { get; init; } = FramingStyle.Lines;

    /// <summary>The longest frame to take in, in bytes.</summary>
    public int MaxFrameBytes { get; init; } = FramingLimits.MaxFrameBytes;

    /// <summary>Bytes that may wait for a peer that does not read.</summary>
    public long MaxQueuedBytes { get; init; } = StdioLimits.MaxQueuedBytes;

    /// <summary>Sees every frame of both directions, each direction in its own order; must return at once and not throw.</summary>
    public Action<Crossing>? Observer { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
