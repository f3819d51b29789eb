namespace RawMcp.Stdio;

/// <summary>The bounds the shell keeps whatever the other side does.</summary>
public static class StdioLimits
{
    /// <summary>Bytes of stderr that are kept for messages: the last 16 KiB. What came before is counted and let go.</summary>
    public const int StderrTailBytes = 16 * 1024;

    /// <summary>
    /// Bytes that may wait for a peer that does not read: 512 MiB. Beyond it the connection is given up: to stop reading instead
    /// would let both sides wait for each other for ever.
    /// </summary>
    public const long MaxQueuedBytes = 512L * 1024 * 1024;

    /// <summary>One read takes at most so many bytes: 64 KiB, what a Linux pipe holds.</summary>
    public const int ReadBytes = 64 * 1024;

    /// <summary>
    /// A buffer whose first bytes a message keeps is read into until less than this is left of it: 4 KiB. More would waste memory,
    /// less would mean small reads.
    /// </summary>
    public const int LeastReadBytes = 4 * 1024;

    /// <summary>The longest time a call waits and a timer can be set to: 24 days. A longer one is for ever.</summary>
    public static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(24);

    /// <summary>After a server's output ended, so long do we wait for its exit code and its last words: 500 ms.</summary>
    public static readonly TimeSpan ExitGrace = TimeSpan.FromMilliseconds(500);

    /// <summary>Somebody else's code may keep the reader's thread for one to two of these before another thread reads on: 1 ms.</summary>
    public static readonly TimeSpan GuestTick = TimeSpan.FromMilliseconds(1);

    /// <summary>After so many ticks without a guest the watch sleeps: 100.</summary>
    public const int IdleTicks = 100;
}
