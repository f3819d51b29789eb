using System.Globalization;
using System.Text;
using Benchmarks.Run;

namespace Benchmarks.Tap;

/// <summary>The tables of a run, with its goals.</summary>
internal static class TapReport
{
    private const double HopBound = 4, BytesPerSecondBound = 500e6, CatBound = 0.5, StartBound = 20;

    public static string Write(TapPlan plan, string binary, IReadOnlyList<(Pinning Pinning, IReadOnlyList<Latency> Latencies, IReadOnlyList<Throughput> Streams)> parts, IReadOnlyList<double> starts)
    {
        var text = new StringBuilder();
        text.AppendLine(Text($"Measured {DateTimeOffset.Now:yyyy-MM-dd HH:mm} on {Machine.Describe()}. The tap: {binary}. Medians of {plan.Rounds} interleaved rounds (streams: {plan.StreamRounds})."));
        if (plan.IsSmokeTest) text.AppendLine("\n**So few rounds are a smoke test: the figures mean little.**");
        var goals = new List<(string Text, string Goal, string Measured, bool Met)>();
        foreach (var (pinning, latencies, streams) in parts)
        {
            text.AppendLine(Text($"\n### {Title(pinning)}\n\n| frame | direct p50 | p99 | `cat \\| server \\| cat` p50 | p99 | tap p50 | p99 | one `cat` hop | added by the tap |"));
            text.AppendLine("|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
            foreach (var it in latencies)
            {
                text.AppendLine(Text($"| {it.Bytes} B |{string.Concat(Enum.GetValues<Between>().Select(between => Text($" {it.P50(between):0.0} µs | {it.P99(between):0.0} µs |")))} {it.Hop:0.0} µs | {it.Added:0.0} µs |"));
                goals.Add((Text($"{it.Bytes} B, {Title(pinning)}: p50 added by the tap / one `cat` hop"), "≤ 4×", Text($"{it.Ratio:0.00}×"), it.Ratio <= HopBound));
            }

            if (streams.Count == 0) continue;
            text.AppendLine(Text($"\n| {plan.StreamBytes / 1_000_000} MB | direct | `cat` | tap | not kept |\n|---|--:|--:|--:|--:|"));
            foreach (var it in streams)
            {
                var name = it.ToServer ? "to the server" : "from the server";
                text.AppendLine(Text($"| {name} |{string.Concat(Enum.GetValues<Between>().Select(between => Text($" {it.BytesPerSecond(between) / 1e6:#,0} MB/s |")))} {Median.Of(it.NotKept.Select(lost => lost / 1e6)):0.0} MB |"));
                goals.Add((Text($"{plan.StreamBytes / 1_000_000} MB {name}, {Title(pinning)}: through the tap"), "≥ 500 MB/s or ≥ 0.5× of `cat`",
                    Text($"{it.BytesPerSecond(Between.Tap) / 1e6:#,0} MB/s, {it.Ratio:0.00}×"), it.BytesPerSecond(Between.Tap) >= BytesPerSecondBound || it.Ratio >= CatBound));
            }
        }

        goals.Add(("start-up of the tap until the server is started, median", "≤ 20 ms", Text($"{Median.Of(starts):0.0} ms"), Median.Of(starts) <= StartBound));
        goals.Add((Text($"the same, the slowest of {starts.Count}"), "≤ 20 ms", Text($"{starts.Max():0.0} ms"), starts.Max() <= StartBound));
        text.AppendLine("\n### Goals\n\n| measure | goal | measured | met |\n|---|--:|--:|---|");
        foreach (var (what, goal, measured, met) in goals) text.AppendLine($"| {what} | {goal} | {measured} | {(met ? "yes" : "no")} |");
        return text.ToString();
    }

    // Which core it is says nothing.
    private static string Title(Pinning pinning) => pinning == Pinning.None ? "unpinned" : "pinned to one core";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
