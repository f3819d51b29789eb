using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp;

/// <summary>
/// Reads the <c>_meta</c> of requests that come one after another. A client of the modern era sends the same one every time, but
/// for a progress token; as long as its bytes are those of the last one, it is read only once.
/// </summary>
internal sealed class RepeatedMeta
{
    /// <summary>The longest <c>_meta</c> that is remembered, in bytes: 4 KiB. A longer one is read every time.</summary>
    public const int MaxRemembered = 4096;

    private byte[] bytes = [];
    private RequestMeta last = RequestMeta.None;

    /// <summary>Reads the value of a <c>_meta</c>; an empty one where there is none.</summary>
    public RequestMeta Read(RawJson value)
    {
        if (value.IsAbsent) return RequestMeta.None;
        if (value.Utf8.Span.SequenceEqual(bytes)) return last;
        var read = RequestMeta.ReadMeta(value);
        if (value.Utf8.Length <= MaxRemembered) (bytes, last) = (value.Utf8.ToArray(), read);
        return read;
    }
}
