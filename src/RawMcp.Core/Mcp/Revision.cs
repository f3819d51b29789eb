namespace RawMcp.Mcp;

/// <summary>The two families of revisions, by how a connection opens. Spec: 2026-07-28, basic/versioning#terminology.</summary>
public enum Era
{
    /// <summary>A session is opened with the <c>initialize</c> handshake.</summary>
    Legacy,

    /// <summary>No session: every request carries its revision and the client's capabilities in <c>_meta</c>.</summary>
    Modern,
}

/// <summary>A dated version of the protocol, and what it knows. The five are data; code asks them, never a date.</summary>
public sealed class Revision
{
    private static readonly Revision[] Sorted = new Revision[5];

    private Revision(int order, string text)
    {
        Place = order;
        Text = text;
        Sorted[order] = this;
    }

    /// <summary>The first revision.</summary>
    public static Revision V20241105 { get; } = new(0, "2024-11-05");

    /// <summary>Adds batches, audio, tool annotations, completions, progress messages.</summary>
    public static Revision V20250326 { get; } = new(1, "2025-03-26");

    /// <summary>Drops batches; adds elicitation, resource links, structured output, titles.</summary>
    public static Revision V20250618 { get; } = new(2, "2025-06-18");

    /// <summary>Adds tasks, icons, URL elicitation; the id of an error became optional.</summary>
    public static Revision V20251125 { get; } = new(3, "2025-11-25");

    /// <summary>No handshake: <c>_meta</c> on every request, <c>server/discover</c>, <c>resultType</c>.</summary>
    public static Revision V20260728 { get; } = new(4, "2026-07-28");

    /// <summary>All revisions, oldest first.</summary>
    public static IReadOnlyList<Revision> All => Sorted;

    /// <summary>The newest revision with a handshake.</summary>
    public static Revision LatestLegacy => V20251125;

    /// <summary>The newest revision.</summary>
    public static Revision Latest => V20260728;

    /// <summary>The date, as it stands on the wire.</summary>
    public string Text { get; }

    /// <summary>Its place among all, from 0 on, the oldest first.</summary>
    internal int Place { get; }

    /// <summary>How a connection of this revision opens.</summary>
    public Era Era => this >= V20260728 ? Era.Modern : Era.Legacy;

    /// <summary>A receiver must take JSON arrays of messages.</summary>
    public bool HasBatches => this == V20250326;

    /// <summary>Audio content blocks.</summary>
    public bool HasAudio => this >= V20250326;

    /// <summary>Hints on tools, such as <c>readOnlyHint</c>.</summary>
    public bool HasToolAnnotations => this >= V20250326;

    /// <summary>The member <c>message</c> of progress notifications.</summary>
    public bool HasProgressMessage => this >= V20250326;

    /// <summary><c>outputSchema</c>, <c>structuredContent</c>.</summary>
    public bool HasStructuredContent => this >= V20250618;

    /// <summary><c>title</c> on implementations and tools, <c>_meta</c> on tools and content blocks.</summary>
    public bool HasTitles => this >= V20250618;

    /// <summary>Resource links among the content blocks.</summary>
    public bool HasResourceLinks => this >= V20250618;

    /// <summary><c>icons</c> on implementations and tools; <c>description</c> and <c>websiteUrl</c> on implementations.</summary>
    public bool HasIcons => this >= V20251125;

    /// <summary>An output schema may have any root, and structured content may be any JSON value, not only an object.</summary>
    public bool HasAnyStructuredContent => this >= V20260728;

    /// <summary>The <c>ping</c> request.</summary>
    public bool HasPing => this < V20260728;

    /// <summary>The <c>logging/setLevel</c> request; after it, the level travels with each request.</summary>
    public bool HasSetLevel => this < V20260728;

    /// <summary>An error response whose id could not be read leaves the member out instead of writing null.</summary>
    public bool OmitsUnreadableId => this >= V20251125;

    /// <summary>The revision with that date on the wire; null for a date nobody knows.</summary>
    public static Revision? Find(string? text)
    {
        foreach (var revision in Sorted)
        {
            if (revision.Text == text) return revision;
        }

        return null;
    }

    /// <summary>Published before.</summary>
    public static bool operator <(Revision left, Revision right) => left.Place < right.Place;

    /// <summary>Published after.</summary>
    public static bool operator >(Revision left, Revision right) => left.Place > right.Place;

    /// <summary>Published before, or the same.</summary>
    public static bool operator <=(Revision left, Revision right) => left.Place <= right.Place;

    /// <summary>Published after, or the same.</summary>
    public static bool operator >=(Revision left, Revision right) => left.Place >= right.Place;

    /// <inheritdoc/>
    public override string ToString() => Text;
}
