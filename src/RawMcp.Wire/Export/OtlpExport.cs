using System.Globalization;
using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Wire;

/// <summary>
/// The calls of a capture as OpenTelemetry traces, in OTLP's JSON: a span a call, and one for the session. A call that carries a W3C trace
/// context in <c>_meta</c> (SEP-414) is part of that trace; the others are children of the session's span.
/// </summary>
/// <remarks>
/// Names are those of the semantic conventions for MCP (gen-ai/mcp). Encoding rules: ids in hexadecimal, 64-bit integers as text, enumerations as
/// numbers. The ids of our own spans come from the capture: the same capture gives the same ids.
/// </remarks>
public static class OtlpExport
{
    /// <summary>Writes it; returns how many calls were written.</summary>
    public static int Write(ExportSource source, Stream to)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(to);
        using var sink = new JsonSink(to);
        var writer = sink.Writer;
        var sessions = source.Index.Frames.Select(frame => frame.Section).Append(0).Distinct().Order().ToList();
        var calls = source.Calls().GetEnumerator();
        var more = calls.MoveNext();
        var written = 0;
        writer.WriteStartObject();
        writer.WriteStartArray("resourceSpans");
        foreach (var section in sessions)
        {
            var session = new OtlpSession(source, section, section == sessions[^1]);
            writer.WriteStartObject();
            session.WriteResource(writer);
            writer.WriteStartArray("scopeSpans");
            writer.WriteStartObject();
            writer.WriteStartObject("scope");
            writer.WriteString("name", "rawmcp");
            writer.WriteString("version", typeof(OtlpExport).Assembly.GetName().Version?.ToString(3) ?? "");
            writer.WriteEndObject();
            writer.WriteStartArray("spans");
            for (; more && calls.Current.Request.Section == section; more = calls.MoveNext())
            {
                new OtlpSpan(source, session, calls.Current).Write(writer);
                sink.Pass(); // one call at a time in memory
                written++;
            }

            session.WriteSpan(writer); // last: then it is known what was redacted
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        sink.EndLine();
        return written;
    }

    /// <summary>The revision that a request names, or that an opening ended with; null for any other message.</summary>
    internal static string? Revision(JsonElement? request, JsonElement? response) =>
        Meta(request)?.Text(MetaKeys.ProtocolVersion) ?? (response?.TryGetMember("result", out var result) == true ? result.Text("protocolVersion") : null);

    /// <summary>The <c>_meta</c> of a request.</summary>
    internal static JsonElement? Meta(JsonElement? request) =>
        request is { } json && json.TryGetMember("params", out var its) && its.TryGetMember("_meta", out var meta) ? meta : null;

    internal static void Attribute(Utf8JsonWriter writer, string key, string value)
    {
        writer.WriteStartObject();
        writer.WriteString("key", key);
        writer.WriteStartObject("value");
        writer.WriteString("stringValue", value);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    internal static void Attribute(Utf8JsonWriter writer, string key, long value)
    {
        writer.WriteStartObject();
        writer.WriteString("key", key);
        writer.WriteStartObject("value");
        writer.WriteString("intValue", value.ToString(CultureInfo.InvariantCulture));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    internal static void Time(Utf8JsonWriter writer, string name, long nanoseconds) =>
        writer.WriteString(name, Math.Max(0, nanoseconds).ToString(CultureInfo.InvariantCulture));

    internal static void Link(Utf8JsonWriter writer, string trace, string span, string why)
    {
        writer.WriteStartObject();
        writer.WriteString("traceId", trace);
        writer.WriteString("spanId", span);
        writer.WriteStartArray("attributes");
        Attribute(writer, "rawmcp.link", why);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
