namespace RawMcp.Wire;

/// <summary>How a replay as the server went.</summary>
/// <param name="End">How the recorded server ended, where the replay came to that point; null when the client ended it.</param>
/// <param name="Problems">What the capture could not serve, a sentence each: requests without a match, lines that are no messages.</param>
/// <param name="Notes">What went as recorded and may surprise: calls that stay unanswered.</param>
/// <param name="More">How many further ones of both are not listed.</param>
public sealed record ReplayServed(TapEnd? End, IReadOnlyList<string> Problems, IReadOnlyList<string> Notes, long More);
