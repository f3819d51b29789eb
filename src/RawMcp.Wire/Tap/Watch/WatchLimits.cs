namespace RawMcp.Wire;

/// <summary>The bounds a watcher keeps, so that a session of weeks does not become a list of looks at it.</summary>
public static class WatchLimits
{
    /// <summary>While something is awaited and nothing comes, the first look is after so long: 500 ms. The next ones are after twice as long each.</summary>
    public static readonly TimeSpan FirstSilence = TimeSpan.FromMilliseconds(500);

    /// <summary>The shortest that may be asked for as the first silence: 10 ms.</summary>
    public static readonly TimeSpan LeastSilence = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Where the server spoke last and nothing seems to be awaited, the first look takes so many times as long: 16, which makes 8 s. An idle
    /// session is no news, but one of several calls may still be in flight.
    /// </summary>
    public const int IdleFactor = 16;

    /// <summary>Looks that one recording holds at most, beside the last ones of all: 1,000.</summary>
    public const int MaxLooks = 1000;

    /// <summary>Processes below the server that one look names: 64.</summary>
    public const int MaxDescendants = 64;

    /// <summary>Threads of the server whose system call is looked at: 64.</summary>
    public const int MaxThreads = 64;

    /// <summary>Descriptors of one process that are looked at: 1,024.</summary>
    public const int MaxDescriptors = 1024;

    /// <summary>Entries of one poll or epoll that are looked at: 64.</summary>
    public const int MaxAwaited = 64;
}
