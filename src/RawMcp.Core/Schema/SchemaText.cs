using System.Globalization;
using System.Text.Json;

namespace RawMcp.Schema;

/// <summary>Pieces of the sentences that errors are told in.</summary>
internal static class SchemaText
{
    /// <summary>How many characters of a value or a name are repeated in a sentence.</summary>
    public const int MaxRepeated = 60;

    private static readonly (JsonTypes Type, string Words)[] Names =
    [
        (JsonTypes.Null, "null"), (JsonTypes.Boolean, "true or false"), (JsonTypes.Integer, "an integer"), (JsonTypes.Number, "a number"),
        (JsonTypes.String, "a string"), (JsonTypes.Array, "an array"), (JsonTypes.Object, "an object"),
    ];

    /// <summary>The types, to stand before "is expected".</summary>
    public static string Wanted(JsonTypes types) => Or([.. Names.Where(name => (types & name.Type) != 0).Select(name => name.Words)]);

    /// <summary>What a value is.</summary>
    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => JsonNumber.Of(value).IsInteger ? "an integer" : "a number with a fraction",
        JsonValueKind.String => "a string",
        JsonValueKind.Array => "an array",
        _ => "an object",
    };

    /// <summary>A value, or its beginning.</summary>
    public static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        _ => Clip(JsonString.Utf16(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(value), MaxRepeated + 1, unescape: false), MaxRepeated),
    };

    public static string Counted(long count, string one) => string.Create(CultureInfo.InvariantCulture, $"{count} {one}{(count == 1 ? "" : "s")}");

    public static string Quoted(string text) => $"\"{Clip(text)}\"";

    public static string Or(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : string.Join(", ", words.Take(words.Count - 1)) + " or " + words[^1];

    /// <summary>A text, or its beginning.</summary>
    public static string Clip(string text, int longest = MaxRepeated)
    {
        if (text.Length <= longest) return text;
        var length = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return string.Concat(text.AsSpan(0, length), "…");
    }
}
