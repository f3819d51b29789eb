using System.Globalization;

namespace Benchmarks.Run;

/// <summary>Whether a client, and with it the server it starts, runs on one core: that hides the wake-ups of idle cores.</summary>
internal sealed record Pinning(string Name, IReadOnlyList<string> Prefix)
{
    public static Pinning None { get; } = new("unpinned", []);

    /// <summary>One core, by way of <c>taskset</c>; null where there is none.</summary>
    public static async Task<Pinning?> ToOneCoreAsync()
    {
        if (!File.Exists("/proc/self/status")) return null;
        var allowed = File.ReadLines("/proc/self/status").First(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal));
        var core = allowed.Split(':', ',', '-')[^1].Trim();
        return await Tool.RunAsync("taskset", "-c", core, "true") is (0, _)
            ? new Pinning(string.Create(CultureInfo.InvariantCulture, $"pinned to core {core}"), ["taskset", "-c", core])
            : null;
    }
}
