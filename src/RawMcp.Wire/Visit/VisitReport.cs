namespace RawMcp.Wire;

/// <summary>How a visit went, beside what its capture says.</summary>
/// <param name="End">How the server ended; null when it could not be started.</param>
/// <param name="Revision">The revision that was agreed on; null when it did not come to that.</param>
/// <param name="Server">Who the server said it is.</param>
/// <param name="Tools">How many tools it listed; null when it listed none that could be read.</param>
/// <param name="Ended">Processes that had to be killed because the server left them behind.</param>
public sealed record VisitReport(TapEnd? End, string? Revision, string? Server, int? Tools, int Ended);
