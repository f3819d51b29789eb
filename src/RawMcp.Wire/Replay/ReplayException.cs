namespace RawMcp.Wire;

/// <summary>The capture does not have what the replay needs. The message says what, and where.</summary>
public sealed class ReplayException(string message) : Exception(message);
