using System.Collections.Concurrent;
using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.Stdio;

namespace RawMcp;

/// <summary>
/// The open <c>subscriptions/listen</c> requests of one connection: in the modern era the only way to be told that the list
/// of tools has changed. Spec: 2026-07-28, basic/patterns/subscriptions.
/// </summary>
internal sealed class Subscriptions(Driver driver)
{
    private readonly Lock gate = new(); // nothing may come between an acknowledgement and its registration
    private readonly ConcurrentDictionary<RequestId, bool> open = [];

    /// <summary>Acknowledges what the server can tell about; the request stays unanswered while the subscription lives.</summary>
    public void Open(Message.Request request)
    {
        if (!request.Params.TryParse(out var root) || !root.TryGetMember("notifications", out var wanted) || wanted.ValueKind != System.Text.Json.JsonValueKind.Object)
        {
            driver.Refuse(request.Id, JsonRpcErrors.InvalidParams, "params.notifications: expected an object");
            return;
        }

        var tools = wanted.TryGetMember("toolsListChanged", out var flag) && flag.Flag() == true;
        var acknowledgement = RawJson.Build(writer =>
        {
            writer.WriteStartObject();
            WriteMeta(writer, request.Id);
            writer.WriteStartObject("notifications");
            if (tools) writer.WriteBoolean("toolsListChanged", true);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
        lock (gate)
        {
            driver.NotifyFor(request.Id, Methods.Acknowledged, acknowledgement);
            open[request.Id] = tools;
        }
    }

    /// <summary>The client has cancelled it: nothing more is sent for it.</summary>
    public void Close(RequestId id) => open.TryRemove(id, out _);

    public void SayToolsChanged()
    {
        lock (gate)
        {
            foreach (var (id, tools) in open)
            {
                if (tools) driver.NotifyFor(id, Methods.ToolsChanged, OnlyMeta(id, complete: false));
            }
        }
    }

    /// <summary>The server is leaving: each subscription gets the response that says so.</summary>
    public void EndAll()
    {
        foreach (var (id, _) in open)
        {
            driver.Answer(id, OnlyMeta(id, complete: true));
            Close(id);
        }
    }

    private static RawJson OnlyMeta(RequestId id, bool complete) => RawJson.Build(writer =>
    {
        writer.WriteStartObject();
        if (complete) writer.WriteString("resultType", ResultMeta.Complete);
        WriteMeta(writer, id);
        writer.WriteEndObject();
    });

    private static void WriteMeta(System.Text.Json.Utf8JsonWriter writer, RequestId id)
    {
        writer.WriteStartObject("_meta");
        writer.WritePropertyName(MetaKeys.SubscriptionId);
        writer.WriteRawValue(id.Json, skipInputValidation: true);
        writer.WriteEndObject();
    }
}
