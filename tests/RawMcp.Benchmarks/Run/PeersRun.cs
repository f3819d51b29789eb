using System.Globalization;

namespace Benchmarks.Run;

/// <summary>The cross-process measurement: every pair in one run, round by round.</summary>
internal static class PeersRun
{
    public static async Task<int> RunAsync(int rounds, string? only)
    {
        var limit = await PipeLimit.MakeAsync();
        var pairs = await Pair.AllAsync(only, sentence => Console.Error.WriteLine("skipped: " + sentence));
        var pinning = await Pinning.ToOneCoreAsync() ?? Pinning.None;
        var clients = new List<(Pair Pair, ClientProcess Client, List<(double P50, double P99, double Ratio)> Samples)>();
        foreach (var pair in pairs)
        {
            var client = await ClientProcess.StartAsync(pair, pinning);
            await client.AskAsync("warm 20000");
            clients.Add((pair, client, []));
        }

        for (var round = 0; round < rounds; round++)
        {
            var floor = await limit.MeasureAsync(pinning, 150, 150, 50_000);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{limit.Name,-30} p50 {floor.P50,8:0.0} µs  p99 {floor.P99,8:0.0} µs"));
            foreach (var (pair, client, samples) in clients)
            {
                var got = await client.AskAsync("echo 400");
                samples.Add((got["p50"], got["p99"], got["p50"] / floor.P50));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{pair.Name,-30} p50 {got["p50"],8:0.0} µs  p99 {got["p99"],8:0.0} µs  {got["p50"] / floor.P50:0.0}× ({pinning.Name})"));
            }
        }

        foreach (var (_, client, _) in clients) await client.DisposeAsync();
        return 0;
    }
}
