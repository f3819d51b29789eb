using System.Text;

namespace RawMcp.Wire;

/// <summary>A text with some stretches of it replaced by placeholders, from its beginning to its end.</summary>
internal sealed class TextEdits(string text)
{
    private StringBuilder? changed;
    private int done;

    /// <summary>What stands where a secret stood.</summary>
    public static string Placeholder(string kind) => $"[redacted:{kind}]";

    /// <summary>Whether a secret has been taken out here already.</summary>
    public static bool IsPlaceholder(ReadOnlySpan<char> value) => value.StartsWith("[redacted:", StringComparison.Ordinal);

    /// <summary>Where the next replacement can begin.</summary>
    public int Done => done;

    /// <summary>Replaces a stretch that begins behind the last one.</summary>
    public void Replace(int from, int to, string kind, RedactionCounts found) => Replace(from, to, Placeholder(kind), kind, found);

    /// <summary>Replaces a stretch by something that holds the placeholder.</summary>
    public void Replace(int from, int to, string by, string kind, RedactionCounts found)
    {
        changed ??= new StringBuilder(text.Length);
        changed.Append(text, done, from - done).Append(by);
        done = to;
        found.Add(kind);
    }

    /// <summary>The text as it is now; the same object when nothing was replaced.</summary>
    public string Text()
    {
        if (changed is null) return text;
        changed.Append(text, done, text.Length - done);
        done = text.Length;
        return changed.ToString();
    }
}
