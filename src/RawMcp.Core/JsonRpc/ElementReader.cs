namespace RawMcp.JsonRpc;

/// <summary>
/// Goes through an array's elements one by one, without building a tree and at any depth of nesting. The JSON was checked
/// before, when its frame was read; of bytes that were not, it gives what it can make of them.
/// </summary>
public ref struct ElementReader
{
    private readonly ReadOnlyMemory<byte> json;
    private int at;

    /// <summary>A reader over a value; over anything but an array it finds no elements.</summary>
    public ElementReader(RawJson value)
    {
        json = value.Utf8;
        at = JsonSkim.PastSpace(json.Span, 0);
        at = at < json.Length && json.Span[at] == (byte)'[' ? at + 1 : json.Length;
    }

    /// <summary>The element that was read, as it stands.</summary>
    public RawJson Value { get; private set; }

    /// <summary>Goes to the next element. False at the end.</summary>
    public bool Read()
    {
        var bytes = json.Span;
        at = JsonSkim.PastSpace(bytes, at);
        if (at < bytes.Length && bytes[at] == (byte)',') at = JsonSkim.PastSpace(bytes, at + 1);
        var end = at < bytes.Length && bytes[at] != (byte)']' ? JsonSkim.PastValue(bytes, at) : 0;
        Value = end == 0 ? default : new RawJson(json[at..end]);
        at = end == 0 ? bytes.Length : end;
        return end != 0;
    }
}
