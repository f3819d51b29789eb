using System.Text.Json.Nodes;
using RawMcp.Connections;
using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.Stdio;

namespace RawMcp;

/// <summary>
/// An MCP client: opens a server in whichever era it speaks, lists its tools, calls them. Every failure is an
/// <see cref="McpException"/> whose message can be shown to a person.
/// </summary>
public sealed class McpClient : IAsyncDisposable
{
    private readonly McpClientOptions options;
    private readonly Opened opened;
    private readonly RequestMeta meta;   // what every request carries
    private readonly RawJson metaJson;   // the same, written once
    private readonly ResultSchemas results = new();

    private McpClient(Opened opened, McpClientOptions options)
    {
        this.opened = opened;
        this.options = options;
        meta = opened.Revision.Era == Era.Legacy ? RequestMeta.None : new RequestMeta
        {
            ProtocolVersion = opened.Revision.Text,
            ClientCapabilities = RawJson.EmptyObject,
            ClientInfo = options.ClientInfo,
            LogLevel = options.LogLevel,
        };
        metaJson = meta.ToJson(Revision);
    }

    /// <summary>The revision both sides speak.</summary>
    public Revision Revision => opened.Revision;

    /// <summary>What the server can do.</summary>
    public ServerCapabilities Capabilities => opened.Capabilities;

    /// <summary>Who the server says it is; null when it does not say.</summary>
    public Implementation? ServerInfo => opened.Server;

    /// <summary>How a model should use the server; null when it does not say.</summary>
    public string? Instructions => opened.Instructions;

    /// <summary>The server's process id; null for a connection over given streams.</summary>
    public int? ProcessId => opened.Link.ProcessId;

    /// <summary>Completes when the connection has ended, for whatever reason; never fails.</summary>
    public Task Ended => opened.Link.Driver.Ended;

    /// <summary>Starts a server and opens a connection to it.</summary>
    /// <exception cref="McpConnectionException">It could not be started, or left before it answered.</exception>
    /// <exception cref="McpRefusedException">It refused to open.</exception>
    /// <exception cref="McpProtocolException">It answered what cannot be used, or speaks no revision that we speak.</exception>
    /// <exception cref="McpTimeoutException">It did not answer within <see cref="McpClientOptions.OpenTimeout"/>.</exception>
    public static Task<McpClient> OpenAsync(ServerCommand command, McpClientOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new McpClientOptions();
        return OpenAsync(() => Link.Start(command, options), options, cancellation);
    }

    /// <summary>Opens a connection over two streams that lead to a server.</summary>
    /// <inheritdoc cref="OpenAsync(ServerCommand, McpClientOptions, CancellationToken)"/>
    public static Task<McpClient> OpenAsync(Stream fromServer, Stream toServer, McpClientOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new McpClientOptions();
        return OpenAsync(() => Link.Over(fromServer, toServer, options), options, cancellation);
    }

    private static async Task<McpClient> OpenAsync(Func<Link> start, McpClientOptions options, CancellationToken cancellation) =>
        new(await new Opening(start, options, cancellation).RunAsync().ConfigureAwait(false), options);

    /// <summary>All the server's tools: every page, joined.</summary>
    public async Task<IReadOnlyList<Tool>> ListToolsAsync(CancellationToken cancellation = default)
    {
        var tools = new List<Tool>();
        var seen = new HashSet<string>();
        string? cursor = null;
        do
        {
            var page = await ListToolsPageAsync(cursor, cancellation).ConfigureAwait(false);
            tools.AddRange(page.Tools);
            cursor = page.NextCursor;
            if (cursor is not null && !seen.Add(cursor)) throw Failures.Protocol(opened.Link, $"The list of tools has no end: the cursor \"{cursor}\" came twice.");
            if (seen.Count >= options.MaxPages) throw Failures.Protocol(opened.Link, $"The list of tools has more than {options.MaxPages} pages.");
        }
        while (cursor is not null);

        return tools;
    }

    /// <summary>One page of the list of tools.</summary>
    /// <param name="cursor">Null for the first page, then each page's <see cref="ListToolsResult.NextCursor"/>; an empty one is a cursor too.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ListToolsResult> ListToolsPageAsync(string? cursor, CancellationToken cancellation = default)
    {
        var value = await CallAsync(Methods.ListTools, token => new ListToolsParams(cursor, Meta(token)).Write(Revision), null, cancellation).ConfigureAwait(false);
        var read = ListToolsResult.Read(value);
        if (read.Value is not { } page) throw Failures.Protocol(opened.Link, $"The answer to tools/list cannot be used: {read.Problem}.");
        foreach (var tool in page.Tools) results.Learn(tool);
        return page;
    }

