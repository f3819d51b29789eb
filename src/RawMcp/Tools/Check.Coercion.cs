using System.Globalization;
using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp;

/// <summary>
/// What is taken although the schema says otherwise, because it can only mean one thing. Models write numbers as strings
/// now and then, and authors who come from FastMCP count on it. docs/tools-from-methods.md has the table.
/// </summary>
internal sealed partial class Check
{
    // Beyond this pydantic reads milliseconds instead of seconds; we read neither.
    private const double MaxUnixSeconds = 2e10;

    private bool Coerced(JsonElement value, Shape shape) => value.ValueKind switch
    {
        JsonValueKind.String => CoercedText(value, shape),
        JsonValueKind.True or JsonValueKind.False when shape.Allows(JsonTypes.Integer | JsonTypes.Number) => CoercedFlag(value, shape),
        JsonValueKind.Number when shape.Allows(JsonTypes.Boolean) => CoercedBit(value),
        JsonValueKind.Number when shape.Format == "date-time" => CoercedSeconds(value),
        _ => false,
    };

    private bool CoercedText(JsonElement value, Shape shape)
    {
        if (value.Text()?.Trim() is not { Length: > 0 } text) return false;
        if (shape.Allows(JsonTypes.Boolean) && FlagOf(text) is { } flag)
        {
            writer?.WriteBooleanValue(flag);
            return true;
        }

        if (!shape.Allows(JsonTypes.Integer | JsonTypes.Number) || text[0] is not ('-' or (>= '0' and <= '9'))) return false;
        if (!RawJson.From(text).TryParse(out var number) || number.ValueKind != JsonValueKind.Number) return false;
        Number(number, value, shape);
        return true;
    }

    private static bool? FlagOf(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "T" or "YES" or "Y" or "ON" or "1" => true,
        "FALSE" or "F" or "NO" or "N" or "OFF" or "0" => false,
        _ => null,
    };

    private bool CoercedFlag(JsonElement value, Shape shape)
    {
        Number(JsonElement.Parse(value.ValueKind == JsonValueKind.True ? "1"u8 : "0"u8), value, shape);
        return true;
    }

    private bool CoercedBit(JsonElement value)
    {
        if (value.Number() is not (0 or 1)) return false;
        writer?.WriteBooleanValue(value.Number() == 1);
        return true;
    }

    private bool CoercedSeconds(JsonElement value)
    {
        if (value.Number() is not { } seconds || Math.Abs(seconds) > MaxUnixSeconds) return false;
        writer?.WriteStringValue(DateTimeOffset.UnixEpoch.AddSeconds(seconds).UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        return true;
    }
}
