using System.Buffers;

namespace RawMcp.JsonRpc;

/// <summary>
/// Goes over JSON whose grammar was checked before (<see cref="Envelope"/>), and so looks only for where values end. On bytes
/// that are no JSON it ends somewhere, and never outside of them.
/// </summary>
internal static class JsonSkim
{
    private static readonly SearchValues<byte> InString = SearchValues.Create("\"\\"u8);
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> Space = SearchValues.Create(" \t\r\n"u8);
    private static readonly SearchValues<byte> BehindScalar = SearchValues.Create(",]} \t\r\n"u8);

    /// <summary>The first byte from there on that is no white space; the length of the JSON where there is none.</summary>
    public static int PastSpace(ReadOnlySpan<byte> json, int at)
    {
        if (at < json.Length && json[at] > (byte)' ') return at; // as nearly always
        var step = at < json.Length ? json[at..].IndexOfAnyExcept(Space) : -1;
        return step < 0 ? json.Length : at + step;
    }

    /// <summary>Where the value that begins there ends: behind its last byte. Zero where it does not end.</summary>
    public static int PastValue(ReadOnlySpan<byte> json, int at) =>
        at >= json.Length ? 0
        : json[at] switch
        {
            (byte)'"' => PastString(json, at),
            (byte)'{' or (byte)'[' => PastNested(json, at),
            _ => PastScalar(json, at),
        };

    private static int PastScalar(ReadOnlySpan<byte> json, int at)
    {
        var length = json[at..].IndexOfAny(BehindScalar);
        return length < 0 ? json.Length : length == 0 ? 0 : at + length;
    }

    /// <summary>Where the string whose first quote stands there ends. Zero where it does not.</summary>
    public static int PastString(ReadOnlySpan<byte> json, int at)
    {
        for (at++; at < json.Length; at += 2)
        {
            var step = json[at..].IndexOfAny(InString);
            if (step < 0) return 0;
            at += step;
            if (json[at] == (byte)'"') return at + 1;
        }

        return 0;
    }

    private static int PastNested(ReadOnlySpan<byte> json, int at)
    {
        for (var depth = 0; at < json.Length;)
        {
            var step = json[at..].IndexOfAny(Structure);
            if (step < 0) return 0;
            at += step;
            switch (json[at])
            {
                case (byte)'"':
                    at = PastString(json, at);
                    if (at == 0) return 0;
                    continue;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                default:
                    depth--;
                    break;
            }

            at++;
            if (depth == 0) return at;
        }

        return 0;
    }
}
