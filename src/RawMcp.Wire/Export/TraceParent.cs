using System.Buffers;

namespace RawMcp.Wire;

/// <summary>A <c>traceparent</c>: in which trace the sender is, and in which of its spans. W3C Trace Context, level 1.</summary>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="Flags">8 bits; the lowest says that the sender records.</param>
internal readonly record struct TraceParent(string TraceId, string SpanId, byte Flags)
{
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    /// <summary>Reads it; null for what is none, which a receiver has to ignore.</summary>
    public static TraceParent? Read(string? text)
    {
        if (text is not { Length: >= 55 } || text[2] != '-' || text[35] != '-' || text[52] != '-') return null;
        var (version, trace, span, flags) = (text[..2], text[3..35], text[36..52], text[53..55]);
        if ((version + trace + span + flags).AsSpan().ContainsAnyExcept(Hex) || version == "ff") return null;
        if (text.Length > 55 && (version == "00" || text[55] != '-')) return null; // later versions may say more
        if (!trace.AsSpan().ContainsAnyExcept('0') || !span.AsSpan().ContainsAnyExcept('0')) return null;
        return new TraceParent(trace, span, Convert.ToByte(flags, 16));
    }
}
