using System.Globalization;
using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Wire;

/// <summary>One call as a span.</summary>
internal sealed class OtlpSpan
{
    private const int RemoteParent = 0x300; // it is known, and the parent is somebody else's

    private readonly ExportSource source;
    private readonly OtlpSession session;
    private readonly IndexedCall call;
    private readonly CallOutcome outcome;
    private readonly JsonElement? request, response;
    private readonly TraceParent? parent;
    private readonly string? target;

    public OtlpSpan(ExportSource source, OtlpSession session, IndexedCall call)
    {
        (this.source, this.session, this.call) = (source, session, call);
        outcome = CallOutcome.Of(source, call, out var answer);
        (request, response) = (ExportSource.Tree(source.RequestOf(call)), ExportSource.Tree(answer));
        parent = TraceParent.Read(OtlpExport.Meta(request)?.Text("traceparent"));
        target = call.Target is null ? null : source.Redactor.Text(call.Target);
    }

    /// <summary>A subscription stays open for as long as its client lives: that nobody answered is its nature.</summary>
    private bool IsBad => outcome.IsBad && !(outcome.Kind == CallOutcomeKind.InFlight && call.Method == Methods.Listen);

    public void Write(Utf8JsonWriter writer)
    {
        var method = source.Redactor.Text(call.Method);
        writer.WriteStartObject();
        writer.WriteString("traceId", parent?.TraceId ?? session.TraceId);
        writer.WriteString("spanId", session.SpanOf(call));
        writer.WriteString("parentSpanId", parent?.SpanId ?? session.SpanId);
        if (parent is not null && OtlpExport.Meta(request)?.Text("tracestate") is { } state) writer.WriteString("traceState", state);
        if (parent is { } remote) writer.WriteNumber("flags", RemoteParent | remote.Flags);
        writer.WriteString("name", target is not null && call.Method is Methods.CallTool or "prompts/get" ? $"{method} {target}" : method);
        writer.WriteNumber("kind", 2); // server: what the one who was asked made of it
        OtlpExport.Time(writer, "startTimeUnixNano", call.Request.FirstByte);
        OtlpExport.Time(writer, "endTimeUnixNano", Math.Max(call.Response?.LastByte ?? session.End, call.Request.LastByte));
        writer.WriteStartArray("attributes");
        Attributes(writer, method);
        writer.WriteEndArray();
        Links(writer);
        writer.WriteStartObject("status");
        if (IsBad)
        {
            writer.WriteNumber("code", 2);
            writer.WriteString("message", outcome.Text);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void Attributes(Utf8JsonWriter writer, string method)
    {
        OtlpExport.Attribute(writer, "mcp.method.name", method);
        OtlpExport.Attribute(writer, "jsonrpc.request.id", Id());
        if ((OtlpExport.Revision(request, response) ?? session.Revision) is { } revision) OtlpExport.Attribute(writer, "mcp.protocol.version", revision);
        OtlpExport.Attribute(writer, "network.transport", "pipe");
        if (call.Method == Methods.CallTool) OtlpExport.Attribute(writer, "gen_ai.operation.name", "execute_tool");
        if (target is not null && Key(call.Method) is { } key) OtlpExport.Attribute(writer, key, target);
        if (outcome.Code is { } code) OtlpExport.Attribute(writer, "rpc.response.status_code", code.ToString(CultureInfo.InvariantCulture));
        if (IsBad) OtlpExport.Attribute(writer, "error.type", ErrorType());
        OtlpExport.Attribute(writer, "rawmcp.direction", call.Request.Stream == Pipe.Stdin ? "c2s" : "s2c");
        OtlpExport.Attribute(writer, "rawmcp.request.frame", call.Request.Number);
        if (call.Response is { } frame) OtlpExport.Attribute(writer, "rawmcp.response.frame", frame.Number);
    }

    // As text: "7" and 7 are different ids, but the convention has one spelling for both.
    private string Id() => source.Redactor.Text(call.Id.IsText ? RawJson.From(call.Id.Json).Text() ?? call.Id.Json : call.Id.Json);

    private string ErrorType() => outcome.Kind switch
    {
        CallOutcomeKind.Failure => outcome.Code?.ToString(CultureInfo.InvariantCulture) ?? "_OTHER",
        CallOutcomeKind.ToolError => "tool_error",
        CallOutcomeKind.InFlight => "no_response",
        _ => "_OTHER",
    };

    private static string? Key(string method) => method switch
    {
        Methods.CallTool => "gen_ai.tool.name",
        "prompts/get" => "gen_ai.prompt.name",
        "resources/read" or "resources/subscribe" or "resources/unsubscribe" => "mcp.resource.uri",
        _ => null,
    };

    private void Links(Utf8JsonWriter writer)
    {
        if (parent is null && call.RetryOf is null) return;
        writer.WriteStartArray("links");
        if (parent is not null) OtlpExport.Link(writer, session.TraceId, session.SpanId, "session");
        if (call.RetryOf is { } before)
        {
            var its = TraceParent.Read(OtlpExport.Meta(ExportSource.Tree(source.RequestOf(before)))?.Text("traceparent"));
            OtlpExport.Link(writer, its?.TraceId ?? session.TraceId, session.SpanOf(before), "retry of");
        }

        writer.WriteEndArray();
    }
}
