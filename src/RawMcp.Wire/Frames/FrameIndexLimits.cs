using RawMcp.Framing;

namespace RawMcp.Wire;

/// <summary>The bounds that an index of a capture keeps, so that it stays small beside its file.</summary>
public static class FrameIndexLimits
{
    /// <summary>
    /// So many frames, lines of stderr among them, are taken up before another chunk is: 5,000,000, which take about 1 GB. The rest of the
    /// capture is left out, and the index ends as <see cref="CaptureEndKind.TooLong"/>. The last chunk may bring some more.
    /// </summary>
    public const int MaxFrames = 5_000_000;

    /// <summary>So many blocks of the file are taken up: 20,000,000. What follows is left out, as beyond <see cref="MaxFrames"/>.</summary>
    public const int MaxBlocks = 20_000_000;

    /// <summary>Events are taken up while their blocks are together no longer than this: 256 MiB. What follows is left out, as beyond <see cref="MaxFrames"/>.</summary>
    public const long MaxEventBytes = 256 * 1024 * 1024;

    /// <summary>The name or address that a request is about is kept up to so many bytes of JSON: 1 KiB. A longer one is left in the file.</summary>
    public const int MaxTargetBytes = 1024;

    /// <summary>So many different ones are shared between the calls that have them: 10,000. Further ones are kept call by call.</summary>
    public const int MaxSharedTargets = 10_000;
}

/// <summary>How much of a capture an index takes up.</summary>
public sealed record FrameIndexOptions
{
    /// <summary>The longest frame that is read as a message, in bytes; a longer one is a fact.</summary>
    public int MaxFrameBytes { get; init; } = FramingLimits.MaxFrameBytes;

    /// <summary>See <see cref="FrameIndexLimits.MaxFrames"/>.</summary>
    public int MaxFrames { get; init; } = FrameIndexLimits.MaxFrames;

    /// <summary>See <see cref="FrameIndexLimits.MaxBlocks"/>.</summary>
    public int MaxBlocks { get; init; } = FrameIndexLimits.MaxBlocks;

    /// <summary>See <see cref="FrameIndexLimits.MaxEventBytes"/>; in bytes.</summary>
    public long MaxEventBytes { get; init; } = FrameIndexLimits.MaxEventBytes;
}
