namespace Faulty;

/// <summary>Bytes put into an answer at a known place; an answer without that place stays as it is.</summary>
internal static class Splice
{
    public static byte[] After(byte[] json, ReadOnlySpan<byte> place, ReadOnlySpan<byte> bytes) =>
        json.AsSpan().IndexOf(place) is var at and >= 0
            ? [.. json.AsSpan(0, at + place.Length), .. bytes, .. json.AsSpan(at + place.Length)]
            : json;

    /// <summary>Into the text of the answer to <c>tools/call</c>.</summary>
    public static byte[] IntoText(byte[] json, ReadOnlySpan<byte> bytes) => After(json, "\"text\":\""u8, bytes);
}
