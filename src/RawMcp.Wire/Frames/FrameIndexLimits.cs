namespace RawMcp.Wire;

/// <summary>The bounds that an index of a capture keeps, so that it stays small beside its file.</summary>
public static class FrameIndexLimits
{
    /// <summary>The name or address that a request is about is kept up to so many bytes of JSON: 1 KiB. A longer one is left in the file.</summary>
    public const int MaxTargetBytes = 1024;

    /// <summary>So many different ones are shared between the calls that have them: 10,000. Further ones are kept call by call.</summary>
    public const int MaxSharedTargets = 10_000;
}
