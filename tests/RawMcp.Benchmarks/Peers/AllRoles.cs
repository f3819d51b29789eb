using Benchmarks.Roles;
using RawMcp.Stdio;

namespace Benchmarks.Peers;

/// <summary>Every role this program can play: ours and the peers'.</summary>
internal static class AllRoles
{
    public static IReadOnlyDictionary<string, Func<ServerCommand, Task<Endpoint>>> Clients { get; } = new Dictionary<string, Func<ServerCommand, Task<Endpoint>>>(OurRoles.Clients)
    {
        ["sdk"] = command => Roomy(() => SdkRoles.OpenAsync(command)),
        ["streamjsonrpc"] = command => Roomy(() => StreamJsonRpcRoles.OpenAsync(command)),
    };

    public static IReadOnlyDictionary<string, Func<Task>> Servers { get; } = new Dictionary<string, Func<Task>>(OurRoles.Servers)
    {
        ["sdk"] = () => Roomy(SdkRoles.ServeAsync),
        ["streamjsonrpc"] = () => Roomy(StreamJsonRpcRoles.ServeAsync),
    };

    // On one core the thread pool starts with one thread, and the peers' reads of stdin block it: they would stand still for half a
    // second until the pool adds another. That is the pinning's doing, not theirs.
    private static T Roomy<T>(Func<T> run)
    {
        ThreadPool.SetMinThreads(4, 4);
        return run();
    }
}
