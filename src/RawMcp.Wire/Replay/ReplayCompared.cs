namespace RawMcp.Wire;

/// <summary>How a replay as the client went.</summary>
/// <param name="Compared">How many answers were compared.</param>
/// <param name="Sent">How many frames were sent.</param>
/// <param name="Differences">What differs, in the order in which it was found.</param>
/// <param name="Notes">What was not compared, or went otherwise than in the capture, a sentence each.</param>
/// <param name="Stopped">Why the replay did not go to its end; null where it did.</param>
/// <param name="ServerGone">The server ended its output before all was answered.</param>
public sealed record ReplayCompared(
    int Compared, int Sent, IReadOnlyList<ReplayDifference> Differences, IReadOnlyList<string> Notes, string? Stopped, bool ServerGone);

/// <summary>One message of the server that is not as it was recorded.</summary>
/// <param name="Frame">The frame of the recorded request; 0 where the capture has none.</param>
/// <param name="What">What it is: method, what it is about, id.</param>
/// <param name="Method">The method.</param>
/// <param name="Id">The id as JSON; null where there is none.</param>
/// <param name="Sentence">The difference in words, where it is more than places in the JSON; null otherwise.</param>
/// <param name="Places">The places.</param>
/// <param name="Count">How many places differ, those that are not listed too.</param>
public sealed record ReplayDifference(int Frame, string What, string Method, string? Id, string? Sentence, IReadOnlyList<JsonDifference> Places, long Count);
