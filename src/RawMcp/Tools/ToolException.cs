namespace RawMcp;

/// <summary>
/// What a tool throws to tell the model what went wrong, in words meant for it: the message alone becomes the tool error.
/// Any other exception is told with the name of its type. No exception is told with its stack trace.
/// </summary>
public sealed class ToolException : Exception
{
    /// <summary>Something went wrong, and there is nothing to say about it.</summary>
    public ToolException() : this("The tool failed.") { }

    /// <summary>Something went wrong.</summary>
    /// <param name="message">What the model reads.</param>
    public ToolException(string message) : base(message) { }

    /// <summary>Something went wrong, for a reason that is not told.</summary>
    /// <param name="message">What the model reads.</param>
    /// <param name="innerException">The reason, for those who debug the server.</param>
    public ToolException(string message, Exception innerException) : base(message, innerException) { }
}
