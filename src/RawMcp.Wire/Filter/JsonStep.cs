using System.Text;
using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>One step into a JSON value: to the member of a name, or to the element at an index.</summary>
internal readonly record struct JsonStep(byte[]? Name, int Index)
{
    /// <summary>To a member.</summary>
    public static JsonStep To(string name) => new(Encoding.UTF8.GetBytes(name), 0);

    /// <summary>To an element, from 0 on.</summary>
    public static JsonStep To(int index) => new(null, index);

    /// <summary>Whether it leads to the member of that name.</summary>
    public bool IsTo(ReadOnlySpan<byte> name) => Name is not null && name.SequenceEqual(Name);

    /// <summary>Where the step leads; absent when it leads nowhere.</summary>
    public RawJson From(RawJson value) => Name is not null ? value.Find(Name) : Element(value, Index);

    private static RawJson Element(RawJson array, int index)
    {
        if (array.Kind != JsonValueKind.Array) return default;
        var reader = new Utf8JsonReader(array.Utf8.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            reader.Read();
            for (var at = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; at++)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (at == index) return new RawJson(array.Utf8[start..(int)reader.BytesConsumed]);
            }
        }
        catch (JsonException)
        {
            // The array breaks off before that element.
        }

        return default;
    }
}
