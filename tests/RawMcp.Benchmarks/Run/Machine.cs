using System.Runtime.InteropServices;

namespace Benchmarks.Run;

/// <summary>What a reader needs to know of the machine to weigh the figures.</summary>
internal static class Machine
{
    public static string Describe()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30);
        return $"{RuntimeInformation.OSDescription}, {Processor()}, {Environment.ProcessorCount} cores, {memory} GiB, {RuntimeInformation.FrameworkDescription}";
    }

    /// <summary>How busy the machine was with other work, where the system says; above about 0.5, distrust the run.</summary>
    public static string? LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : null;

    /// <summary>What the environment tells .NET that bears on speed.</summary>
    public static string RuntimeSettings()
    {
        string[] all = [.. Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("DOTNET_Tiered", StringComparison.OrdinalIgnoreCase) || name.StartsWith("DOTNET_gc", StringComparison.OrdinalIgnoreCase))
            .Order().Select(name => $"{name}={Environment.GetEnvironmentVariable(name)}")];
        return all.Length == 0 ? "Runtime settings are .NET's own (tiered compilation with PGO, concurrent workstation GC)" : "Runtime settings: " + string.Join(", ", all);
    }

    private static string Processor()
    {
        var line = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
