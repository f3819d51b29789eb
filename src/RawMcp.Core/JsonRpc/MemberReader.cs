using System.Text.Json;

namespace RawMcp.JsonRpc;

/// <summary>
/// Goes through an object's members one by one, without building a tree and at any depth of nesting. It ends where the JSON
/// does, or where it breaks.
/// </summary>
public ref struct MemberReader
{
    private readonly ReadOnlyMemory<byte> json;
    private Utf8JsonReader reader;
    private bool broken;

    /// <summary>A reader over a value; over anything but an object it finds no members.</summary>
    public MemberReader(RawJson value)
    {
        json = value.Utf8;
        reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
        if (json.IsEmpty || !Step() || reader.TokenType != JsonTokenType.StartObject) json = default;
    }

    /// <summary>The value of the member that was read, as it stands; read it once, and after <see cref="IsNamed"/>.</summary>
    public RawJson Value()
    {
        try
        {
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            return new RawJson(json[start..(int)reader.BytesConsumed]);
        }
        catch (JsonException)
        {
            broken = true;
            return default;
        }
    }

    /// <summary>Goes to the next member. False at the end.</summary>
    public bool Read()
    {
        if (json.IsEmpty || broken) return false;
        if (reader.TokenType == JsonTokenType.PropertyName) Value(); // the last one was not wanted
        return !broken && Step() && reader.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>Whether the member has that name, however spelled.</summary>
    public readonly bool IsNamed(ReadOnlySpan<byte> name)
    {
        if (!reader.ValueIsEscaped) return reader.ValueSpan.SequenceEqual(name);
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false; // half a surrogate pair
        }
    }

    private bool Step()
    {
        try
        {
            return reader.Read();
        }
        catch (JsonException)
        {
            broken = true;
            return false;
        }
    }
}
