using System.Runtime.InteropServices;
using RawMcp.Mcp;
using RawMcp.Stdio;

namespace RawMcp;

/// <summary>
/// An MCP server over two streams, for clients of both eras at once: it speaks as the client opens. Add tools, then run it.
/// </summary>
/// <param name="info">Who the server says it is.</param>
/// <param name="options">What else it may be told.</param>
public sealed class McpServer(Implementation info, McpServerOptions? options = null)
{
    private readonly Lock gate = new();
    private readonly OrderedDictionary<string, ServedTool> tools = [];
    private readonly List<ServerSession> sessions = [];

    /// <summary>A server of that name and version.</summary>
    public McpServer(string name, string version, McpServerOptions? options = null) : this(new Implementation(name, version), options) { }

    /// <summary>Who the server says it is.</summary>
    public Implementation Info { get; } = info;

    /// <summary>What else it was told.</summary>
    public McpServerOptions Options { get; } = options ?? new McpServerOptions();

    /// <summary>The tools, in the order in which they were added.</summary>
    public IReadOnlyList<ServerTool> Tools
    {
        get
        {
            lock (gate) return [.. tools.Values.Select(served => served.Tool)];
        }
    }

    /// <summary>Adds a tool. Clients that are connected are told that the list has changed.</summary>
    /// <exception cref="ArgumentException">There is a tool of that name.</exception>
    public McpServer AddTool(ServerTool tool)
    {
        ArgumentNullException.ThrowIfNull(tool);
        lock (gate)
        {
            if (!tools.TryAdd(tool.Description.Name, new ServedTool(tool))) throw new ArgumentException($"There already is a tool '{tool.Description.Name}'.", nameof(tool));
            foreach (var session in sessions) session.SayToolsChanged();
        }

        return this;
    }

    /// <summary>Adds a tool by hand.</summary>
    public McpServer AddTool(Tool description, ToolHandler handler) => AddTool(new ServerTool(description, handler));

    internal ServedTool? Find(string name)
    {
        lock (gate) return tools.GetValueOrDefault(name);
    }

    /// <summary>
    /// Serves one client over this process's stdin and stdout until the client closes stdin, or until SIGTERM or SIGINT; then
    /// finishes what is in flight, within <see cref="McpServerOptions.DrainTimeout"/>. Call it before anything else uses the console.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        var stdio = OwnStdio.Take();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        await RunAsync(stdio.Input, stdio.Output, stop.Token).ConfigureAwait(false);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true; // leave by returning, with the answers written
            stop.Cancel();
        }
    }

    /// <summary>Serves one client over two streams until its end of file, or until cancelled; then finishes what is in flight.</summary>
    public async Task RunAsync(Stream input, Stream output, CancellationToken cancellation = default)
    {
        await using var session = new ServerSession(this, input, output);
        lock (gate) sessions.Add(session);
        try
        {
            await session.RunAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            lock (gate) sessions.Remove(session);
        }
    }
}
