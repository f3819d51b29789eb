using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RawMcp.Core.Tests.JsonRpc;

/// <summary>Streams that look like MCP and are a little wrong: a seed and the streams to start from decide everything.</summary>
internal sealed class Mutations(ulong seed, IEnumerable<byte[]> origins)
{
    // What hurts parsers: numbers at their limits, half characters, brackets without end, names that mean something.
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "\n", "\r", "\0", "\uFEFF", "\"", "\\", "\\u", "\\ud800", "\\udc00", "{", "}", "[", "]", ",", ":", "null", "true", "-0", "1e999", "1.5",
            "9223372036854775808", "\"id\":1,", "\"id\":null,", "\"method\":\"tools/call\",", "\"result\":{},", "\"error\":null,", "\"params\":{},", "\"_meta\":{},",
            "[[[[[[[[[[[[[[[[[[[[", "Content-Length: 5\r\n\r\n", "\"type\":\"audio\",", "\"resultType\":\"input_required\",", "😀", "\u2028",
        }.Select(Encoding.UTF8.GetBytes),
        [0xC0], [0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90], [0xFF],
    ];

    // What hurts readers of messages: values of every kind where another was expected, still JSON.
    private static readonly byte[][] Values =
    [
        .. new[]
        {
            "null", "true", "0", "-0", "-1", "1.5", "1e999", "9223372036854775808", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "\"😀\"", "\"\u2028\"", "\"2026-07-28\"", "\"text\"",
            "{}", "[]", "[null]", "[\"\\udc00\"]", "{\"\\ud800\":1}", "{\"name\":1,\"name\":\"n\"}", "[{\"type\":\"text\",\"text\":\"t\"}]",
            "{\"name\":\"n\",\"version\":\"\\ud83d\"}", string.Concat(Enumerable.Repeat("[", 300)) + string.Concat(Enumerable.Repeat("]", 300)),
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private readonly (byte[] Bytes, Range[] Places)[] starts = [.. origins.Select(origin => (origin, PlacesOf(origin)))];
    private readonly string name = string.Create(CultureInfo.InvariantCulture, $"seed {seed}");
    private ulong state = seed;
    private byte[] bytes = new byte[256];
    private int length;

    /// <summary>The next stream: a view that holds until the next call.</summary>
    public ReadOnlyMemory<byte> Next()
    {
        length = 0;
        var (origin, places) = starts[Below(starts.Length)];
        Insert(0, origin);
        if (places.Length > 0 && Below(4) > 0) ReplaceValue(places[Below(places.Length)]);
        else MutateBytes();
        if (Below(4) == 0) MutateBytes();
        return bytes.AsMemory(0, length);
    }

    /// <summary>An integer from 0, less than the limit.</summary>
    public int Below(int limit)
    {
        // xorshift64*: the same numbers on every platform and runtime.
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return (int)((state * 0x2545F4914F6CDD1DUL >> 33) % (ulong)limit);
    }

    public override string ToString() => name;

    private void MutateBytes()
    {
        var at = Below(length + 1);
        switch (Below(7))
        {
            case 0 when at < length: bytes[at] ^= (byte)(1 << Below(8)); break;
            case 1 when at < length: bytes[at] = (byte)Below(256); break;
            case 2: Remove(at, Below(Math.Min(16, length - at) + 1)); break;
            case 3: length = at; break;
            case 4:
                var from = Below(length + 1);
                Insert(at, bytes.AsSpan(from, Below(length - from + 1)).ToArray()); // a copy: the bytes move while they are inserted
                break;
            default: Insert(at, Pieces[Below(Pieces.Length)]); break;
        }
    }

    private void ReplaceValue(Range place)
    {
        Remove(place.Start.Value, place.End.Value - place.Start.Value);
        Insert(place.Start.Value, Values[Below(Values.Length)]);
    }

    // Where the values of the origin stand, the nested ones too, as far as it is JSON.
    private static Range[] PlacesOf(byte[] origin)
    {
        List<Range> places = [];
        try
        {
            var reader = new Utf8JsonReader(origin);
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.EndObject or JsonTokenType.EndArray) continue;
                var value = reader;
                value.Skip();
                places.Add((int)reader.TokenStartIndex..(int)value.BytesConsumed);
            }
        }
        catch (JsonException)
        {
            // One of those that are no JSON, or several frames.
        }

        return [.. places.Skip(1)];
    }

    private void Insert(int at, ReadOnlySpan<byte> piece)
    {
        if (length + piece.Length > bytes.Length) Array.Resize(ref bytes, 2 * (length + piece.Length));
        bytes.AsSpan(at, length - at).CopyTo(bytes.AsSpan(at + piece.Length));
        piece.CopyTo(bytes.AsSpan(at));
        length += piece.Length;
    }

    private void Remove(int at, int count)
    {
        bytes.AsSpan(at + count, length - at - count).CopyTo(bytes.AsSpan(at));
        length -= count;
    }
}
