using RawMcp.JsonRpc;

namespace RawMcp;

/// <summary>A call, or the opening of a connection, that did not return. The message ends with the server's last words on stderr.</summary>
public abstract class McpException : Exception
{
    private protected McpException(string message, Exception? inner = null) : base(message, inner) { }
}

/// <summary>The server answered with a JSON-RPC error.</summary>
public sealed class McpRefusedException : McpException
{
    internal McpRefusedException(Message.Failure failure, string message) : base(message) => Failure = failure;

    /// <summary>The error as it came.</summary>
    public Message.Failure Failure { get; }

    /// <summary>Its code.</summary>
    public long Code => Failure.Code;
}

/// <summary>The server answered with something the protocol does not allow.</summary>
public sealed class McpProtocolException : McpException
{
    internal McpProtocolException(string message) : base(message) { }
}

/// <summary>The server did not answer in time. It was told that the answer is no longer wanted; the call may have taken effect.</summary>
public sealed class McpTimeoutException : McpException
{
    internal McpTimeoutException(string message) : base(message) { }
}

/// <summary>The connection ended first, or the server's program could not be started. Whether a call took effect, nobody can say.</summary>
public sealed class McpConnectionException : McpException
{
    internal McpConnectionException(string message, Exception? inner = null) : base(message, inner) { }
}
