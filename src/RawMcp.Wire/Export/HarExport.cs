using System.Text.Json;
using System.Text.Unicode;

namespace RawMcp.Wire;

/// <summary>
/// The calls of a capture as an HTTP archive (HAR 1.2), one entry a call, for the viewers that exist. What HTTP has and MCP over pipes has not
/// is filled as the format asks for unknown values; docs/exports.md says how.
/// </summary>
public static class HarExport
{
    /// <summary>Writes it; returns how many calls were written.</summary>
    public static int Write(ExportSource source, Stream to)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(to);
        using var sink = new JsonSink(to);
        var writer = sink.Writer;
        var written = 0;
        writer.WriteStartObject();
        writer.WriteStartObject("log");
        writer.WriteString("version", "1.2");
        writer.WriteStartObject("creator");
        writer.WriteString("name", "rawmcp");
        writer.WriteString("version", typeof(HarExport).Assembly.GetName().Version?.ToString(3) ?? "");
        writer.WriteEndObject();
        writer.WriteStartArray("entries");
        foreach (var call in source.Calls())
        {
            Entry(writer, source, call);
            sink.Pass(); // one call at a time in memory
            written++;
        }

        writer.WriteEndArray();
        writer.WriteString("comment", "MCP calls over pipes. " + (source.Redactor.IsOn ? $"Redacted: {source.Redactor.Counts}." : "Nothing was redacted."));
        writer.WriteEndObject();
        writer.WriteEndObject();
        sink.EndLine();
        return written;
    }

    private static void Entry(Utf8JsonWriter writer, ExportSource source, IndexedCall call)
    {
        var response = call.Response;
        var send = ExportTime.Milliseconds(call.Request.LastByte - call.Request.FirstByte);
        var wait = response is null ? 0 : ExportTime.Milliseconds(response.FirstByte - call.Request.LastByte);
        var receive = response is null ? 0 : ExportTime.Milliseconds(response.LastByte - Math.Max(response.FirstByte, call.Request.LastByte));
        var outcome = CallOutcome.Of(source, call, out var answer);
        writer.WriteStartObject();
        writer.WriteString("startedDateTime", ExportTime.Rfc3339(call.Request.FirstByte));
        writer.WriteNumber("time", send + wait + receive);
        Request(writer, source, call);
        Response(writer, call, outcome, answer);
        writer.WriteStartObject("cache");
        writer.WriteEndObject();
        writer.WriteStartObject("timings");
        writer.WriteNumber("send", send);
        writer.WriteNumber("wait", wait);
        writer.WriteNumber("receive", receive);
        writer.WriteEndObject();
        writer.WriteStartObject("_mcp");
        writer.WriteString("dir", call.Request.Stream == Pipe.Stdin ? "c2s" : "s2c");
        writer.WriteNumber("request", call.Request.Number);
        if (response is not null) writer.WriteNumber("response", response.Number);
        writer.WriteString("outcome", outcome.Kind.ToString());
        if (call.RetryOf is { } before) writer.WriteNumber("retryOf", before.Request.Number);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Request(Utf8JsonWriter writer, ExportSource source, IndexedCall call)
    {
        var body = source.RequestOf(call);
        var target = call.Target is { } name ? source.Redactor.Text(name) : null;
        writer.WriteStartObject("request");
        writer.WriteString("method", "POST");
        writer.WriteString("url", $"mcp://{(call.Request.Stream == Pipe.Stdin ? "server" : "client")}/{Path(source.Redactor.Text(call.Method))}{(target is null ? "" : "?target=" + Escape(target))}");
        Common(writer);
        writer.WriteStartArray("queryString");
        if (target is not null)
        {
            writer.WriteStartObject();
            writer.WriteString("name", "target");
            writer.WriteString("value", target);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("headersSize", -1);
        writer.WriteNumber("bodySize", body.Length);
        writer.WriteStartObject("postData");
        writer.WriteString("mimeType", "application/json");
        writer.WriteStartArray("params");
        writer.WriteEndArray();
        writer.WriteString("text", System.Text.Encoding.UTF8.GetString(body.Span)); // it was read as a message: it is UTF-8
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Response(Utf8JsonWriter writer, IndexedCall call, CallOutcome outcome, ReadOnlyMemory<byte> body)
    {
        writer.WriteStartObject("response");
        writer.WriteNumber("status", outcome.HttpStatus);
        writer.WriteString("statusText", outcome.Text);
        Common(writer);
        writer.WriteStartObject("content");
        writer.WriteNumber("size", body.Length);
        writer.WriteString("mimeType", call.Response is null ? "x-unknown" : "application/json");
        if (call.Response is not null && Utf8.IsValid(body.Span)) writer.WriteString("text", body.Span);
        else if (call.Response is not null)
        {
            writer.WriteBase64String("text", body.Span);
            writer.WriteString("encoding", "base64");
        }

        writer.WriteEndObject();
        writer.WriteString("redirectURL", "");
        writer.WriteNumber("headersSize", -1);
        writer.WriteNumber("bodySize", call.Response is null ? -1 : body.Length);
        writer.WriteEndObject();
    }

    private static void Common(Utf8JsonWriter writer)
    {
        writer.WriteString("httpVersion", "JSON-RPC/2.0");
        writer.WriteStartArray("cookies");
        writer.WriteEndArray();
        writer.WriteStartArray("headers");
        writer.WriteEndArray();
    }

    private static string Path(string method) => string.Join('/', method.Split('/').Select(Escape));

    // Half a surrogate pair is no character, and cannot be written as percent-encoded UTF-8.
    private static string Escape(string text) => Uri.EscapeDataString(System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)));
}
