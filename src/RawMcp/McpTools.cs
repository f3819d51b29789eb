using System.Text.Json.Nodes;
using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.Stdio;

namespace RawMcp;

/// <summary>
/// The two things most programs want of a server, each in one call that starts the server, asks, and makes it leave again. For
/// more than one question, a <see cref="McpClient"/> keeps the server.
/// </summary>
public static class McpTools
{
    /// <summary>
    /// Gets the tools of a server, all pages joined:
    /// <code>var tools = await McpTools.ListAsync(new ServerCommand("rawmcp", "serve"));</code>
    /// </summary>
    /// <exception cref="McpException">The server could not be started, or did not give them.</exception>
    public static async Task<IReadOnlyList<Tool>> ListAsync(ServerCommand command, McpClientOptions? options = null, CancellationToken cancellation = default)
    {
        await using var client = await McpClient.OpenAsync(command, options, cancellation).ConfigureAwait(false);
        return await client.ListToolsAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Calls a tool of a server. A tool error is a result (<see cref="CallToolResult.IsError"/>), not an exception.</summary>
    /// <param name="command">How to start the server.</param>
    /// <param name="name">The tool.</param>
    /// <param name="arguments">An object, or absent.</param>
    /// <param name="options">What the client is told.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="McpException">The server could not be started, or gave no result.</exception>
    public static async Task<CallToolResult> CallAsync(
        ServerCommand command, string name, RawJson arguments, McpClientOptions? options = null, CancellationToken cancellation = default)
    {
        await using var client = await McpClient.OpenAsync(command, options, cancellation).ConfigureAwait(false);
        return await client.CallToolAsync(name, arguments, cancellation: cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Calls a tool of a server with named arguments:
    /// <code>var five = await McpTools.CallAsync(new ServerCommand("rawmcp", "serve"), "add", ("a", 2), ("b", 3));</code>
    /// </summary>
    /// <inheritdoc cref="CallAsync(ServerCommand, string, RawJson, McpClientOptions?, CancellationToken)"/>
    public static Task<CallToolResult> CallAsync(ServerCommand command, string name, params (string Name, JsonNode? Value)[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var all = new JsonObject();
        foreach (var (key, value) in arguments) all[key] = value;
        return CallAsync(command, name, RawJson.From(all.ToJsonString()));
    }
}
