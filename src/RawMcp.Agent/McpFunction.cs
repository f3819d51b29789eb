using System.Text.Json;
using Microsoft.Extensions.AI;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Agent;

/// <summary>
/// A server's tool as a function for a model: the name that models take, and the description and the schema as the server wrote
/// them. It can be given to any <see cref="IChatClient"/>, with our <see cref="Agent"/> or without.
/// </summary>
public sealed class McpFunction : AIFunction
{
    private static readonly JsonElement AnyObject = JsonElement.Parse("""{"type":"object","properties":{}}"""u8);

    private readonly McpClient client;

    internal McpFunction(string name, string server, McpClient client, Tool tool)
    {
        Name = name;
        Server = server;
        Tool = tool;
        this.client = client;
        JsonSchema = tool.InputSchema.TryParse(out var schema) ? schema : AnyObject;
    }

    /// <summary>What the model calls it.</summary>
    public override string Name { get; }

    /// <summary>What the server says about it; the title, where there is no description.</summary>
    public override string Description => Tool.Description ?? Tool.Title ?? "";

    /// <summary>The input schema, byte for byte as the server wrote it.</summary>
    public override JsonElement JsonSchema { get; }

    /// <summary>The name that its server was given; empty where there is only one.</summary>
    public string Server { get; }

    /// <summary>The tool as its server describes it.</summary>
    public Tool Tool { get; }

    /// <summary>Calls the tool.</summary>
    /// <param name="arguments">An object.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<CallToolResult> CallAsync(RawJson arguments, CancellationToken cancellation = default) =>
        client.CallToolAsync(Tool.Name, arguments, cancellation: cancellation);

    /// <summary>The result as text for the model; a tool error is an answer too.</summary>
    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) =>
        ToolText.Of(await CallAsync(CallArguments.Write(arguments), cancellationToken).ConfigureAwait(false));
}
