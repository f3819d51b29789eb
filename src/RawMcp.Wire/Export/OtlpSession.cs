using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Wire;

/// <summary>One recording of a capture as a resource and a span.</summary>
internal sealed class OtlpSession
{
    private readonly ExportSource source;
    private readonly bool isLast;
    private readonly List<CaptureEvent> events;

    public OtlpSession(ExportSource source, int section, bool isLast)
    {
        (this.source, this.isLast, Section) = (source, isLast, section);

        // Events do not say which recording of a file they are of; nearly all files have one.
        events = section == 0 ? [.. source.Index.Events] : [];
        var frames = source.Index.Frames.Where(frame => frame.Section == section);
        Begin = frames.Select(frame => frame.FirstByte).Concat(events.Select(what => what.Time)).DefaultIfEmpty(source.Index.Begin).Min();
        End = frames.Select(frame => frame.LastByte).Concat(events.Select(what => what.Time)).DefaultIfEmpty(Begin).Max();
        TraceId = Id("trace")[..32];
        SpanId = Id("session")[..16];
        (Name, Version, Revision) = Opening();
    }

    public int Section { get; }

    public long Begin { get; }

    public long End { get; }

    public string TraceId { get; }

    public string SpanId { get; }

    public string? Revision { get; }

    private string? Name { get; }

    private string? Version { get; }

    /// <summary>The id of a call's own span.</summary>
    public string SpanOf(IndexedCall call)
    {
        var place = 0;
        while (place < call.Request.Messages.Count && !ReferenceEquals(call.Request.Messages[place].Call, call)) place++;
        return Id(string.Create(CultureInfo.InvariantCulture, $"call {call.Request.Number} {place}"))[..16];
    }

    // Ids have to differ between captures and be the same for one, whenever it is exported.
    private string Id(string what) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"rawmcp {Section} {source.Index.Begin} {events.OfType<CaptureEvent.Started>().FirstOrDefault()?.ProcessId} {what}"))));

    private (string? Name, string? Version, string? Revision) Opening()
    {
        foreach (var call in source.Index.Calls.Where(call => call.Request.Section == Section && call.Method is Methods.Initialize or Methods.Discover && call.Response is not null))
        {
            if (ExportSource.Tree(source.ResponseOf(call)) is not { } response || !response.TryGetMember("result", out var result)) continue;
            if (!result.TryGetMember("serverInfo", out var server) && result.TryGetMember("_meta", out var meta)) meta.TryGetMember(MetaKeys.ServerInfo, out server);
            return (server.Text("name"), server.Text("version"), result.Text("protocolVersion"));
        }

        return default;
    }

    public void WriteResource(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("resource");
        writer.WriteStartArray("attributes");
        OtlpExport.Attribute(writer, "service.name", Name ?? "unknown_service:mcp");
        if (Version is not null) OtlpExport.Attribute(writer, "service.version", Version);
        if (events.OfType<CaptureEvent.Spawned>().FirstOrDefault() is { } spawned) OtlpExport.Attribute(writer, "process.pid", spawned.ProcessId);
        if (events.OfType<CaptureEvent.Command>().FirstOrDefault() is { } command) Words(writer, ((CaptureEvent.Command)source.Redactor.Event(command)).Arguments);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Words(Utf8JsonWriter writer, IReadOnlyList<string> words)
    {
        writer.WriteStartObject();
        writer.WriteString("key", "process.command_args");
        writer.WriteStartObject("value");
        writer.WriteStartObject("arrayValue");
        writer.WriteStartArray("values");
        foreach (var word in words)
        {
            writer.WriteStartObject();
            writer.WriteString("stringValue", word);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    public void WriteSpan(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("traceId", TraceId);
        writer.WriteString("spanId", SpanId);
        writer.WriteString("name", "mcp session");
        writer.WriteNumber("kind", 1); // internal
        OtlpExport.Time(writer, "startTimeUnixNano", Begin);
        OtlpExport.Time(writer, "endTimeUnixNano", End);
        writer.WriteStartArray("events");
        foreach (var what in events) Event(writer, what);
        writer.WriteEndArray();
        writer.WriteStartArray("attributes");
        OtlpExport.Attribute(writer, "network.transport", "pipe");
        if (Revision is not null) OtlpExport.Attribute(writer, "mcp.protocol.version", Revision);
        if (isLast && source.Redactor.IsOn) OtlpExport.Attribute(writer, "rawmcp.redacted", source.Redactor.Counts.ToString());
        writer.WriteEndArray();
        writer.WriteStartObject("status");
        if (events.Find(what => what is CaptureEvent.Killed or CaptureEvent.Exited { Code: not 0 } or CaptureEvent.SpawnFailed) is { } bad)
        {
            writer.WriteNumber("code", 2);
            writer.WriteString("message", EventJson.Kind(bad));
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void Event(Utf8JsonWriter writer, CaptureEvent what)
    {
        var harmless = source.Redactor.Event(what);
        writer.WriteStartObject();
        OtlpExport.Time(writer, "timeUnixNano", what.Time);
        writer.WriteString("name", EventJson.Kind(harmless));
        writer.WriteStartArray("attributes");
        OtlpExport.Attribute(writer, "rawmcp.event", Encoding.UTF8.GetString(EventJson.Write(harmless)));
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
