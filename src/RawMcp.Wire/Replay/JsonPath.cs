using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>
/// Places in a message, as a JSON pointer (RFC 6901) in which <c>*</c> stands for any one member or element: <c>/result/content/*/text</c>.
/// A place stands for everything below it too.
/// </summary>
public sealed class JsonPath
{
    private readonly string[] steps;

    private JsonPath(string[] steps) => this.steps = steps;

    /// <summary>Reads a pointer. False when it is none: it begins with <c>/</c>, and <c>~</c> is written <c>~0</c>, <c>/</c> in a name <c>~1</c>.</summary>
    public static bool TryParse(string text, out JsonPath path)
    {
        ArgumentNullException.ThrowIfNull(text);
        path = null!;
        if (!text.StartsWith('/')) return false;
        for (var at = text.IndexOf('~', StringComparison.Ordinal); at >= 0; at = text.IndexOf('~', at + 1))
        {
            if (at + 1 == text.Length || text[at + 1] is not ('0' or '1')) return false;
        }

        path = new JsonPath([.. text[1..].Split('/').Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))]);
        return true;
    }

    /// <summary>A place for which the caller vouches.</summary>
    internal static JsonPath Of(params string[] steps) => new(steps);

    /// <summary>Whether it names that place itself.</summary>
    internal bool Matches(IReadOnlyList<string> place)
    {
        if (place.Count != steps.Length) return false;
        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i] != "*" && steps[i] != place[i]) return false;
        }

        return true;
    }

    /// <summary>The values there, with the place of each.</summary>
    internal IEnumerable<(string Place, JsonElement Value)> In(JsonElement root) => In(root, 0, "");

    private IEnumerable<(string Place, JsonElement Value)> In(JsonElement at, int depth, string place)
    {
        if (depth == steps.Length) return [(place, at)];
        return at.ValueKind switch
        {
            JsonValueKind.Object => JsonParts.Members(at).Where(member => Fits(member.Key)).SelectMany(member => In(member.Value, depth + 1, place + "/" + Escaped(member.Key))),
            JsonValueKind.Array => at.EnumerateArray().Select((value, index) => (value, Text: JsonParts.Number(index))).Where(it => Fits(it.Text)).SelectMany(it => In(it.value, depth + 1, place + "/" + it.Text)),
            _ => [],
        };

        bool Fits(string step) => steps[depth] == "*" || steps[depth] == step;
    }

    /// <summary>A place as a pointer.</summary>
    internal static string Text(IEnumerable<string> place) => string.Concat(place.Select(step => "/" + Escaped(step)));

    private static string Escaped(string step) => step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>The pointer.</summary>
    public override string ToString() => Text(steps);

    /// <summary>Where the value of nested members stands in a JSON text; null where there is none.</summary>
    internal static ByteRange? Locate(ReadOnlyMemory<byte> json, params ReadOnlySpan<string> names)
    {
        var value = new RawJson(json);
        foreach (var name in names)
        {
            value = value.Find(System.Text.Encoding.UTF8.GetBytes(name));
            if (value.IsAbsent) return null;
        }

        return json.Span.Overlaps(value.Utf8.Span, out var offset) ? new ByteRange(offset, value.Utf8.Length) : null;
    }
}
