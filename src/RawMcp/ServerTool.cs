using RawMcp.Mcp;

namespace RawMcp;

/// <summary>Runs a tool. What it throws becomes a tool error; what it returns is sent.</summary>
/// <param name="call">The call: its arguments as they came, and the way back to the client while it runs.</param>
/// <param name="cancellation">Cancelled when the client no longer wants the answer, or is gone.</param>
public delegate ValueTask<CallToolResult> ToolHandler(ToolCall call, CancellationToken cancellation);

/// <summary>A tool that a server offers, by hand: what clients are told, and what runs. Tools from methods end up here too.</summary>
/// <param name="Description">What <c>tools/list</c> shows.</param>
/// <param name="Handler">What <c>tools/call</c> runs.</param>
public sealed record ServerTool(Tool Description, ToolHandler Handler);
