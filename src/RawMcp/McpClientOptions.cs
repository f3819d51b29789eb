using RawMcp.Mcp;
using RawMcp.Stdio;

namespace RawMcp;

/// <summary>Which era a client is to speak.</summary>
public enum EraChoice
{
    /// <summary>Whatever the server speaks: probe with <c>server/discover</c>, fall back to <c>initialize</c>.</summary>
    Auto,

    /// <summary>Open with <c>initialize</c>, without a probe.</summary>
    Legacy,

    /// <summary>No handshake; a server that does not answer <c>server/discover</c> is an error.</summary>
    Modern,
}

/// <summary>What a client may be told.</summary>
public sealed record McpClientOptions
{
    /// <summary>Who the client says it is.</summary>
    public Implementation ClientInfo { get; init; } = new("rawmcp", typeof(McpClientOptions).Assembly.GetName().Version!.ToString(3));

    /// <summary>Which era to speak.</summary>
    public EraChoice Era { get; init; } = EraChoice.Auto;

    /// <summary>The revision to ask for with <c>initialize</c>; the newest legacy one by default.</summary>
    public Revision LegacyRevision { get; init; } = Revision.LatestLegacy;

    /// <summary>How long a server may take to open, start-up included: 60 s, because package runners install first.</summary>
    public TimeSpan OpenTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a server may be silent on the probe before it is also sent <c>initialize</c>: 5 s.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a call may take, unless it says otherwise: 60 s.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Pages of one list that are followed: 10,000. More, or a cursor that comes twice, is the server's mistake.</summary>
    public int MaxPages { get; init; } = 10_000;

    /// <summary>
    /// Notifications that may wait for the handlers below: 65,536. When they are slower than the server, the oldest are dropped
    /// and <see cref="OnOdd"/> says so.
    /// </summary>
    public int MaxQueuedNotifications { get; init; } = 65_536;

    /// <summary>The least important log message a modern server is asked for; null for none.</summary>
    public LogLevel? LogLevel { get; init; }

    /// <summary>How the server is made to leave.</summary>
    public ShutdownLadder Ladder { get; init; } = ShutdownLadder.Default;

    /// <summary>A server process was started, with this id; a second time when it exited on the probe.</summary>
    public Action<int>? OnStarted { get; init; }

    /// <summary>A line of the server's log.</summary>
    public Action<LogMessageParams>? OnLog { get; init; }

    /// <summary>The server's list of tools has changed.</summary>
    public Action? OnToolsChanged { get; init; }

    /// <summary>The server's stderr, as it comes, on a thread of its own. The memory is only lent.</summary>
    public Action<ReadOnlyMemory<byte>>? OnStderr { get; init; }

    /// <summary>Told, in a sentence each, of what a server sends that is no message or fits nothing. On the reader's thread.</summary>
    public Action<string>? OnOdd { get; init; }

    /// <summary>The driver's limits, clock and observer.</summary>
    public DriverOptions Driver { get; init; } = new();
}

/// <summary>What one call may be told.</summary>
public sealed record CallOptions
{
    /// <summary>How long it may take; null for the client's <see cref="McpClientOptions.CallTimeout"/>.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Told how far the call has come. Asking is what makes a server tell.</summary>
    public Action<ProgressParams>? OnProgress { get; init; }
}
