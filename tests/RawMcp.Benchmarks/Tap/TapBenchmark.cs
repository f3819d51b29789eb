using Benchmarks.Run;

namespace Benchmarks.Tap;

/// <summary>What a tap costs: round trips and streams beside those through <c>cat</c>, in one run, and its start-up.</summary>
internal static class TapBenchmark
{
    public static async Task<int> RunAsync(TapPlan plan)
    {
        if (OperatingSystem.IsWindows())
        {
            await Console.Error.WriteLineAsync("This needs cat and a POSIX shell.");
            return 3;
        }

        var (tap, reason) = await AotBuild.RawMcp.MakeAsync();
        if (tap is null)
        {
            await Console.Error.WriteLineAsync($"There is no native tap: {reason}.");
            return 3;
        }

        var (roles, _) = await AotBuild.Roles.MakeAsync();
        var folder = Directory.CreateDirectory(Repository.Path("artifacts", "benchmarks", $"tap-{Environment.ProcessId}"));
        try
        {
            var measures = new TapMeasures(plan, roles is null ? [.. Self.Command, "pipe"] : [roles, "pipe"], [tap], folder.FullName);
            var parts = new List<(Pinning, IReadOnlyList<Latency>, IReadOnlyList<Throughput>)>();
            if (await Pinning.ToOneCoreAsync() is { } pinned) parts.Add((pinned, measures.Latencies(pinned), []));
            parts.Add((Pinning.None, measures.Latencies(Pinning.None), [measures.Streams(Pinning.None, toServer: false), measures.Streams(Pinning.None, toServer: true)]));
            var starts = measures.Starts();
            Console.OutputEncoding = System.Text.Encoding.UTF8;
            Console.WriteLine(TapReport.Write(plan, "rawmcp tap, NativeAOT", parts, starts));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
