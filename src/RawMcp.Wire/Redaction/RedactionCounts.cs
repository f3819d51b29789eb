using System.Globalization;

namespace RawMcp.Wire;

/// <summary>How much was redacted, by kind.</summary>
public sealed class RedactionCounts
{
    private readonly SortedDictionary<string, long> kinds = new(StringComparer.Ordinal);

    /// <summary>How many values, by kind: <c>authorization</c>, <c>password</c>, <c>github-token</c>, <c>pattern 1</c> …</summary>
    public IReadOnlyDictionary<string, long> Kinds => kinds;

    /// <summary>How many in all.</summary>
    public long Total { get; private set; }

    internal void Add(string kind)
    {
        kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
        Total++;
    }

    /// <summary><c>3 values: 2 × authorization, 1 × github-token</c>, or <c>nothing</c>.</summary>
    public override string ToString() => Total == 0
        ? "nothing"
        : string.Create(CultureInfo.InvariantCulture, $"{Total} {(Total == 1 ? "value" : "values")}: {string.Join(", ", kinds.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Value} × {one.Key}")))}");
}
