using RawMcp.Mcp;

namespace RawMcp.Wire;

/// <summary>How a visit to a server goes, and how long it waits.</summary>
public sealed record VisitOptions
{
    /// <summary>Who asks, as the server is told.</summary>
    public Implementation Client { get; init; } = new("rawmcp", typeof(VisitOptions).Assembly.GetName().Version!.ToString(3));

    /// <summary>The era to open in; null: <c>initialize</c>, and <c>server/discover</c> where that is refused.</summary>
    public Era? Era { get; init; }

    /// <summary>How long each answer is waited for, the first one with the server's start included.</summary>
    public TimeSpan Timeout { get; init; } = VisitLimits.Timeout;

    /// <summary>
    /// After so long without the answer, the server is asked whether it is there at all; and where it wrote something else instead, nothing more
    /// is expected.
    /// </summary>
    public TimeSpan Patience { get; init; } = VisitLimits.Patience;

    /// <summary>How long the server may take to exit after the end of its stdin, before it is sent SIGTERM, and as long again before SIGKILL.</summary>
    public TimeSpan ExitGrace { get; init; } = VisitLimits.ExitGrace;
}

/// <summary>The bounds of a visit. Whatever the server does, it ends.</summary>
public static class VisitLimits
{
    /// <summary>An answer is waited for so long: 30 s. Package runners install before they start anything.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Silence after which the server is sent a ping: 3 s.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>From the end of stdin to SIGTERM, and from there to SIGKILL: 2.5 s. The official clients wait 2 s.</summary>
    public static readonly TimeSpan ExitGrace = TimeSpan.FromSeconds(2.5);

    /// <summary>After the last answer, stdout must be quiet for so long before stdin is closed: 200 ms. What comes late is seen too.</summary>
    public static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(200);

    /// <summary>A server that does not become quiet is left after so long: 2 s.</summary>
    public static readonly TimeSpan MaxLinger = TimeSpan.FromSeconds(2);

    /// <summary>Once a person gave up, each step of the ending gets so long: 500 ms.</summary>
    public static readonly TimeSpan Hurry = TimeSpan.FromMilliseconds(500);

    /// <summary>Pages of the list of tools that are asked for: 100.</summary>
    public const int MaxPages = 100;

    /// <summary>Lines on stdout that answer nothing, notifications and requests among them: 10,000. With one more the visit ends.</summary>
    public const int MaxStrays = 10_000;

    /// <summary>What the server may write to stdout in all: 64 MiB. With one byte more the visit ends.</summary>
    public const int MaxOutputBytes = 64 * 1024 * 1024;

    /// <summary>Lines on stderr: 100,000. With one more the visit ends.</summary>
    public const int MaxErrorLines = 100_000;

    /// <summary>What the server may write to stderr in all: 16 MiB. With one byte more the visit ends.</summary>
    public const int MaxErrorBytes = 16 * 1024 * 1024;

    /// <summary>How large the capture of a visit grows: 128 MiB. From there on gaps are counted.</summary>
    public const long MaxCaptureBytes = 128 * 1024 * 1024;

    /// <summary>Requests of the server that are answered: 1,000.</summary>
    public const int MaxReplies = 1000;
}
