using System.Text.Json;

namespace RawMcp.Schema;

/// <summary>The types that a schema may name. An integer is a number too.</summary>
[Flags]
internal enum JsonTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Number = 8,
    String = 16,
    Array = 32,
    Object = 64,
}

internal static class JsonTypesExtensions
{
    public static JsonTypes Named(string? name) => name switch
    {
        "null" => JsonTypes.Null,
        "boolean" => JsonTypes.Boolean,
        "integer" => JsonTypes.Integer,
        "number" => JsonTypes.Number,
        "string" => JsonTypes.String,
        "array" => JsonTypes.Array,
        "object" => JsonTypes.Object,
        _ => JsonTypes.None,
    };

    extension(JsonTypes types)
    {
        /// <summary>Whether the value is of one of the types.</summary>
        public bool Have(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Null => (types & JsonTypes.Null) != 0,
            JsonValueKind.True or JsonValueKind.False => (types & JsonTypes.Boolean) != 0,
            JsonValueKind.Number => (types & JsonTypes.Number) != 0 || ((types & JsonTypes.Integer) != 0 && JsonNumber.Of(value).IsInteger),
            JsonValueKind.String => (types & JsonTypes.String) != 0,
            JsonValueKind.Array => (types & JsonTypes.Array) != 0,
            JsonValueKind.Object => (types & JsonTypes.Object) != 0,
            _ => false,
        };
    }
}
