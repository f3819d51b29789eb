using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;

namespace RawMcp;

/// <summary>What attributes on a parameter or a member say about its values, as keywords of its schema.</summary>
internal static class Constraints
{
    /// <summary>Adds the keywords to a schema.</summary>
    public static void Apply(JsonObject schema, ICustomAttributeProvider attributes)
    {
        foreach (var attribute in attributes.GetCustomAttributes(inherit: true))
        {
            switch (attribute)
            {
                case DescriptionAttribute description:
                    SchemaTree.Describe(schema, description.Description);
                    break;
                case RangeAttribute range:
                    ApplyRange(schema, range);
                    break;
                case StringLengthAttribute length:
                    ApplyLength(schema, length.MinimumLength, length.MaximumLength);
                    break;
                case MinLengthAttribute least:
                    ApplyLength(schema, least.Length, null);
                    break;
                case MaxLengthAttribute most:
                    ApplyLength(schema, null, most.Length);
                    break;
                case LengthAttribute length:
                    ApplyLength(schema, length.MinimumLength, length.MaximumLength);
                    break;
                case RegularExpressionAttribute pattern:
                    schema["pattern"] = WholeText(pattern.Pattern);
                    break;
                case AllowedValuesAttribute allowed:
                    schema["enum"] = new JsonArray([.. allowed.Values.Select(Literal)]);
                    break;
            }
        }
    }

    private static void ApplyRange(JsonObject schema, RangeAttribute range)
    {
        if (Bound(range.Minimum) is { } least) schema[range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum"] = least;
        if (Bound(range.Maximum) is { } most) schema[range.MaximumIsExclusive ? "exclusiveMaximum" : "maximum"] = most;
    }

    // The ends of int and double stand for "no bound", as in [Range(0, int.MaxValue)]; infinities have no form in JSON.
    private static JsonValue? Bound(object bound) => bound switch
    {
        int.MinValue or int.MaxValue => null,
        int whole => JsonValue.Create(whole),
        double real when double.IsFinite(real) && Math.Abs(real) < double.MaxValue => JsonValue.Create(real),
        string text when decimal.TryParse(text, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => null,
    };

    private static void ApplyLength(JsonObject schema, int? least, int? most)
    {
        var (atLeast, atMost) = SchemaTree.Allows(schema, "array") ? ("minItems", "maxItems")
            : SchemaTree.Allows(schema, "object") ? ("minProperties", "maxProperties")
            : ("minLength", "maxLength");
        if (least is > 0) schema[atLeast] = least;
        if (most is >= 0 and < int.MaxValue) schema[atMost] = most;
    }

    // The attribute means the whole text, the keyword any part of it.
    private static string WholeText(string pattern) =>
        pattern.StartsWith('^') && pattern.EndsWith('$') && !pattern.EndsWith("\\$", StringComparison.Ordinal) && !pattern.Contains('|')
            ? pattern
            : $"^(?:{pattern})$";

    private static JsonValue? Literal(object? value) => value switch
    {
        null => null,
        bool flag => JsonValue.Create(flag),
        string text => JsonValue.Create(text),
        Enum name => JsonValue.Create(name.ToString()),
        _ => JsonValue.Create(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
    };
}
