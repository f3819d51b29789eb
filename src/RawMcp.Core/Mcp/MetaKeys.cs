namespace RawMcp.Mcp;

/// <summary>The keys the specification reserves in <c>_meta</c>. Spec: 2026-07-28, basic/index#meta.</summary>
public static class MetaKeys
{
    /// <summary>Ties progress notifications to the request that carried the token. All revisions.</summary>
    public const string ProgressToken = "progressToken";

    /// <summary>The revision of a request. 2026-07-28, required.</summary>
    public const string ProtocolVersion = "io.modelcontextprotocol/protocolVersion";

    /// <summary>What the client can do, for this request. 2026-07-28, required.</summary>
    public const string ClientCapabilities = "io.modelcontextprotocol/clientCapabilities";

    /// <summary>Who asks. 2026-07-28, optional.</summary>
    public const string ClientInfo = "io.modelcontextprotocol/clientInfo";

    /// <summary>The least important log message to send for this request; without it, none. 2026-07-28, optional.</summary>
    public const string LogLevel = "io.modelcontextprotocol/logLevel";

    /// <summary>The id of the <c>subscriptions/listen</c> request a message belongs to. 2026-07-28.</summary>
    public const string SubscriptionId = "io.modelcontextprotocol/subscriptionId";

    /// <summary>Who answers. 2026-07-28, optional.</summary>
    public const string ServerInfo = "io.modelcontextprotocol/serverInfo";
}
