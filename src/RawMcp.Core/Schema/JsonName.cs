using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace RawMcp.Schema;

/// <summary>Compares names by their bytes, so that a member is looked up without making a string of its name.</summary>
internal sealed class JsonName : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    private static readonly JsonName Comparer = new();

    public static byte[] Of(JsonProperty member) => JsonString.Unescape(JsonMarshal.GetRawUtf8PropertyName(member)).ToArray();

    public static byte[] Of(JsonElement text) => JsonString.Unescape(JsonString.Inner(text)).ToArray();

    /// <summary>The name's bytes without escapes.</summary>
    public static ReadOnlySpan<byte> Span(JsonProperty member) => JsonString.Unescape(JsonMarshal.GetRawUtf8PropertyName(member));

    public static Dictionary<byte[], T> Table<T>() => new(Comparer);

    public static bool TryGet<T>(Dictionary<byte[], T> table, ReadOnlySpan<byte> name, [MaybeNullWhen(false)] out T value) =>
        table.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out value);

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = default(HashCode);
        hash.AddBytes(alternate);
        return hash.ToHashCode();
    }

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
}
