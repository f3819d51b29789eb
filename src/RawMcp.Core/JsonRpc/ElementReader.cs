using System.Text.Json;

namespace RawMcp.JsonRpc;

/// <summary>
/// Goes through an array's elements one by one, without building a tree and at any depth of nesting. It ends where the JSON
/// does, or where it breaks.
/// </summary>
public ref struct ElementReader
{
    private readonly ReadOnlyMemory<byte> json;
    private Utf8JsonReader reader;

    /// <summary>A reader over a value; over anything but an array it finds no elements.</summary>
    public ElementReader(RawJson value)
    {
        json = value.Kind == JsonValueKind.Array ? value.Utf8 : default;
        reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
        if (!json.IsEmpty) reader.Read(); // the bracket
    }

    /// <summary>The element that was read, as it stands.</summary>
    public RawJson Value { get; private set; }

    /// <summary>Goes to the next element. False at the end.</summary>
    public bool Read()
    {
        Value = default;
        if (json.IsEmpty) return false;
        try
        {
            if (!reader.Read() || reader.TokenType == JsonTokenType.EndArray) return false;
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            Value = new RawJson(json[start..(int)reader.BytesConsumed]);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
