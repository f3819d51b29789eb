using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp;

/// <summary>Runs a tool. What it throws becomes a tool error; what it returns is sent.</summary>
/// <param name="call">The call: its arguments as they came, and the way back to the client while it runs.</param>
/// <param name="cancellation">Cancelled when the client no longer wants the answer, or is gone.</param>
public delegate ValueTask<CallToolResult> ToolHandler(ToolCall call, CancellationToken cancellation);

/// <summary>A tool that a server offers, by hand: what clients are told, and what runs. Tools from methods end up here too.</summary>
/// <param name="Description">What <c>tools/list</c> shows.</param>
/// <param name="Handler">What <c>tools/call</c> runs.</param>
public sealed record ServerTool(Tool Description, ToolHandler Handler)
{
    /// <summary>
    /// Capabilities the client has to declare before this tool may be called, as the object the client would write; absent for
    /// none. Only the modern era lets a server insist (error -32021).
    /// </summary>
    public RawJson RequiredClientCapabilities { get; init; }

    /// <summary>The handler holds arguments and result against the schemas by itself, as that of a tool from a method does.</summary>
    internal bool ChecksItself { get; init; }

    /// <summary>The required capabilities that <paramref name="declared"/> lacks; absent when it has all.</summary>
    internal RawJson MissingFrom(RawJson declared) => RequiredClientCapabilities.TryParse(out var required) ? Missing(required, declared) : default;

    private static RawJson Missing(JsonElement required, RawJson declared)
    {
        declared.TryParse(out var have);
        var missing = required.EnumerateObject().Where(entry => !have.TryGetMember(entry.Name, out _)).ToList();
        return missing.Count == 0 ? default : RawJson.Build(writer =>
        {
            writer.WriteStartObject();
            foreach (var entry in missing) entry.WriteTo(writer);
            writer.WriteEndObject();
        });
    }
}
