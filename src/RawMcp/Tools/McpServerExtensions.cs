using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace RawMcp;

/// <summary>Tools from methods, added to a server in one step. The server itself knows of tools written by hand only.</summary>
public static class McpServerExtensions
{
    private const DynamicallyAccessedMemberTypes Methods =
        DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods;

    /// <summary>Adds a tool from a lambda or a method: <c>server.AddTool("add", "Add two numbers together", (int a, int b) => a + b)</c>.</summary>
    /// <inheritdoc cref="MethodTool.From"/>
    public static McpServer AddTool(this McpServer server, string name, string? description, Delegate method, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.AddTool(MethodTool.From(name, description, method, options));
    }

    /// <summary>Adds the methods of an object that have <see cref="McpToolAttribute"/>.</summary>
    /// <inheritdoc cref="MethodTool.FromMethods{T}"/>
    public static McpServer AddTools<[DynamicallyAccessedMembers(Methods)] T>(this McpServer server, T target, JsonSerializerOptions? options = null)
        where T : notnull =>
        AddAll(server, MethodTool.FromMethods(target, options));

    /// <summary>Adds the static methods of a type that have <see cref="McpToolAttribute"/>.</summary>
    /// <inheritdoc cref="MethodTool.FromMethods(Type, JsonSerializerOptions?)"/>
    public static McpServer AddTools(
        this McpServer server, [DynamicallyAccessedMembers(Methods)] Type type, JsonSerializerOptions? options = null) =>
        AddAll(server, MethodTool.FromMethods(type, options));

    private static McpServer AddAll(McpServer server, IReadOnlyList<ServerTool> tools)
    {
        ArgumentNullException.ThrowIfNull(server);
        foreach (var tool in tools) server.AddTool(tool);
        return server;
    }
}
