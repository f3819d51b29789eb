using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Wire;

/// <summary>How the client and the server came to speak with each other, and in which revision.</summary>
internal sealed class Session
{
    private const int RequestsRead = 20;
    private readonly Facts facts;
    private readonly Lazy<JsonElement> opened;
    private readonly Lazy<bool> isModern;

    public Session(Facts facts)
    {
        this.facts = facts;
        var calls = facts.Calls.OfClient;
        First = calls.Count > 0 ? calls[0] : null;
        Initialize = calls.FirstOrDefault(call => call.Method == Methods.Initialize);
        Discover = calls.FirstOrDefault(call => call.Method == Methods.Discover);
        Initialized = facts.ToServer.FirstOrDefault(frame => frame.Messages.Any(message => message is { Kind: MessageKind.Notification, Method: Methods.Initialized }));
        FirstResponse = facts.FromServer.FirstOrDefault(frame => frame.Messages.Any(message => message.Call is { } call && call.Request.Stream == Pipe.Stdin && IsResponse(message)));
        FirstMessage = facts.FromServer.FirstOrDefault(frame => frame.Messages.Any(message => message.Defect is null));
        opened = new(() => Answer(Initialize) is { ValueKind: JsonValueKind.Object } answer ? answer : Answer(Discover));
        isModern = new(() => Initialize?.Response?.Messages.Any(message => ReferenceEquals(message.Call, Initialize) && message.Kind == MessageKind.Result) != true
            && calls.Where(call => call.Method != Methods.Initialize).Take(RequestsRead).Any(call => call.Response is not null && RevisionOf(call) is { Era: Era.Modern } && !WasRefused(call)));
    }

    /// <summary>The client's first request.</summary>
    public IndexedCall? First { get; }

    public IndexedCall? Initialize { get; }

    public IndexedCall? Discover { get; }

    /// <summary>The notification with which the client opens a legacy session.</summary>
    public IndexedFrame? Initialized { get; }

    /// <summary>The server's first response to anything.</summary>
    public IndexedFrame? FirstResponse { get; }

    /// <summary>The first frame of stdout that is a message.</summary>
    public IndexedFrame? FirstMessage { get; }

    /// <summary>The server's answer that says what it can do; undefined where there is none.</summary>
    public JsonElement Opened => opened.Value;

    /// <summary>The answered requests carry a modern revision, and no handshake succeeded.</summary>
    public bool IsModern => isModern.Value;

    /// <summary>What the client asked for in its handshake; null where there is none.</summary>
    public string? Requested => Initialize is { } call && facts.Params(call).Find("protocolVersion"u8).Text() is { } text ? text : null;

    /// <summary>What the server answered in the handshake.</summary>
    public string? Returned => Answer(Initialize) is { ValueKind: JsonValueKind.Object } answer && answer.TryGetMember("protocolVersion", out var version) ? version.Text() : null;

    /// <summary>The server's capability of that name; null where nothing is known of its capabilities.</summary>
    public bool? Declares(string capability) =>
        Opened.TryGetMember("capabilities", out var all) ? all.TryGetMember(capability, out var it) && it.ValueKind is not (JsonValueKind.Null or JsonValueKind.False) : null;

    /// <summary>The client's capability of that name, from its handshake; null where nothing is known.</summary>
    public bool? ClientDeclares(string capability) =>
        Initialize is { } call && facts.Params(call).Find("capabilities"u8) is { IsAbsent: false } all
            ? all.Find(System.Text.Encoding.UTF8.GetBytes(capability)) is { IsAbsent: false, Kind: not JsonValueKind.Null } : null;

    /// <summary>The revision that a request carries with it.</summary>
    public Revision? RevisionOf(IndexedCall call) =>
        Revision.Find(facts.Params(call).Find("_meta"u8).Find("io.modelcontextprotocol/protocolVersion"u8).Text());

    /// <summary>What to try where the server did not take <c>initialize</c> and was asked nothing else; empty elsewhere.</summary>
    public string OtherEra => facts.Calls.OfClient is [{ Method: Methods.Initialize, Response: null }]
        ? $" If the server speaks {Revision.Latest} alone, which has no initialize, visit it with: rawmcp doctor --era modern -- COMMAND." : "";

    public static bool IsResponse(IndexedMessage message) => message.Kind is MessageKind.Result or MessageKind.Failure or MessageKind.MalformedResponse;

    /// <summary>The code with which a call was refused; null where it was not.</summary>
    public static long? Refusal(IndexedCall call) =>
        call.Response?.Messages.FirstOrDefault(message => ReferenceEquals(message.Call, call)) is { Kind: MessageKind.Failure } failure ? failure.ErrorCode : null;

    private static bool WasRefused(IndexedCall call) => Refusal(call) is ErrorCodes.UnsupportedProtocolVersion or JsonRpcErrors.MethodNotFound;

    private JsonElement Answer(IndexedCall? call) =>
        call is not null && facts.Response(call) is Message.Result { Value: var value } && value.TryParse(out var element) ? element : default;
}
