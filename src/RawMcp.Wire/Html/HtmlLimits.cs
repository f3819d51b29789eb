namespace RawMcp.Wire;

/// <summary>The bounds of a page, so that a browser can open it and so that nothing is held while it is written. What a bound leaves out, the page says.</summary>
public static class HtmlLimits
{
    /// <summary>Of one frame the page holds at most so many bytes: 64 KiB. The rest stays in the capture.</summary>
    public const int MaxBodyBytes = 64 * 1024;

    /// <summary>All frames together take at most so many bytes of the page: 200 MiB. Those behind are listed, without their bytes.</summary>
    public const long MaxPageBytes = 200L * 1024 * 1024;

    /// <summary>A page lists at most so many frames: 500,000. Those behind are counted.</summary>
    public const int MaxFrames = 500_000;

    /// <summary>So many frames make a block of the page, which its script reads at once: 500.</summary>
    public const int FramesPerBlock = 500;
}
