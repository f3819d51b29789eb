namespace RawMcp.JsonRpc;

/// <summary>The error codes JSON-RPC 2.0 defines (jsonrpc.org/specification#error_object).</summary>
public static class JsonRpcErrors
{
    /// <summary>The bytes are not JSON.</summary>
    public const long ParseError = -32700;

    /// <summary>JSON, but not a message.</summary>
    public const long InvalidRequest = -32600;

    /// <summary>The method does not exist, or is not available.</summary>
    public const long MethodNotFound = -32601;

    /// <summary>The params are not what the method takes.</summary>
    public const long InvalidParams = -32602;

    /// <summary>The receiver failed.</summary>
    public const long InternalError = -32603;
}
