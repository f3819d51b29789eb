using Microsoft.Extensions.AI;

namespace RawMcp.Agent;

/// <summary>The tools of one or several servers, by the names a model knows them by.</summary>
public sealed class ToolSet
{
    private readonly Dictionary<string, McpFunction> byName;

    private ToolSet(IEnumerable<McpFunction> functions)
    {
        All = [.. functions];
        byName = All.ToDictionary(function => function.Name, StringComparer.Ordinal);
    }

    /// <summary>No tools.</summary>
    public static ToolSet Empty { get; } = new([]);

    /// <summary>The functions, in the order of the servers and of their lists.</summary>
    public IReadOnlyList<McpFunction> All { get; }

    /// <summary>The function of that name; null where there is none.</summary>
    public McpFunction? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Asks one server for its tools.</summary>
    /// <exception cref="McpException">It does not give them.</exception>
    public static Task<ToolSet> ListAsync(McpClient client, CancellationToken cancellation = default) =>
        ListAsync([("", client)], new ToolNames(), cancellation);

    /// <summary>Asks each server for its tools. Of two tools with one name in one server, the first counts.</summary>
    /// <param name="servers">Their names, which become part of their tools' names, and the connections to them.</param>
    /// <param name="names">The names given so far: asked again after a change, a tool keeps its name.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="McpException">One of them does not give them.</exception>
    public static async Task<ToolSet> ListAsync(IReadOnlyCollection<(string Name, McpClient Client)> servers, ToolNames names, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(servers);
        ArgumentNullException.ThrowIfNull(names);
        var lists = await Task.WhenAll(servers.Select(server => server.Client.ListToolsAsync(cancellation))).ConfigureAwait(false);
        return new ToolSet(servers.Zip(lists).SelectMany(pair => pair.Second
            .DistinctBy(tool => tool.Name)
            .Select(tool => new McpFunction(names.Add(pair.First.Name, tool.Name), pair.First.Name, pair.First.Client, tool))));
    }

    internal IList<AITool> ForModel() => [.. All];
}
