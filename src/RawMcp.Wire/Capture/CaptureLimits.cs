namespace RawMcp.Wire;

/// <summary>The bounds that writing and reading a capture keep, whatever the session or the file does. Sizes are in bytes.</summary>
public static class CaptureLimits
{
    /// <summary>One packet holds at most so many bytes of a stream: 64 KiB. A longer chunk becomes several packets of the same time.</summary>
    public const int MaxPacketBytes = 64 * 1024;

    /// <summary>One process event takes at most so many bytes: 64 KiB. A longer command or environment is cut, and says so.</summary>
    public const int MaxEventBytes = 64 * 1024;

    /// <summary>Reading, a block longer than this is passed over and counted: 16 MiB.</summary>
    public const int MaxBlockBytes = 16 * 1024 * 1024;

    /// <summary>Reading, a section has at most so many interfaces: 1,024. Packets of further ones are passed over and counted.</summary>
    public const int MaxInterfaces = 1024;
}
