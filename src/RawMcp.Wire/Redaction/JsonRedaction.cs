using System.Buffers;
using System.Text.Json;

namespace RawMcp.Wire;

/// <summary>
/// One JSON value without its secrets: the same bytes, with strings and numbers replaced by placeholders. What is not replaced
/// keeps its spelling, and the value its structure.
/// </summary>
internal sealed class JsonRedaction
{
    private static readonly SearchValues<byte> VariableName = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"u8);

    private readonly ReadOnlyMemory<byte> json;
    private readonly Redactor by;
    private readonly int packed;
    private readonly List<(int From, int To, byte[] By)> edits = [];
    private readonly Stack<Level> levels = [];

    private JsonRedaction(ReadOnlyMemory<byte> json, Redactor by, int packed) => (this.json, this.by, this.packed) = (json, by, packed);

    /// <summary>An object or array that is open.</summary>
    private sealed class Level
    {
        public bool IsArray;

        /// <summary>Everything in it stands under the name of a secret of that kind.</summary>
        public string? Secret;

        /// <summary>It is a schema, or a part of one: the name of a secret names there what will hold it.</summary>
        public bool IsSchema;

        /// <summary>The member whose value comes next: its name, and the kind of secret it names.</summary>
        public string Name = "";
        public string? Kind;

        /// <summary>In an array: the last element was an option that takes a secret (<c>"--token", "abc"</c>).</summary>
        public string? Option;

        /// <summary>In an object: it has a member "name" or "key" with the name of a secret, and a member "value" at that place.</summary>
        public string? Named;
        public (int From, int To) Value;
    }

    /// <summary>Redacts a value. False when the bytes are no JSON, or too deep.</summary>
    public static bool TryRedact(ReadOnlyMemory<byte> json, Redactor by, int packed, out ReadOnlyMemory<byte> redacted, string? under = null)
    {
        redacted = json;
        if (!IsJson(json.Span)) return false; // before anything is counted
        var work = new JsonRedaction(json, by, packed);
        work.Run(under);
        redacted = work.Result();
        return true;
    }

    private static bool IsJson(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = RedactionLimits.MaxDepth });
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Run(string? under)
    {
        levels.Push(new Level { IsArray = true, Secret = under });
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = RedactionLimits.MaxDepth });
        while (reader.Read())
        {
            var (from, to) = ((int)reader.TokenStartIndex, (int)reader.BytesConsumed);
            var level = levels.Peek();
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    levels.Push(Open(level, reader.TokenType == JsonTokenType.StartArray));
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    levels.Pop();
                    if (level is { Named: { } kind, Value.To: > 0 }) Replace(level.Value.From, level.Value.To, kind);
                    break;
                case JsonTokenType.PropertyName:
                    to = from + reader.ValueSpan.Length + 2;
                    level.Name = JsonStringText.Read(json.Span[(from + 1)..(to - 1)]);
                    level.Kind = by.KindOf(level.Name);
                    Text(from, to, level.Name, isProse: false);
                    break;
                case JsonTokenType.String:
                    String(level, from, to);
                    break;
                case JsonTokenType.Number:
                    Number(level, from, to);
                    break;
                default:
                    level.Option = null; // true, false, null: a word of one bit is no secret
                    break;
            }
        }
    }

    private static Level Open(Level level, bool isArray)
    {
        var isSchema = level.IsSchema
            ? level.IsArray || level.Name is not ("default" or "const" or "enum" or "example" or "examples") // those are values, not schemas
            : !level.IsArray && !isArray && level.Name is "inputSchema" or "outputSchema" or "requestedSchema";
        level.Option = null;
        return new Level { IsArray = isArray, IsSchema = isSchema, Secret = level.Secret ?? (level.IsArray ? null : level.Kind) };
    }

    private void String(Level level, int from, int to)
    {
        var inner = json.Span[(from + 1)..(to - 1)];
        var option = level.Option;
        level.Option = null;
        if (Kind(level) is { } kind)
        {
            if (!inner.IsEmpty && !TextEdits.IsPlaceholder(JsonStringText.Read(inner[..Math.Min(inner.Length, 20)])) && !IsVariable(inner)) Replace(from, to, kind);
            return;
        }

        var text = JsonStringText.Read(inner);
        if (level.IsArray && option is not null && !text.StartsWith("--", StringComparison.Ordinal) && text.Length > 0)
        {
            Replace(from, to, option);
            return;
        }

        if (level.IsArray && text is ['-', _, ..] && !text.Contains('=', StringComparison.Ordinal)) level.Option = by.KindOf(text);
        if (!level.IsArray && level.Name is "name" or "key" or "header" or "variable") level.Named ??= by.KindOf(text);
        if (!level.IsArray && level.Name is "value") level.Value = (from, to);
        Text(from, to, text, isProse: level.Name is "description" or "instructions" or "title" or "$comment" && !level.IsArray);
    }

    // "${TOKEN}" says where the secret comes from, not what it is.
    private static bool IsVariable(ReadOnlySpan<byte> inner) =>
        inner is [(byte)'$', (byte)'{', .. var name, (byte)'}'] && name.IndexOfAnyExcept(VariableName) < 0;

    private void Number(Level level, int from, int to)
    {
        level.Option = null;
        if (!level.IsArray && level.Name is "value") level.Value = (from, to);
        if (Kind(level) is { } kind && !SecretNames.MayCount(kind))
        {
            Replace(from, to, kind);
        }
        else if (by.Patterns.Count > 0)
        {
            var text = System.Text.Encoding.ASCII.GetString(json.Span[from..to]);
            var redacted = TextRedaction.Patterns(text, by);
            if (!ReferenceEquals(redacted, text)) edits.Add((from, to, JsonStringText.Write(redacted)));
        }
    }

    /// <summary>What kind of secret a value is by where it stands; null for an ordinary one.</summary>
    private static string? Kind(Level level)
    {
        if (!level.IsSchema) return level.Secret ?? (level.IsArray ? null : level.Kind);

        // In a schema, "password": {"type": "string"} is about a secret; only what can be an example of one is one.
        return level.IsArray || SchemaWords.Contains(level.Name) ? null : level.Secret;
    }

    private static readonly System.Collections.Frozen.FrozenSet<string> SchemaWords = System.Collections.Frozen.FrozenSet.Create(
        StringComparer.Ordinal,
        "$schema", "$id", "$ref", "$anchor", "$dynamicRef", "$dynamicAnchor", "$comment", "type", "title", "description", "format", "pattern", "minLength", "maxLength", "minimum", "maximum",
        "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minItems", "maxItems", "minProperties", "maxProperties", "minContains", "maxContains", "contentEncoding", "contentMediaType");

    private void Text(int from, int to, string text, bool isProse)
    {
        var redacted = TextRedaction.Redact(text, by, packed + 1, isProse);
        if (!ReferenceEquals(redacted, text) && redacted != text) edits.Add((from, to, JsonStringText.Write(redacted)));
    }

    private void Replace(int from, int to, string kind)
    {
        edits.Add((from, to, JsonStringText.Write(TextEdits.Placeholder(kind))));
        by.Counts.Add(kind);
    }

    private ReadOnlyMemory<byte> Result()
    {
        if (edits.Count == 0) return json;
        var result = new ArrayBufferWriter<byte>(json.Length);
        var done = 0;
        foreach (var (from, to, bytes) in edits.OrderBy(edit => edit.From)) // a value can turn out to be one behind its neighbours
        {
            if (from < done) continue;
            result.Write(json.Span[done..from]);
            result.Write(bytes);
            done = to;
        }

        result.Write(json.Span[done..]);
        return result.WrittenMemory;
    }
}
