namespace RawMcp.Stdio;

/// <summary>
/// How long each rung of the shutdown ladder waits for the server to exit: close its stdin, then SIGTERM, then kill.
/// Spec: basic/lifecycle#shutdown; 2026-07-28: basic/transports/stdio#shutdown.
/// </summary>
/// <param name="AfterEof">After its stdin was closed.</param>
/// <param name="AfterTerminate">After SIGTERM. Windows has no such signal, and this rung is left out.</param>
/// <param name="AfterKill">After it was killed with all its descendants.</param>
public sealed record ShutdownLadder(TimeSpan AfterEof, TimeSpan AfterTerminate, TimeSpan AfterKill)
{
    /// <summary>2 s, 2 s and 5 s: what the SDKs in use give a server.</summary>
    public static ShutdownLadder Default { get; } = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5));
}

/// <summary>The rung on which a server left.</summary>
public enum ShutdownRung
{
    /// <summary>It had gone before we closed anything.</summary>
    AlreadyExited,

    /// <summary>It left when its stdin ended, as it should.</summary>
    Eof,

    /// <summary>It took a SIGTERM.</summary>
    Terminated,

    /// <summary>It had to be killed.</summary>
    Killed,

    /// <summary>It did not even leave then.</summary>
    StillRunning,
}

/// <summary>How a shutdown went.</summary>
/// <param name="Rung">What it took.</param>
/// <param name="ExitCode">The exit code; null while it runs.</param>
/// <param name="Took">From closing stdin to the exit.</param>
/// <param name="OutputStillOpen">It is gone, but some process it started still holds its stdout or stderr open.</param>
public sealed record ShutdownReport(ShutdownRung Rung, int? ExitCode, TimeSpan Took, bool OutputStillOpen);
