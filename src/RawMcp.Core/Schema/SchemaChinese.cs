using System.Globalization;
using System.Text.Json;

namespace RawMcp.Schema;

/// <summary>Pieces of the sentences that errors are told in, as <see cref="SchemaText"/> has them, in Chinese.</summary>
internal static class SchemaChinese
{
    private static readonly (JsonTypes Type, string Words)[] Names =
    [
        (JsonTypes.Null, " null "), (JsonTypes.Boolean, " true 或 false "), (JsonTypes.Integer, "整数"), (JsonTypes.Number, "数字"),
        (JsonTypes.String, "字符串"), (JsonTypes.Array, "数组"), (JsonTypes.Object, "对象"),
    ];

    /// <summary>The types, to stand behind "应为".</summary>
    public static string Wanted(JsonTypes types) => string.Join("或", Names.Where(name => (types & name.Type) != 0).Select(name => name.Words)).TrimEnd();

    /// <summary>What a value is, to stand behind "却是".</summary>
    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => " null",
        JsonValueKind.True => " true",
        JsonValueKind.False => " false",
        JsonValueKind.Number => JsonNumber.Of(value).IsInteger ? "整数" : "带小数的数字",
        JsonValueKind.String => "字符串",
        JsonValueKind.Array => "数组",
        _ => "对象",
    };

    /// <summary>A value, or its beginning, to stand behind "却是".</summary>
    public static string Shown(JsonElement value) => value.ValueKind is JsonValueKind.Array or JsonValueKind.Object ? Kind(value) : " " + SchemaText.Shown(value);

    public static string Counted(long count, string one)
    {
        var unit = one switch { "character" => "个字符", "item" => "项", _ => "个成员" };
        return string.Create(CultureInfo.InvariantCulture, $"{count} {unit}");
    }
}
