using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>One place where two JSON values differ.</summary>
/// <param name="Path">The place, as a JSON pointer.</param>
/// <param name="Recorded">The value in the capture, as JSON; of a long one the part where it begins to differ. Null where there is none.</param>
/// <param name="Now">The value now, as JSON; of a long one the part where it begins to differ. Null where there is none.</param>
public sealed record JsonDifference(string Path, string? Recorded, string? Now)
{
    /// <summary>The places where two values differ, the smallest that can be told.</summary>
    /// <param name="recorded">The one.</param>
    /// <param name="now">The other.</param>
    /// <param name="ignored">Places not to look at.</param>
    /// <param name="count">How many differ; <see cref="ReplayLimits.MaxDifferencesOfOne"/> of them are given.</param>
    public static IReadOnlyList<JsonDifference> Between(RawJson recorded, RawJson now, IReadOnlyList<JsonPath> ignored, out long count)
    {
        ArgumentNullException.ThrowIfNull(ignored);
        var search = new Search(ignored);
        if (recorded.TryParse(out var left) && now.TryParse(out var right)) search.Compare(left, right);
        else if (!recorded.Utf8.Span.SequenceEqual(now.Utf8.Span)) search.Add(recorded.Utf8.Span, now.Utf8.Span);
        count = search.Count;
        return search.Found;
    }

    private sealed class Search(IReadOnlyList<JsonPath> ignored)
    {
        private readonly List<string> place = [];

        public List<JsonDifference> Found { get; } = [];

        public long Count { get; private set; }

        public void Compare(JsonElement? left, JsonElement? right)
        {
            if (ignored.Any(path => path.Matches(place))) return;
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
                        if (!has && !had) break;
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

        private void Add(JsonElement? left, JsonElement? right) => Add(
            left is { } one ? JsonMarshal.GetRawUtf8Value(one) : default, right is { } other ? JsonMarshal.GetRawUtf8Value(other) : default);

        public void Add(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
        {
            if (Count++ < ReplayLimits.MaxDifferencesOfOne) Found.Add(new JsonDifference(JsonPath.Text(place), Shown(left, right), Shown(right, left)));
        }

        // Of a long value the part where it begins to differ: the beginning of both is the same.
        private static string? Shown(ReadOnlySpan<byte> json, ReadOnlySpan<byte> other)
        {
            if (json.IsEmpty) return null;
            if (json.Length <= ReplayLimits.MaxShownBytes) return Encoding.UTF8.GetString(json);
            var from = Math.Max(0, json.CommonPrefixLength(other) - (ReplayLimits.MaxShownBytes / 4));
            while (from > 0 && (json[from] & 0xC0) == 0x80) from--;
            var rest = json[from..];
            var to = Math.Min(rest.Length, ReplayLimits.MaxShownBytes);
            while (to > 0 && to < rest.Length && (rest[to] & 0xC0) == 0x80) to--;
            return string.Create(CultureInfo.InvariantCulture, $"{(from > 0 ? "…" : "")}{Encoding.UTF8.GetString(rest[..to])}{(to < rest.Length ? "…" : "")} ({json.Length} bytes)");
        }
    }
}
