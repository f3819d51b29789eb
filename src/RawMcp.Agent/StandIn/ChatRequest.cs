using System.Text.Json;

namespace RawMcp.Agent.StandIn;

/// <summary>A chat completions request that passed every check.</summary>
internal sealed record ChatRequest(IReadOnlyList<ChatMessage> Messages, IReadOnlyList<OfferedTool> Tools, ToolChoice Choice)
{
    /// <summary>Whether one answer may hold several calls.</summary>
    public bool Parallel { get; init; } = true;

    /// <summary>Whether the answer is wanted in pieces.</summary>
    public bool Stream { get; init; }

    /// <summary>Whether the last piece says how long the exchange was.</summary>
    public bool IncludeUsage { get; init; }
}

/// <summary>One message of the history.</summary>
internal sealed record ChatMessage(string Role, string Text)
{
    /// <summary>Calls that an assistant message asked for.</summary>
    public IReadOnlyList<AskedCall> Calls { get; init; } = [];

    /// <summary>The call that a tool message answers; null on every other one.</summary>
    public string? CallId { get; init; }
}

/// <summary>A call that a model asked for: on this wire the arguments are a string that holds JSON.</summary>
internal sealed record AskedCall(string Id, string Name, string Arguments);

/// <summary>A tool as it was offered.</summary>
internal sealed record OfferedTool(string Name, string Description, JsonElement Parameters);

/// <summary>What the request says about calling tools.</summary>
/// <param name="Kind">The word.</param>
/// <param name="Name">The tool of <see cref="ToolChoiceKind.Named"/>.</param>
internal sealed record ToolChoice(ToolChoiceKind Kind, string? Name = null);

internal enum ToolChoiceKind
{
    Auto,
    None,
    Required,
    Named,
}
