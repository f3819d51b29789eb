using System.Globalization;
using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>One place at which two JSON values differ.</summary>
/// <param name="Path">Where: <c>result.content[0].text</c>; empty for the whole value.</param>
/// <param name="A">The JSON there in the first, shortened to <see cref="DiffLimits.MaxValue"/> characters; null where it has nothing.</param>
/// <param name="B">The JSON there in the second.</param>
public sealed record JsonChange(string Path, string? A, string? B);

/// <summary>Where two JSON values differ. The order of members does not matter, nor how strings and numbers are spelled.</summary>
public sealed class JsonChanges
{
    /// <summary>Says whether a place counts; may put something where one side has nothing.</summary>
    internal delegate bool Counts(string path, ref JsonElement? a, ref JsonElement? b);

    private readonly List<JsonChange> named = [];

    /// <summary>No differences.</summary>
    public static JsonChanges None { get; } = new();

    /// <summary>Says which places count; null for all.</summary>
    internal Counts? Lasts { get; init; }

    /// <summary>The first differences.</summary>
    public IReadOnlyList<JsonChange> Named => named;

    /// <summary>How many there are in all.</summary>
    public int Count { get; private set; }

    /// <summary>Compares two values; null stands for one that is not there.</summary>
    public static JsonChanges Between(JsonElement? a, JsonElement? b, string path = "")
    {
        var changes = new JsonChanges();
        changes.Compare(path, a, b);
        return changes;
    }

    internal void Compare(string path, JsonElement? a, JsonElement? b)
    {
        if (Lasts?.Invoke(path, ref a, ref b) == false) return;
        if (a is null && b is null) return;
        if (a is not { } one || b is not { } two || one.ValueKind != two.ValueKind) Add(path, a, b);
        else if (one.ValueKind == JsonValueKind.Object) Members(path, one, two);
        else if (one.ValueKind == JsonValueKind.Array) Elements(path, one, two);
        else if (!IsSame(one, two)) Add(path, a, b);
    }

    private void Members(string path, JsonElement a, JsonElement b)
    {
        var (first, second) = (MembersOf(a), MembersOf(b));
        foreach (var (name, value) in first) Compare(Step(path, name), value, second.TryGetValue(name, out var other) ? other : null);
        foreach (var (name, value) in second)
        {
            if (!first.ContainsKey(name)) Compare(Step(path, name), null, value);
        }
    }

    // A name that holds half a surrogate pair cannot be read as text; its spelling stands for it.
    private static OrderedDictionary<string, JsonElement> MembersOf(JsonElement json)
    {
        var members = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            string name;
            try
            {
                name = member.Name;
            }
            catch (InvalidOperationException)
            {
                name = member.ToString();
            }

            members[name] = member.Value;
        }

        return members;
    }

    private void Elements(string path, JsonElement a, JsonElement b)
    {
        var (first, second) = (a.EnumerateArray().ToList(), b.EnumerateArray().ToList());
        for (var i = 0; i < Math.Max(first.Count, second.Count); i++)
            Compare(string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), i < first.Count ? first[i] : null, i < second.Count ? second[i] : null);
    }

    private static bool IsSame(JsonElement a, JsonElement b)
    {
        if (RawOf(a).SequenceEqual(RawOf(b))) return true;
        return a.ValueKind switch
        {
            JsonValueKind.String => a.Text() is { } text && text == b.Text(),
            JsonValueKind.Number => a.TryGetDecimal(out var one) && b.TryGetDecimal(out var two) && one == two,
            _ => false,
        };
    }

    private static ReadOnlySpan<byte> RawOf(JsonElement json) => System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(json);

    private static string Step(string path, string name) => path.Length == 0 ? name : path + "." + name;

    internal void Add(string path, JsonElement? a, JsonElement? b)
    {
        Count++;
        if (named.Count < DiffLimits.MaxChanges) named.Add(new JsonChange(path, Short(a), Short(b)));
    }

    private static string? Short(JsonElement? json)
    {
        if (json is not { } value) return null;
        var raw = RawOf(value);
        var text = System.Text.Encoding.UTF8.GetString(raw[..Math.Min(raw.Length, DiffLimits.MaxValue * 4)]);
        return text.Length > DiffLimits.MaxValue ? text[..(DiffLimits.MaxValue - 1)] + "…" : text;
    }
}
