using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>One place where two JSON values differ.</summary>
/// <param name="Path">The place, as a JSON pointer.</param>
/// <param name="Recorded">The value in the capture, as JSON; null where there is none.</param>
/// <param name="Now">The value now, as JSON; null where there is none.</param>
public sealed record JsonDifference(string Path, string? Recorded, string? Now)
{
    /// <summary>The places where two values differ, the smallest that can be told; at most so many.</summary>
    /// <param name="recorded">The one.</param>
    /// <param name="now">The other.</param>
    /// <param name="ignored">Places not to look at.</param>
    /// <param name="most">How many at most.</param>
    public static IReadOnlyList<JsonDifference> Between(RawJson recorded, RawJson now, IReadOnlyList<JsonPath> ignored, int most = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(ignored);
        if (!recorded.TryParse(out var left) || !now.TryParse(out var right))
            return recorded.Utf8.Span.SequenceEqual(now.Utf8.Span) ? [] : [new JsonDifference("", recorded.ToString(), now.ToString())];
        var search = new Search(ignored, most);
        search.Compare(left, right);
        return search.Found;
    }

    private sealed class Search(IReadOnlyList<JsonPath> ignored, int most)
    {
        private readonly List<string> place = [];

        public List<JsonDifference> Found { get; } = [];

        public void Compare(JsonElement? left, JsonElement? right)
        {
            if (Found.Count >= most || ignored.Any(path => path.Matches(place))) return;
            if (left is not { } one || right is not { } other || one.ValueKind != other.ValueKind)
            {
                Add(left, right);
                return;
            }

            switch (one.ValueKind)
            {
                case JsonValueKind.Object:
                    var (mine, theirs) = (JsonParts.Members(one), JsonParts.Members(other));
                    foreach (var name in mine.Keys.Concat(theirs.Keys.Where(name => !mine.ContainsKey(name))))
                        At(name, mine.TryGetValue(name, out var a) ? a : null, theirs.TryGetValue(name, out var b) ? b : null);
                    break;
                case JsonValueKind.Array:
                    var (these, those) = (one.EnumerateArray(), other.EnumerateArray());
                    for (var index = 0; ; index++)
                    {
                        var (has, had) = (these.MoveNext(), those.MoveNext());
                        if ((!has && !had) || Found.Count >= most) break;
                        At(JsonParts.Number(index), has ? these.Current : null, had ? those.Current : null);
                    }

                    break;
                default:
                    if (JsonParts.Scalar(one) != JsonParts.Scalar(other)) Add(left, right);
                    break;
            }
        }

        private void At(string step, JsonElement? left, JsonElement? right)
        {
            place.Add(step);
            Compare(left, right);
            place.RemoveAt(place.Count - 1);
        }

        private void Add(JsonElement? left, JsonElement? right) =>
            Found.Add(new JsonDifference(JsonPath.Text(place), left is { } one ? JsonParts.Raw(one) : null, right is { } other ? JsonParts.Raw(other) : null));
    }
}
