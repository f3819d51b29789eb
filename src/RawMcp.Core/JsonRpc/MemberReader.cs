using System.Text.Json;

namespace RawMcp.JsonRpc;

/// <summary>
/// Goes through an object's members one by one, without building a tree and at any depth of nesting. The JSON was checked
/// before, when its frame was read; of bytes that were not, it gives what it can make of them.
/// </summary>
public ref struct MemberReader
{
    private readonly ReadOnlyMemory<byte> json;
    private readonly ReadOnlySpan<byte> bytes;
    private ReadOnlySpan<byte> name; // quotes included
    private int at;                  // where the next value begins, or what stands behind the last one
    private bool atValue;
    private bool isEscaped;

    /// <summary>A reader over a value; over anything but an object it finds no members.</summary>
    public MemberReader(RawJson value)
    {
        json = value.Utf8;
        bytes = json.Span;
        at = JsonSkim.PastSpace(bytes, 0);
        at = at < bytes.Length && bytes[at] == (byte)'{' ? at + 1 : bytes.Length;
    }

    /// <summary>Goes to the next member. False at the end.</summary>
    public bool Read()
    {
        if (atValue) Value(); // the last one was not wanted
        at = JsonSkim.PastSpace(bytes, at);
        if (at < bytes.Length && bytes[at] == (byte)',') at = JsonSkim.PastSpace(bytes, at + 1);
        if (at >= bytes.Length || bytes[at] != (byte)'"') return false;
        var end = JsonSkim.PastString(bytes, at);
        if (end == 0) return End();
        name = bytes[at..end];
        isEscaped = name.Contains((byte)'\\');
        at = JsonSkim.PastSpace(bytes, end);
        if (at >= bytes.Length || bytes[at] != (byte)':') return End();
        at = JsonSkim.PastSpace(bytes, at + 1);
        atValue = true;
        return true;
    }

    /// <summary>Whether the member has that name, however spelled.</summary>
    public readonly bool IsNamed(ReadOnlySpan<byte> wanted)
    {
        if (!isEscaped) return name[1..^1].SequenceEqual(wanted);
        try
        {
            var reader = new Utf8JsonReader(name);
            return reader.Read() && reader.ValueTextEquals(wanted);
        }
        catch (Exception e) when (e is InvalidOperationException or JsonException)
        {
            return false; // half a surrogate pair
        }
    }

    /// <summary>The value of the member that was read, as it stands; absent where it does not end. Once a member.</summary>
    public RawJson Value()
    {
        atValue = false;
        var (start, end) = (at, JsonSkim.PastValue(bytes, at));
        if (end == 0)
        {
            End();
            return default;
        }

        at = end;
        return new RawJson(json[start..end]);
    }

    private bool End()
    {
        at = bytes.Length;
        return false;
    }
}
