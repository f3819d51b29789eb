using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace RawMcp.JsonRpc;

/// <summary>
/// The id of a request: a string or an integer, kept as it was spelled. <c>1</c> and <c>"1"</c> are different ids;
/// <c>"a"</c> and <c>"\u0061"</c> are one id in two spellings. Fractions, null, and the rest are no ids at all (<see cref="Defect"/>).
/// Spec: basic/index#requests.
/// </summary>
public readonly struct RequestId : IEquatable<RequestId>
{
    // Characters that we write as they are. Others we may write as an escape, so their spelling has to be kept.
    private static readonly SearchValues<byte> Plain =
        SearchValues.Create(" !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~"u8);

    private readonly long number;

    // Two words for an id: calls are made of ids, and nearly all are plain integers. Null: a 64-bit integer spelled as we would
    // spell it; a string: the characters of a text that is; anything rarer: what is special about it.
    private readonly object? rest;

    private enum Shape : byte
    {
        Integer, LongInteger, Text,

        /// <summary>A string with half a surrogate pair: it has no characters to compare, only its spelling.</summary>
        Unreadable,
    }

    /// <param name="Shape">What kind of id.</param>
    /// <param name="Text">A string's characters, or the digits of an integer beyond 64 bits.</param>
    /// <param name="Spelling">How it came, where that is not how we would write it.</param>
    private sealed record Special(Shape Shape, string? Text, string? Spelling);

    private RequestId(long number, object? rest)
    {
        this.number = number;
        this.rest = rest;
    }

    private Shape Kind => rest switch { null => Shape.Integer, string => Shape.Text, _ => ((Special)rest).Shape };

    private string? Text => rest as string ?? (rest as Special)?.Text;

    /// <summary>An integer id.</summary>
    public RequestId(long number) : this(number, null) { }

    /// <summary>A string id.</summary>
    public RequestId(string text) : this(0, text) => ArgumentNullException.ThrowIfNull(text);

    /// <summary>True for a JSON string, false for a JSON number.</summary>
    public bool IsText => Kind is Shape.Text or Shape.Unreadable;

    /// <summary>The id as a 64-bit integer, where it is one.</summary>
    public long? Number => Kind == Shape.Integer ? number : null;

    /// <summary>The id as JSON, spelled as it came: quotes included.</summary>
    public string Json => (rest as Special)?.Spelling ?? Kind switch
    {
        Shape.Integer => number.ToString(CultureInfo.InvariantCulture),
        Shape.LongInteger => Text!,
        _ => Quoted(Text!),
    };

    /// <summary>True for a 64-bit integer spelled the way we would spell it: nothing but its digits is needed to write it.</summary>
    internal bool IsPlainNumber => rest is null;

    /// <summary>Whether two ids have the same characters and differ only in being string and number: an answer to the wrong type.</summary>
    public bool DiffersOnlyInType(RequestId other) => IsText != other.IsText && Characters == other.Characters;

    private string Characters => Kind == Shape.Integer ? number.ToString(CultureInfo.InvariantCulture) : Text ?? "";

    /// <summary>Reads the JSON bytes of an id. False when they are no string and no integer.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, out RequestId id)
    {
        id = default;
        if (json.IsEmpty) return false;
        return json[0] == (byte)'"' ? TryReadText(json, out id) : TryReadInteger(json, out id);
    }

    /// <summary>Reads an element as an id.</summary>
    public static bool TryRead(JsonElement element, out RequestId id)
    {
        id = default;
        return element.ValueKind is JsonValueKind.String or JsonValueKind.Number
            && TryRead(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element), out id);
    }

    private static bool TryReadInteger(ReadOnlySpan<byte> json, out RequestId id)
    {
        id = default;
        if (!IsInteger(json)) return false;
        if (Utf8Parser.TryParse(json, out long value, out var used) && used == json.Length)
        {
            id = json.SequenceEqual("-0"u8) ? new(0, new Special(Shape.Integer, null, "-0")) : new(value);
            return true;
        }

        if (json.Length > MaxSpelling) return false;
        id = new(0, new Special(Shape.LongInteger, Encoding.ASCII.GetString(json), null));
        return true;
    }

    private static bool IsInteger(ReadOnlySpan<byte> json)
    {
        var digits = json[0] == (byte)'-' ? json[1..] : json;
        return digits is [(byte)'0'] or [not (byte)'0', ..] && digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
    }

    private static bool TryReadText(ReadOnlySpan<byte> json, out RequestId id)
    {
        id = default;
        if (json.Length is < 2 or > MaxSpelling || json[^1] != (byte)'"') return false;
        var inner = json[1..^1];
        if (inner.IndexOfAnyExcept(Plain) < 0)
        {
            id = new(Encoding.ASCII.GetString(inner));
            return true;
        }

        if (!Utf8.IsValid(inner)) return false;
        var spelled = Encoding.UTF8.GetString(json);
        string? text = null;
        try
        {
            var reader = new Utf8JsonReader(json);
            if (reader.Read()) text = reader.GetString();
        }
        catch (Exception e) when (e is InvalidOperationException or JsonException)
        {
            // Half a surrogate pair: JSON's grammar allows it, UTF-16 text cannot hold it.
        }

        id = text is null ? new(0, new Special(Shape.Unreadable, spelled, spelled))
            : Quoted(text) == spelled ? new(text)
            : new(0, new Special(Shape.Text, text, spelled));
        return true;
    }

    /// <summary>The longest id that is read, in bytes: 1 KiB. A longer one is <see cref="DefectKind.IdTooLong"/>.</summary>
    public const int MaxSpelling = 1024;

    private static string Quoted(string text) =>
        "\"" + JsonEncodedText.Encode(Encoding.UTF8.GetBytes(text), JsonText.WriterOptions.Encoder) + "\"";

    /// <inheritdoc/>
    public bool Equals(RequestId other) =>
        number == other.number && (rest == other.rest || (Kind == other.Kind && Text == other.Text)); // two plain integers: one comparison

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RequestId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Text is { } text ? text.GetHashCode() : number.GetHashCode();

    /// <summary>Same id: same type and same value, however spelled.</summary>
    public static bool operator ==(RequestId left, RequestId right) => left.Equals(right);

    /// <summary>Different ids.</summary>
    public static bool operator !=(RequestId left, RequestId right) => !left.Equals(right);

    /// <summary>The id as JSON; a string shows its quotes, so that <c>7</c> and <c>"7"</c> look different.</summary>
    public override string ToString() => Json;
}
