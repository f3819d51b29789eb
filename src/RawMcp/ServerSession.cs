using RawMcp.Connections;
using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.Stdio;

namespace RawMcp;

/// <summary>
/// The server's side of one connection: decides by how the client opens which era it speaks, and what each request gets.
/// Its methods run on the reader's thread and only decide; tools run elsewhere (<see cref="RunningCalls"/>).
/// </summary>
internal sealed class ServerSession : IPeer, IAsyncDisposable
{
    private readonly McpServer server;
    private readonly Driver driver;
    private readonly RunningCalls calls;
    private readonly Action<RequestId, string, RawJson> notifyFor; // one delegate for all calls
    private readonly Subscriptions subscriptions;
    private readonly RepeatedMeta metas = new();
    private readonly TaskCompletionSource inputEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Written by the reader's thread alone.
    private Phase phase = Phase.Unopened;
    private volatile Revision? agreed;      // the legacy session's revision, once there is one
    private LogLevel logFrom = LogLevel.Info;

    public ServerSession(McpServer server, Stream input, Stream output)
    {
        this.server = server;
        driver = new Driver(input, output, this, server.Options.Driver);
        notifyFor = driver.NotifyFor;
        calls = new RunningCalls(driver, server.Info);
        subscriptions = new Subscriptions(driver);
    }

    public bool TakesBatches => agreed is { HasBatches: true };

