namespace RawMcp.Framing;

/// <summary>The bounds that framing keeps whatever the peer sends. All are in bytes.</summary>
public static class FramingLimits
{
    /// <summary>The longest frame that is kept whole: 256 MiB. A longer one becomes <see cref="FrameEnding.OverLong"/>.</summary>
    public const int MaxFrameBytes = 256 * 1024 * 1024;

    /// <summary>What is kept of an over-long frame, enough to recognise it: 1 KiB.</summary>
    public const int OverLongPrefixBytes = 1024;

    /// <summary>The longest header block of Content-Length framing: 8 KiB.</summary>
    public const int MaxHeaderBytes = 8 * 1024;
}