    /// <summary>
    /// Calls a tool. A tool error is a result (<see cref="CallToolResult.IsError"/>), not an exception; so is one that does not fit the
    /// output schema of a tool that was listed before (<see cref="CallToolResult.SchemaMisfit"/>).
    /// </summary>
    /// <param name="name">The tool.</param>
    /// <param name="arguments">An object, or absent.</param>
    /// <param name="call">What this call is told.</param>
    /// <param name="cancellation">Ends the call; the server is told that the answer is no longer wanted.</param>
    public Task<CallToolResult> CallToolAsync(string name, RawJson arguments, CallOptions? call = null, CancellationToken cancellation = default) =>
        opened.Link.CallAsync(
            Methods.CallTool,
            (client: this, name, arguments),
            static (writer, it) => CallToolParams.Write(writer, it.Asked.name, it.Asked.arguments, it.Asked.client.MetaJson(it.Token)),
            (client: this, name, cancellation),
            static (outcome, it) => it.client.Called(it.name, outcome, it.cancellation),
            call?.Timeout ?? options.CallTimeout,
            call?.OnProgress,
            cancellation);

    private CallToolResult Called(string name, Outcome outcome, CancellationToken cancellation)
    {
        if (outcome is not Outcome.Returned returned) throw Failures.Of(opened.Link, Methods.CallTool, outcome, cancellation);
        var read = CallToolResult.Read(returned.Value);
        if (read.Value is not { } result) throw Failures.Protocol(opened.Link, $"The answer to tools/call cannot be used: {read.Problem}.");
        return result.ResultType switch
        {
            ResultMeta.Complete => Noted(name, result),
            ResultMeta.InputRequired => throw Failures.Protocol(opened.Link, $"The tool {name} wants input from a person or a model first, which this client cannot give."),
            _ => throw Failures.Protocol(opened.Link, $"The answer to tools/call has the unknown resultType \"{result.ResultType}\"."),
        };
    }

    // The data is the caller's to judge: a misfit is noted, and nothing is thrown away.
    private CallToolResult Noted(string name, CallToolResult result)
    {
        if (!Revision.HasStructuredContent || results.Misfit(name, result) is not { } misfit) return result;
        options.OnOdd?.Invoke($"The result of the tool {name} does not fit its output schema: {misfit.ReplaceLineEndings("; ")}.");
        return result with { SchemaMisfit = misfit };
    }

    /// <summary>Calls a tool with named arguments: <c>CallToolAsync("add", ("a", 2), ("b", 3))</c>.</summary>
    public Task<CallToolResult> CallToolAsync(string name, params (string Name, JsonNode? Value)[] arguments)
    {
        var all = new JsonObject();
        foreach (var (key, value) in arguments) all[key] = value;
        return CallToolAsync(name, RawJson.From(all.ToJsonString()));
    }

    /// <summary>Sends any request and gives its result, for methods this class has no method for.</summary>
    /// <param name="method">What to ask.</param>
    /// <param name="write">The params; given the progress token to put into <c>_meta</c>, null where no progress is wanted.</param>
    /// <param name="call">What this call is told.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>The result, an object.</returns>
    public Task<RawJson> CallAsync(string method, Func<RequestId?, RawJson> write, CallOptions? call = null, CancellationToken cancellation = default) =>
        opened.Link.CallAsync(
            method,
            write,
            static (writer, it) =>
            {
                var written = it.Asked(it.Token);
                if (!written.IsAbsent) writer.WriteRawValue(written.Utf8.Span, skipInputValidation: true);
            },
            (client: this, method, cancellation),
            static (outcome, it) => outcome is Outcome.Returned returned
                ? returned.Value
                : throw Failures.Of(it.client.opened.Link, it.method, outcome, it.cancellation),
            call?.Timeout ?? options.CallTimeout,
            call?.OnProgress,
            cancellation);

    /// <summary>The <c>_meta</c> a request of this connection carries: in the modern era who asks and in which revision.</summary>
    public RequestMeta Meta(RequestId? progressToken = null) => progressToken is null ? meta : meta with { ProgressToken = progressToken };

    private RawJson MetaJson(RequestId? progressToken) => progressToken is null ? metaJson : Meta(progressToken).ToJson(Revision);

    /// <summary>Closes the connection and makes the server leave, by the ladder. Null when there is no process to report on.</summary>
    public Task<ShutdownReport?> CloseAsync() => opened.Link.CloseAsync();

    /// <summary>Closes, and lets the process go.</summary>
    public ValueTask DisposeAsync() => opened.Link.DisposeAsync();
}
