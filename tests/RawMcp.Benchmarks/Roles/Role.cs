using RawMcp.Stdio;

namespace Benchmarks.Roles;

/// <summary>
/// What a process of the benchmark is when it is not the one that runs it: <c>server NAME</c>, or
/// <c>client NAME SERVER-COMMAND…</c>, which starts its server and then obeys commands on stdin.
/// </summary>
internal static class Role
{
    public static async Task<int> RunAsync(
        ReadOnlyMemory<string> words,
        IReadOnlyDictionary<string, Func<ServerCommand, Task<Endpoint>>> clients,
        IReadOnlyDictionary<string, Func<Task>> servers)
    {
        var (role, name, rest) = (words.Span[0], words.Span[1], words[2..].ToArray());
        if (role == "server")
        {
            await servers[name]();
            return 0;
        }

        var endpoint = clients[name](new ServerCommand(rest[0], rest[1..])).GetAwaiter().GetResult();
        new ClientRole(endpoint, Console.In, Console.Out).Run();
        await endpoint.DisposeAsync();
        return 0;
    }
}
