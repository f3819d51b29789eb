namespace RawMcp;

/// <summary>What a server may be told beyond its name and its tools.</summary>
public sealed record McpServerOptions
{
    /// <summary>How a model should use the server; sent when a connection opens.</summary>
    public string? Instructions { get; init; }

    /// <summary>Tools on one page of <c>tools/list</c>; by default all.</summary>
    public int PageSize { get; init; } = int.MaxValue;

    /// <summary>Requests that may be in flight on one connection; one more is refused. Default: 65,536.</summary>
    public int MaxRequestsInFlight { get; init; } = 65_536;

    /// <summary>
    /// After the client closed our stdin, so long may calls in flight go on: 1.5 s, because clients send SIGTERM
    /// after 2. Then they are cancelled.
    /// </summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Milliseconds for which a modern client may keep the list of tools and the answer to <c>server/discover</c>. Default: 0.</summary>
    public long CacheTtlMs { get; init; }

    /// <summary>Told, in a sentence each, of what a client sends that is no message or fits nothing. May be called from any thread.</summary>
    public Action<string>? OnOdd { get; init; }

    /// <summary>The driver's limits, clock and observer.</summary>
    public Stdio.DriverOptions Driver { get; init; } = new();
}
