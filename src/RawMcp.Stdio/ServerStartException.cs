namespace RawMcp.Stdio;

/// <summary>The server's program could not be started. The message says why and what to do.</summary>
public sealed class ServerStartException : Exception
{
    internal ServerStartException(ServerCommand command, string message, Exception inner) : base(message, inner) => Command = command;

    /// <summary>What was to be started.</summary>
    public ServerCommand Command { get; }
}
