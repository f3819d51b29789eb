namespace RawMcp.Mcp;

/// <summary>The error codes MCP adds to JSON-RPC's. Spec: 2026-07-28, basic/index#error-codes.</summary>
public static class ErrorCodes
{
    /// <summary>The request needs a capability that the client did not declare with it. Data: <c>requiredCapabilities</c>. 2026-07-28.</summary>
    public const long MissingClientCapability = -32021;

    /// <summary>The server does not speak the request's revision. Data: <c>supported</c>, <c>requested</c>. 2026-07-28.</summary>
    public const long UnsupportedProtocolVersion = -32022;

    /// <summary>A name for people; null for a code without one.</summary>
    public static string? Name(long code) => code switch
    {
        JsonRpc.JsonRpcErrors.ParseError => "Parse error",
        JsonRpc.JsonRpcErrors.InvalidRequest => "Invalid request",
        JsonRpc.JsonRpcErrors.MethodNotFound => "Method not found",
        JsonRpc.JsonRpcErrors.InvalidParams => "Invalid params",
        JsonRpc.JsonRpcErrors.InternalError => "Internal error",
        -32002 => "Resource not found",
        -32020 => "Header mismatch",
        MissingClientCapability => "Missing required client capability",
        UnsupportedProtocolVersion => "Unsupported protocol version",
        -32042 => "URL elicitation required",
        _ => null,
    };
}
