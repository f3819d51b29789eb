using System.Text.Json;

namespace RawMcp.Schema;

/// <summary>The values of an <c>enum</c>. A long one is looked up, a short one gone through.</summary>
internal sealed class SchemaEnum
{
    private const int Short = 8;

    private readonly Dictionary<int, List<JsonElement>>? buckets;

    public SchemaEnum(JsonElement values)
    {
        Values = [.. values.EnumerateArray()];
        if (Values.Length <= Short) return;
        var hashing = new JsonEquality(new SchemaWork(long.MaxValue));
        buckets = [];
        foreach (var value in Values)
        {
            var hash = hashing.GetHashCode(value);
            if (!buckets.TryGetValue(hash, out var bucket)) buckets[hash] = bucket = [];
            bucket.Add(value);
        }
    }

    public JsonElement[] Values { get; }

    public bool Has(JsonElement value, JsonEquality equality)
    {
        IReadOnlyList<JsonElement> candidates = buckets is null ? Values : buckets.GetValueOrDefault(equality.GetHashCode(value)) ?? [];
        for (var i = 0; i < candidates.Count; i++)
        {
            if (equality.Equals(value, candidates[i])) return true;
        }

        return false;
    }
}
