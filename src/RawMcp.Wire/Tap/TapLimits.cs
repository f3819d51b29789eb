namespace RawMcp.Wire;

/// <summary>The bounds a tap keeps, whatever the session or the disk does. Sizes are in bytes.</summary>
public static class TapLimits
{
    /// <summary>One read takes at most so many bytes: 64 KiB, what a Linux pipe holds.</summary>
    public const int ReadBytes = CaptureLimits.MaxPacketBytes;

    /// <summary>Memory for what was forwarded and is not on the disk yet: 16 MiB. What finds no place there is counted in a gap record.</summary>
    public const int QueueBytes = 16 * 1024 * 1024;

    /// <summary>The least that may be asked for as a queue: 1 MiB.</summary>
    public const int LeastQueueBytes = 1024 * 1024;

    /// <summary>The queue is made of pieces of this size, and one write to the disk takes at most one: 256 KiB.</summary>
    public const int SegmentBytes = 256 * 1024;

    /// <summary>A chunk waits at most so long before it is written: 50 ms. With the write itself, less than 100 ms can be lost.</summary>
    public static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>A disk that failed is tried again after so long: 1 s.</summary>
    public static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    /// <summary>When everything is over, the disk gets so long for the rest: 2 s.</summary>
    public static readonly TimeSpan CloseGrace = TimeSpan.FromSeconds(2);

    /// <summary>After the server exited, so long do we wait for the end of its streams before we look whether somebody else holds them: 500 ms.</summary>
    public static readonly TimeSpan TailGrace = TimeSpan.FromMilliseconds(500);

    /// <summary>What may still be forwarded after the server exited: 4 MiB a stream, more than any pipe holds. What comes later is from a process that it left behind.</summary>
    public const long MaxTailBytes = 4 * 1024 * 1024;

    /// <summary>Without a file name, one capture grows to at most so much: 1 GiB. From there on gaps are counted.</summary>
    public const long MaxCaptureBytes = 1024L * 1024 * 1024;

    /// <summary>What all captures of the state directory may take before the oldest are deleted: 1 GiB, beside those being written.</summary>
    public const long MaxStoredBytes = 1024L * 1024 * 1024;

    /// <summary>How many captures the state directory keeps: 100.</summary>
    public const int MaxStoredCaptures = 100;
}
