using System.Buffers;
using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Wire;

/// <summary>
/// What a visitor says: it opens, asks for every list that the server declares, and leaves. It calls no tool, because a tool may do anything.
/// What it gets is looked at only as far as the next step needs; the judgement is the doctor's.
/// </summary>
/// <param name="options">How long it waits.</param>
/// <param name="progress">Told what is waited for.</param>
internal sealed class Talk(VisitOptions options, Action<string> progress) : IDisposable
{
    private readonly Outgoing outgoing = new();
    private Incoming? incoming;
    private long lastId;
    private int replies;
    private bool answeredOnce;

    /// <summary>What goes to the server.</summary>
    public Outgoing Outgoing => outgoing;

    /// <summary>What comes from it.</summary>
    public Incoming Incoming => incoming ??= new Incoming(Reply);

    public string? Revision { get; private set; }

    public string? Server { get; private set; }

    public int? Tools { get; private set; }

    /// <summary>The whole of it. Returns when there is nothing more to ask, or no answer to be had.</summary>
    /// <returns>False when an answer did not come.</returns>
    public bool Run()
    {
        var opened = options.Era == Era.Modern ? Discover() : Initialize();
        if (opened is not { } capabilities) return false;
        foreach (var (capability, method) in new[] { ("tools", Methods.ListTools), ("resources", "resources/list"), ("prompts", "prompts/list") })
        {
            if (!capabilities.TryGetMember(capability, out _)) continue;
            progress(method);
            if (!List(method)) return false;
        }

        Begin(); // where there was nothing to list
        Incoming.AwaitQuiet(VisitLimits.Linger, VisitLimits.MaxLinger);
        return true;
    }

    private JsonElement? Initialize()
    {
        progress(Methods.Initialize);
        var wanted = Mcp.Revision.LatestLegacy;
        var answer = Ask(Methods.Initialize, new InitializeParams(wanted.Text, RawJson.EmptyObject, options.Client).Write(wanted));
        if (answer is Message.Failure && options.Era is null) return Discover();
        if (answer is not Message.Result { Value: var value } || !value.TryParse(out var result)) return null;
        Revision = result.Text("protocolVersion");
        Server = Implementation.Read(result, "serverInfo") is { } info ? $"{info.Name} {info.Version}" : null;

        // Spec: basic/lifecycle#version-negotiation: a client that does not speak the server's revision leaves.
        if (Mcp.Revision.Find(Revision) is not { Era: Era.Legacy }) return null;
        initialized = true;
        return result.TryGetMember("capabilities", out var capabilities) ? capabilities : default(JsonElement);
    }

    private JsonElement? Discover()
    {
        progress(Methods.Discover);
        Revision = null;
        modern = Mcp.Revision.Latest;
        if (Ask(Methods.Discover, Meta().AsParams(modern)) is not Message.Result { Value: var value } || !value.TryParse(out var result)) return null;
        var spoken = DiscoverResult.Read(value).Value?.SupportedVersions.Select(Mcp.Revision.Find).OfType<Revision>().Where(one => one.Era == Era.Modern).ToList() ?? [];
        Server = ResultMeta.ServerInfo(result) is { } info ? $"{info.Name} {info.Version}" : null;
        if (spoken.Count == 0) return null;
        modern = spoken.MaxBy(one => one.Text, StringComparer.Ordinal)!;
        Revision = modern.Text;
        return result.TryGetMember("capabilities", out var capabilities) ? capabilities : default(JsonElement);
    }

    public void Dispose()
    {
        outgoing.Dispose();
        incoming?.Dispose();
    }

    private bool initialized;  // the server answered initialize, and has not been told that the session is open
    private Revision? modern;

    private bool List(string method)
    {
        string? cursor = null;
        for (var page = 0; page < VisitLimits.MaxPages; page++)
        {
            var @params = new ListToolsParams(cursor, modern is null ? RequestMeta.None : Meta()).Write(modern ?? Mcp.Revision.LatestLegacy);
            if (Ask(method, @params) is not { } answer) return false;
            if (answer is not Message.Result { Value: var value } || !value.TryParse(out var result)) return true;
            if (method == Methods.ListTools && result.TryGetMember("tools", out var tools) && tools.ValueKind == JsonValueKind.Array)
                Tools = (Tools ?? 0) + tools.GetArrayLength();
            var next = result.Text("nextCursor");
            if (next is null || next == cursor) return true;
            cursor = next;
        }

        return true;
    }

    private RequestMeta Meta() => new() { ProtocolVersion = modern!.Text, ClientCapabilities = RawJson.EmptyObject, ClientInfo = options.Client };

    // Where the first request after the handshake goes out, the end of the handshake goes with it, in one write, as many clients have it.
    private Message? Ask(string method, RawJson @params)
    {
        var id = new RequestId(++lastId);
        var bytes = new ArrayBufferWriter<byte>();
        WriteInitialized(bytes);
        MessageWriter.Request(bytes, id, method, @params);
        Incoming.Expect(id);
        Outgoing.Say(bytes.WrittenSpan);

        // A server that has answered before may be asked whether it is still there, while it owes an answer. That wakes one that overlooked it.
        var canPing = answeredOnce && modern is null && options.Patience < options.Timeout;
        var answer = Incoming.Await(id, canPing ? options.Patience : options.Timeout, options.Patience);
        if (answer is null && canPing)
        {
            progress(method + ", and a ping, because it did not answer");
            Ping();
            answer = Incoming.Await(id, options.Timeout - options.Patience, options.Patience);
        }

        answeredOnce |= answer is not null;
        return answer;
    }

    private void Ping()
    {
        var id = new RequestId(++lastId);
        var bytes = new ArrayBufferWriter<byte>();
        MessageWriter.Request(bytes, id, Methods.Ping, default);
        Incoming.Expect(id);
        Outgoing.Say(bytes.WrittenSpan);
    }

    private void Begin()
    {
        var bytes = new ArrayBufferWriter<byte>();
        WriteInitialized(bytes);
        if (bytes.WrittenCount > 0) Outgoing.Say(bytes.WrittenSpan);
    }

    private void WriteInitialized(ArrayBufferWriter<byte> to)
    {
        if (!initialized) return;
        initialized = false;
        MessageWriter.Notification(to, Methods.Initialized, default);
    }

    // On the pump's thread. In the modern era a client writes no responses.
    private void Reply(Message.Request request)
    {
        if (modern is not null || ++replies > VisitLimits.MaxReplies) return;
        var bytes = new ArrayBufferWriter<byte>();
        if (request.Method == Methods.Ping) MessageWriter.Result(bytes, request.Id, RawJson.EmptyObject);
        else MessageWriter.Failure(bytes, request.Id, JsonRpcErrors.MethodNotFound, $"Method not found: {request.Method} (this client declared no capabilities)");
        Outgoing.Say(bytes.WrittenSpan);
    }
}
