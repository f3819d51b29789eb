using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>What of a JSON value decides whether it equals another: not the order of members, nor how numbers and text are spelled.</summary>
internal static class JsonParts
{
    /// <summary>The members of an object by name, in the order of the names. Of two with one name, the last.</summary>
    public static SortedDictionary<string, JsonElement> Members(JsonElement value)
    {
        var members = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject()) members[NameOf(member)] = member.Value;
        return members;
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(member)); // half a surrogate pair: as it is spelled
        }
    }

    /// <summary>A value that is neither object nor array, so that equal ones have the same text.</summary>
    public static string Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.Text() is { } text ? "\"" + text : "\\" + Raw(value),
        JsonValueKind.Number => CanonicalNumber(Raw(value)),
        _ => Raw(value),
    };

    public static string Number(int index) => index.ToString(CultureInfo.InvariantCulture);

    /// <summary>The value as it is spelled.</summary>
    public static string Raw(JsonElement value) => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value));

    /// <summary>1, 1.0 and 10e-1 are one number: its digits without zeros at either end, and a power of ten.</summary>
    public static string CanonicalNumber(string spelled)
    {
        var at = spelled.IndexOfAny(['e', 'E']);
        var power = 0L;
        if (at >= 0 && (spelled.Length - at > 16 || !long.TryParse(spelled.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power))) return spelled;
        var mantissa = (at < 0 ? spelled : spelled[..at]).TrimStart('-');
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            power -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }

        var digits = mantissa.TrimEnd('0');
        power += mantissa.Length - digits.Length;
        digits = digits.TrimStart('0');
        return digits.Length == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{(spelled[0] == '-' ? "-" : "")}{digits}e{power}");
    }
}
