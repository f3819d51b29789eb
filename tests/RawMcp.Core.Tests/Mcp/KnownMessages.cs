using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Core.Tests.Mcp;

/// <summary>Every hand-written message by the name of its fixture: its params, result or error data, read and written again.</summary>
internal static class KnownMessages
{
    /// <summary>Writes a known value for a revision; null where it could not be read.</summary>
    public delegate RawJson? Rewriting(RawJson json, Revision revision);

    public static IReadOnlyDictionary<string, Rewriting> Rewrites { get; } = new Dictionary<string, Rewriting>
    {
        ["initialize_request"] = (json, revision) => InitializeParams.Read(json).Value?.Write(revision),
        ["initialize_result"] = (json, revision) => InitializeResult.Read(json).Value?.Write(revision),
        ["discover_request"] = (json, revision) => RequestMeta.Read(json).AsParams(revision),
        ["discover_result"] = (json, revision) => DiscoverResult.Read(json).Value?.Write(revision),
        ["list_tools_request"] = (json, revision) => ListToolsParams.Read(json).Value?.Write(revision),
        ["list_tools_result"] = (json, revision) => ListToolsResult.Read(json).Value?.Write(revision),
        ["call_tool_request"] = (json, revision) => CallToolParams.Read(json).Value?.Write(revision),
        ["call_tool_result"] = (json, revision) => CallToolResult.Read(json).Value?.Write(revision, ServerOf(json)),
        ["cancelled"] = (json, _) => CancelledParams.Read(json).Value?.Write(),
        ["progress"] = (json, revision) => ProgressParams.Read(json).Value?.Write(revision),
        ["log_message"] = (json, _) => LogMessageParams.Read(json).Value?.Write(),
        ["unsupported_version_failure"] = (json, _) =>
            UnsupportedVersionData.Read(new Message.Failure(null, ErrorCodes.UnsupportedProtocolVersion, "", json))?.Write(),
        ["missing_capability_failure"] = (json, _) =>
            MissingCapabilityData.Read(new Message.Failure(null, ErrorCodes.MissingClientCapability, "", json))?.Write(),
    };

    /// <summary>The longest key that the fixture's name begins with; null for messages without a type of their own.</summary>
    public static Rewriting? For(string fixture) =>
        Rewrites.Where(pair => fixture.StartsWith(pair.Key, StringComparison.Ordinal)).OrderBy(pair => pair.Key.Length).LastOrDefault().Value;

    /// <summary>The message with its value written anew.</summary>
    public static Message Rewrite(Message message, Rewriting rewriting, Revision revision)
    {
        return message switch
        {
            Message.Request request => request with { Params = Anew(request.Params) },
            Message.Notification notification => notification with { Params = Anew(notification.Params) },
            Message.Result result => result with { Value = Anew(result.Value) },
            Message.Failure failure => failure with { Data = Anew(failure.Data) },
            _ => throw new ArgumentException($"{message} is no message", nameof(message)),
        };

        RawJson Anew(RawJson json) => rewriting(json, revision) ?? throw new ArgumentException($"{json} could not be read", nameof(message));
    }

    private static Implementation? ServerOf(RawJson json) => json.TryParse(out JsonElement root) ? ResultMeta.ServerInfo(root) : null;
}
