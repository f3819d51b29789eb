namespace RawMcp.WireDictionary;

/// <summary>What something is for and who reads it, in both languages.</summary>
/// <param name="English">In English.</param>
/// <param name="Chinese">In Simplified Chinese.</param>
public sealed record Words(string English, string Chinese)
{
    /// <summary>In one of them: <c>zh</c>, or else English.</summary>
    public string In(string language) => language == "zh" ? Chinese : English;
}

/// <summary>Where a thing of one era went in the other.</summary>
/// <param name="In">The revisions in which it is elsewhere.</param>
/// <param name="To">A method, or <c>METHOD:path.to.member</c>; empty where nothing took its place.</param>
/// <param name="Words">How.</param>
public sealed record Moved(RevisionRange In, string To, Words Words);
