using RawMcp.Mcp;

namespace RawMcp.Tests;

/// <summary>A client, a server, and the pipes between them.</summary>
internal sealed class Pair(PipePair pipes, Task serving, McpClient client, List<string> notes) : IAsyncDisposable
{
    public McpClient Client { get; } = client;

    /// <summary>What either side found odd.</summary>
    public List<string> Notes { get; } = notes;

    /// <summary>Opens in that revision; null leaves it to the client.</summary>
    public static async Task<Pair> OpenAsync(McpServer server, string? revision, McpClientOptions? options = null)
    {
        var pipes = new PipePair();
        var notes = new List<string>();
        options ??= new McpClientOptions();
        var given = options.OnOdd;
        options = options with
        {
            Era = revision is null ? EraChoice.Auto : revision == "2026-07-28" ? EraChoice.Modern : EraChoice.Legacy,
            LegacyRevision = Revision.Find(revision) is { Era: Era.Legacy } legacy ? legacy : Revision.LatestLegacy,
            OnOdd = note =>
            {
                lock (notes) notes.Add(note);
                given?.Invoke(note);
            },
        };
        var serving = server.RunAsync(pipes.Far.Input, pipes.Far.Output);
        return new Pair(pipes, serving, await McpClient.OpenAsync(pipes.Near.Input, pipes.Near.Output, options).WaitAsync(Lines.Patience), notes);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await serving.WaitAsync(Lines.Patience);
        pipes.Dispose();
    }
}
