using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RawMcp.JsonRpc;

namespace RawMcp.Agent;

/// <summary>
/// A call's arguments on both wires. A model's wire has a <i>string</i> of JSON, which the chat client has taken apart into
/// values; <c>tools/call</c> wants the <i>object</i>.
/// </summary>
internal static class CallArguments
{
    /// <summary>The object for <c>tools/call</c>. Values that came as JSON keep their spelling.</summary>
    /// <exception cref="NotSupportedException">A value is of a type that is no JSON.</exception>
    public static RawJson Write(IEnumerable<KeyValuePair<string, object?>>? arguments) => arguments is null ? RawJson.EmptyObject : RawJson.Build(writer =>
    {
        writer.WriteStartObject();
        foreach (var (name, value) in arguments)
        {
            writer.WritePropertyName(name);
            Write(writer, name, value);
        }

        writer.WriteEndObject();
    });

    /// <summary>The values of an object; null when the text is no JSON object.</summary>
    public static Dictionary<string, object?>? Read(string json)
    {
        if (!RawJson.From(json).TryParse(out var root) || root.ValueKind != JsonValueKind.Object) return null;
        try
        {
            var values = new Dictionary<string, object?>();
            foreach (var member in root.EnumerateObject()) values[member.Name] = member.Value;
            return values;
        }
        catch (InvalidOperationException)
        {
            return null; // a name with half a surrogate pair
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonElement { ValueKind: not JsonValueKind.Undefined } element:
                writer.WriteRawValue(RawJson.From(element).Utf8.Span, skipInputValidation: true);
                break;
            case JsonNode node:
                node.WriteTo(writer);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case double number when !double.IsFinite(number):
                throw Unfit();
            case int or long or short or byte or uint or ulong or decimal or double:
                writer.WriteRawValue(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                throw Unfit();
        }

        NotSupportedException Unfit() => new($"The argument '{name}' is of the type {value.GetType().Name}, which is no JSON.");
    }
}