    public async Task RunAsync(CancellationToken cancellation)
    {
        var time = server.Options.Driver.Time;
        driver.Start();
        await Task.WhenAny(inputEnded.Task, driver.Ended, Task.Delay(Timeout.Infinite, cancellation)).ConfigureAwait(false);
        subscriptions.EndAll();
        await calls.DrainAsync(server.Options.DrainTimeout, time, cancellation).ConfigureAwait(false);

        // A client that no longer reads must not keep us: what it has not taken by now, it does not want.
        await Task.WhenAny(driver.CloseOutputAsync(), Task.Delay(server.Options.DrainTimeout, time, CancellationToken.None)).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    public string OnEnd(string reason)
    {
        inputEnded.TrySetResult();
        return "the client closed the connection";
    }

    /// <summary>Tells the client, in the way of its era.</summary>
    public void SayToolsChanged()
    {
        if (agreed is not null) driver.Notify(Methods.ToolsChanged, default);
        subscriptions.SayToolsChanged();
    }

    public bool OnRequest(Message.Request request)
    {
        if (driver.RequestsInFlight > server.Options.MaxRequestsInFlight)
        {
            driver.Refuse(request.Id, JsonRpcErrors.InternalError, $"Too many requests in flight: the limit is {server.Options.MaxRequestsInFlight}.");
            return false;
        }

        var parts = ParamsParts.Read(request.Params);
        var meta = metas.Read(parts.Meta);
        if (meta.IsModern || meta.Missing.Count > 0 || request.Method == Methods.Discover) return OnModern(request, parts, meta);
        if (request.Method != Methods.Initialize) return OnLegacy(request, parts, meta);
        OnInitialize(request);
        return false;
    }

    private void OnInitialize(Message.Request request)
    {
        if (Lifecycle.After(phase, Step.Initialize) is null)
        {
            driver.Refuse(request.Id, JsonRpcErrors.InvalidRequest, "The session is open already; initialize comes once.");
            return;
        }

        var asked = InitializeParams.Read(request.Params);
        if (asked.Value is not { } wish)
        {
            driver.Refuse(request.Id, JsonRpcErrors.InvalidParams, $"initialize cannot be read: {asked.Problem}");
            return;
        }

        // A revision we speak is echoed; for any other the server offers its own best, and the client decides.
        var revision = Revision.Find(wish.ProtocolVersion) is { Era: Era.Legacy } known ? known : Revision.LatestLegacy;
        phase = Phase.Agreed;
        agreed = revision;
        var result = new InitializeResult(revision.Text, Capabilities, server.Info, server.Options.Instructions);
        driver.Answer(request.Id, result.Write(revision));
    }

    private bool OnModern(Message.Request request, ParamsParts parts, RequestMeta meta)
    {
        if (meta.ProtocolVersion is null || meta.Missing.Count > 0)
        {
            string[] missing = meta.Missing.Count > 0 ? [.. meta.Missing] : [MetaKeys.ProtocolVersion, MetaKeys.ClientCapabilities];
            driver.Refuse(request.Id, JsonRpcErrors.InvalidParams, $"params._meta must hold {string.Join(" and ", missing)}.");
            return false;
        }

        if (Revision.Find(meta.ProtocolVersion) is not { Era: Era.Modern } revision)
        {
            var data = new UnsupportedVersionData(SupportedVersions, meta.ProtocolVersion);
            driver.Refuse(request.Id, ErrorCodes.UnsupportedProtocolVersion, "Unsupported protocol version", data.Write());
            return false;
        }

        if (phase is Phase.Unopened) phase = Phase.Stateless;
        switch (request.Method)
        {
            case Methods.Discover:
                var discovered = new DiscoverResult(SupportedVersions, Capabilities, server.Options.Instructions, Caching, server.Info);
                driver.Answer(request.Id, discovered.Write(revision));
                break;
            case Methods.ListTools: OnListTools(request, revision); break;
            case Methods.CallTool: return OnCallTool(request, parts, revision, meta, meta.LogLevel);
            case Methods.Listen: subscriptions.Open(request); break;
            default: RefuseMethod(request, revision); break;
        }

        return false;
    }

    private bool OnLegacy(Message.Request request, ParamsParts parts, RequestMeta meta)
    {
        if (request.Method == Methods.Ping)
        {
            driver.Answer(request.Id, RawJson.EmptyObject);
            return false;
        }

        if (agreed is not { } revision)
        {
            driver.Refuse(
                request.Id,
                JsonRpcErrors.InvalidParams,
                $"Nothing is open yet: send initialize first (revisions to {Revision.LatestLegacy}), or put {MetaKeys.ProtocolVersion} and "
                + $"{MetaKeys.ClientCapabilities} into params._meta (from {Revision.V20260728}).");
            return false;
        }

        switch (request.Method)
        {
            case Methods.ListTools: OnListTools(request, revision); break;
            case Methods.CallTool: return OnCallTool(request, parts, revision, meta, logFrom);
            case Methods.SetLevel: OnSetLevel(request); break;
            default: RefuseMethod(request, revision); break;
        }

        return false;
    }

    private void RefuseMethod(Message.Request request, Revision revision) =>
        driver.Refuse(request.Id, JsonRpcErrors.MethodNotFound, $"Method not found: {request.Method} (revision {revision})");

    private void OnSetLevel(Message.Request request)
    {
        var level = request.Params.TryParse(out var root) ? LogLevels.Find(root.Text("level")) : null;
        if (level is { } known)
        {
            logFrom = known;
            driver.Answer(request.Id, RawJson.EmptyObject);
        }
        else
        {
            driver.Refuse(request.Id, JsonRpcErrors.InvalidParams, "params.level: expected one of debug, info, notice, warning, error, critical, alert, emergency");
        }
    }

    private void OnListTools(Message.Request request, Revision revision)
    {
        var asked = ListToolsParams.Read(request.Params);
        var tools = server.Tools;
        if (asked.Value is null || ToolPages.Start(asked.Value.Cursor, tools.Count) is not { } start)
        {
            driver.Refuse(request.Id, JsonRpcErrors.InvalidParams, asked.Problem ?? "params.cursor: not a cursor this server gave");
            return;
        }

        var page = tools.Skip(start).Take(server.Options.PageSize).Select(tool => tool.Description).ToList();
        var next = start + page.Count < tools.Count ? ToolPages.Cursor(start + page.Count) : null;
        driver.Answer(request.Id, new ListToolsResult(page, next, Caching, server.Info).Write(revision));
    }

    /// <returns>Whether the call is still at work, and so needs its request's bytes.</returns>
    private bool OnCallTool(Message.Request request, ParamsParts parts, Revision revision, RequestMeta meta, LogLevel? logLevel)
    {
        var asked = CallToolParams.Read(request.Params, parts, meta);
        if (asked.Value is not { } call)
        {
            driver.Refuse(request.Id, JsonRpcErrors.InvalidParams, $"tools/call cannot be read: {asked.Problem}");
        }
        else if (server.Find(call.Name) is not { } tool)
        {
            driver.Refuse(request.Id, JsonRpcErrors.InvalidParams, $"Unknown tool: {call.Name}");
        }
        else if (revision.Era == Era.Modern && tool.Tool.MissingFrom(call.Meta.ClientCapabilities) is { IsAbsent: false } missing)
        {
            driver.Refuse(request.Id, ErrorCodes.MissingClientCapability, "Missing required client capability", new MissingCapabilityData(missing).Write());
        }
        else
        {
            return calls.Run(tool, new ToolCall(request.Id, call, revision, logLevel, notifyFor));
        }

        return false;
    }

    public void OnNotification(Message.Notification notification)
    {
        switch (notification.Method)
        {
            case Methods.Initialized:
                phase = Lifecycle.After(phase, Step.Initialized) ?? phase;
                break;
            case Methods.Cancelled when CancelledParams.Read(notification.Params).Value is { } cancelled:
                if (driver.Withdraw(cancelled.RequestId))
                {
                    calls.Cancel(cancelled.RequestId);
                    subscriptions.Close(cancelled.RequestId);
                }

                break;
        }
    }

    public void OnOdd(Arrival arrival)
    {
        var odd = Oddities.Describe(arrival);
        server.Options.OnOdd?.Invoke(odd);
        switch (arrival)
        {
            case Arrival.AskedTwice twice:
                Protest(twice.Request.Id, JsonRpcErrors.InvalidRequest, odd);
                break;
            case Arrival.Unreadable { Malformed: { LooksLikeResponse: false, Defect.Kind: not (DefectKind.Blank or DefectKind.Unterminated) } malformed }:
                var code = malformed.Defect.ErrorCode;
                Protest(code == JsonRpcErrors.ParseError ? null : malformed.Id, code, odd);
                break;
        }
    }

    private void Protest(RequestId? id, long code, string text) =>
        driver.Protest(id, code, text, omitMissingId: agreed?.OmitsUnreadableId ?? phase == Phase.Stateless);

    private CachingHints Caching => new(server.Options.CacheTtlMs, "public");

    private static ServerCapabilities Capabilities { get; } = new(Tools: true, ToolsListChanged: true, Logging: true);

    private static string[] SupportedVersions { get; } = [.. Revision.All.Reverse().Select(revision => revision.Text)];
}
