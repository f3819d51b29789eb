using System.Text.Encodings.Web;
using System.Text.Json;

namespace RawMcp.JsonRpc;

/// <summary>Reads of JSON that never throw, whatever a peer sent; System.Text.Json has Try methods that do.</summary>
public static class JsonText
{
    /// <summary>How we write JSON: on one line, and with text left readable (é stays é, + stays +).</summary>
    public static JsonWriterOptions WriterOptions { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = int.MaxValue - 1,
        SkipValidation = true,
    };

    extension(JsonElement element)
    {
        /// <summary>The member of that name, if this is an object that has it. Of two, the last.</summary>
        public bool TryGetMember(string name, out JsonElement value)
        {
            value = default;
            if (element.ValueKind != JsonValueKind.Object) return false;
            try
            {
                return element.TryGetProperty(name, out value);
            }
            catch (InvalidOperationException)
            {
                // Some other member's name holds half a surrogate pair, and comparing with it throws. Go one by one.
                return element.TryFindMember(name, out value);
            }
        }

        private bool TryFindMember(string name, out JsonElement value)
        {
            value = default;
            var found = false;
            foreach (var member in element.EnumerateObject())
            {
                try
                {
                    if (!member.NameEquals(name)) continue;
                    value = member.Value;
                    found = true;
                }
                catch (InvalidOperationException)
                {
                    // This is the unreadable one; it cannot be the one looked for.
                }
            }

            return found;
        }

        /// <summary>The text of a string; null for any other kind, and for one that holds half a surrogate pair.</summary>
        public string? Text()
        {
            if (element.ValueKind != JsonValueKind.String) return null;
            try
            {
                return element.GetString();
            }
            catch (InvalidOperationException)
            {
                return null;
            }
        }

        /// <summary>The text of the member of that name; null where there is none.</summary>
        public string? Text(string name) => element.TryGetMember(name, out var value) ? value.Text() : null;

        /// <summary>An integer written as one (<c>1</c>, not <c>1.0</c>), within 64 bits.</summary>
        public long? WholeNumber() =>
            element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) ? number : null;

        /// <summary>A number within the range of a double.</summary>
        public double? Number() =>
            element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

        /// <summary>True or false; null for any other kind.</summary>
        public bool? Flag() => element.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

        /// <summary>The bytes of the member of that name as they stand.</summary>
        public RawJson Raw(string name) => element.TryGetMember(name, out var value) ? RawJson.From(value) : default;
    }

    /// <summary>Writes a member only when it is there.</summary>
    public static void WriteOptional(this Utf8JsonWriter writer, string name, RawJson value)
    {
        if (value.IsAbsent) return;
        writer.WritePropertyName(name);
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
    }

    /// <inheritdoc cref="WriteOptional(Utf8JsonWriter, string, RawJson)"/>
    public static void WriteOptional(this Utf8JsonWriter writer, JsonEncodedText name, RawJson value)
    {
        if (value.IsAbsent) return;
        writer.WritePropertyName(name);
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
    }

    /// <inheritdoc cref="WriteOptional(Utf8JsonWriter, string, RawJson)"/>
    public static void WriteOptional(this Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null) writer.WriteString(name, value);
    }

    /// <inheritdoc cref="WriteOptional(Utf8JsonWriter, string, RawJson)"/>
    public static void WriteOptional(this Utf8JsonWriter writer, string name, bool? value)
    {
        if (value is { } flag) writer.WriteBoolean(name, flag);
    }
}
