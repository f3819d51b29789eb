using System.Buffers;
using System.Text;
using System.Text.Json;

namespace RawMcp.JsonRpc;

/// <summary>A JSON value as the bytes that crossed the wire, untouched; or nothing, where a member is absent.</summary>
/// <param name="Utf8">The value's bytes. Empty means absent: no JSON value has zero bytes.</param>
public readonly record struct RawJson(ReadOnlyMemory<byte> Utf8)
{
    /// <summary>How deep a value may be nested before <see cref="TryParse"/> refuses to build a tree of it.</summary>
    public const int MaxTreeDepth = 256;

    /// <summary>The empty object, <c>{}</c>.</summary>
    public static RawJson EmptyObject { get; } = new("{}"u8.ToArray());

    // Characters that stand for themselves in a JSON string: printable ASCII without the quote and the backslash.
    private static readonly SearchValues<byte> PlainText =
        SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Where(c => c is not ('"' or '\\')).Select(c => (byte)c)]);

    /// <summary>True when the member was not there.</summary>
    public bool IsAbsent => Utf8.IsEmpty;

    /// <summary>Takes JSON text as it stands. It is not checked: for constants and for what a writer just wrote.</summary>
    public static RawJson From(string json) => new(Encoding.UTF8.GetBytes(json));

    /// <summary>The JSON that <paramref name="write"/> writes.</summary>
    public static RawJson Build(Action<Utf8JsonWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonText.WriterOptions)) write(writer);
        return new RawJson(buffer.WrittenMemory);
    }

    /// <summary>The bytes of an element, spelled as they were parsed.</summary>
    public static RawJson From(JsonElement element) =>
        element.ValueKind == JsonValueKind.Undefined ? default : new(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element).ToArray());

    /// <summary>
    /// The member of that name, without building a tree and at any depth of nesting; absent when this is no object, has no such
    /// member, or is no JSON up to it. Of two, the last.
    /// </summary>
    public RawJson Find(ReadOnlySpan<byte> name)
    {
        RawJson found = default;
        var members = new MemberReader(this);
        while (members.Read())
        {
            if (members.IsNamed(name)) found = members.Value();
        }

        return found;
    }

    /// <summary>What kind of value this is, told from its first byte; Undefined where it is absent.</summary>
    public JsonValueKind Kind => Utf8.Span.TrimStart(" \t\r\n"u8) switch
    {
        [] => JsonValueKind.Undefined,
        [(byte)'{', ..] => JsonValueKind.Object,
        [(byte)'[', ..] => JsonValueKind.Array,
        [(byte)'"', ..] => JsonValueKind.String,
        [(byte)'t', ..] => JsonValueKind.True,
        [(byte)'f', ..] => JsonValueKind.False,
        [(byte)'n', ..] => JsonValueKind.Null,
        _ => JsonValueKind.Number,
    };

    /// <summary>The text of a string; null for any other kind, and for one that holds half a surrogate pair.</summary>
    public string? Text()
    {
        if (Kind != JsonValueKind.String) return null;
        if (Utf8.Span is [(byte)'"', .. var inner, (byte)'"'] && inner.IndexOfAnyExcept(PlainText) < 0) return Encoding.ASCII.GetString(inner);
        try
        {
            var reader = new Utf8JsonReader(Utf8.Span);
            return reader.Read() ? reader.GetString() : null;
        }
        catch (Exception e) when (e is InvalidOperationException or JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// Builds a tree. False when the value is absent, is not JSON, or is nested deeper than <see cref="MaxTreeDepth"/>.
    /// </summary>
    public bool TryParse(out JsonElement element)
    {
        element = default;
        if (IsAbsent) return false;
        try
        {
            element = JsonElement.Parse(Utf8.Span, new JsonDocumentOptions { MaxDepth = MaxTreeDepth });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The value as text; what is not UTF-8 shows as U+FFFD.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);
}
