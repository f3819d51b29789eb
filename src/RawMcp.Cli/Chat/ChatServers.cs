using RawMcp.Agent;
using RawMcp.Cli.Output;
using RawMcp.Stdio;

namespace RawMcp.Cli.Chat;

/// <summary>The servers of a conversation: all started at once, and started again before the next question when one has gone.</summary>
/// <param name="commands">Their names and how to start them.</param>
/// <param name="options">What each client is told, by the server's name.</param>
internal sealed class ChatServers(IReadOnlyList<(string Name, ServerCommand Command)> commands, Func<string, McpClientOptions> options) : IAsyncDisposable
{
    private readonly ToolNames names = new();
    private readonly McpClient?[] clients = new McpClient?[commands.Count];
    private volatile bool isStale;

    /// <summary>What the servers say about how to use them; null where none does.</summary>
    public string? Instructions
    {
        get
        {
            var all = commands.Zip(clients).Where(pair => !string.IsNullOrWhiteSpace(pair.Second?.Instructions))
                .Select(pair => commands.Count == 1 ? pair.Second!.Instructions! : $"{pair.First.Name}: {pair.Second!.Instructions}").ToList();
            return all.Count == 0 ? null : string.Join("\n\n", all);
        }
    }

    /// <summary>The tools of all, once every server that is not there has been started.</summary>
    /// <returns>Null when nothing has changed since the last time.</returns>
    public async Task<ToolSet?> RefreshAsync(CancellationToken cancellation)
    {
        var missing = Enumerable.Range(0, clients.Length).Where(at => clients[at] is not { Ended.IsCompleted: false }).ToList();
        if (missing.Count == 0 && !isStale) return null;
        isStale = false;
        using var waiting = new Waiting("waiting for the server");
        var opened = missing.Select(at => OpenAsync(at, cancellation)).ToList();
        await Task.WhenAll(opened);
        return await ToolSet.ListAsync([.. commands.Zip(clients).Select(pair => (commands.Count == 1 ? "" : pair.First.Name, pair.Second!))], names, cancellation);
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(clients.OfType<McpClient>().Select(client => client.DisposeAsync().AsTask()));

    private async Task OpenAsync(int at, CancellationToken cancellation)
    {
        var (name, command) = commands[at];
        if (clients[at] is { } gone)
        {
            Stderr.Line($"note: the server {(commands.Count == 1 ? "" : Plain.Line(name) + " ")}has gone and is started again");
            clients[at] = null;
            await gone.DisposeAsync();
        }

        clients[at] = await McpClient.OpenAsync(command, options(commands.Count == 1 ? "" : name) with { OnToolsChanged = () => isStale = true }, cancellation);
    }
}
