using System.Globalization;

namespace Benchmarks.Run;

/// <summary>A bound on a measured figure, and what it came to.</summary>
/// <param name="Text">What is measured, against what.</param>
/// <param name="Bound">The bound.</param>
/// <param name="AtMost">The figure must not be above the bound; else not below.</param>
/// <param name="Unit">What the figure counts.</param>
/// <param name="Measured">The figure; null where a pair that it needs was not run.</param>
internal sealed record Goal(string Text, double Bound, bool AtMost, string Unit, double? Measured)
{
    public bool? Met => Measured is not { } figure ? null : AtMost ? figure <= Bound : figure >= Bound;

    public string BoundText => (AtMost ? "≤ " : "≥ ") + Bound.ToString("#,0.##", CultureInfo.InvariantCulture) + Unit;
}

/// <summary>What the project wants to reach.</summary>
internal static class Goals
{
    public static IReadOnlyList<Goal> Judge(Report report)
    {
        var pinned = report.Runs[0].Samples;
        var unpinned = report.Runs[^1].Samples;
        var limit = report.Limit.Name;
        double? Frame(Measure peak) => pinned.Median(Pair.OursAot, peak) / report.Plan.LargeBytes;
        return
        [
            Most("sequential echo, ours AOT ↔ ours AOT, p50 / pipe limit", 3, "×", pinned.Ratio(Pair.OursAot, limit, Measure.EchoMedianMicroseconds)),
            Most("sequential echo, ours ↔ ours (JIT), p50 / pipe limit", 4, "×", pinned.Ratio(Pair.OursJit, limit, Measure.EchoMedianMicroseconds)),
            Least("sequential echo, C# SDK pair / ours AOT", 10, "×", pinned.Ratio(Pair.Sdk, Pair.OursAot, Measure.EchoMedianMicroseconds)),
            Least("sequential echo, StreamJsonRpc pair / ours AOT", 5, "×", pinned.Ratio(Pair.StreamJsonRpc, Pair.OursAot, Measure.EchoMedianMicroseconds)),
            Least("64 in flight, calls/s, ours AOT / C# SDK pair", 10, "×", pinned.Ratio(Pair.OursAot, Pair.Sdk, Measure.CallsPerSecond64InFlight)),
            Least("64 in flight, calls/s, ours AOT / StreamJsonRpc pair", 4, "×", pinned.Ratio(Pair.OursAot, Pair.StreamJsonRpc, Measure.CallsPerSecond64InFlight)),
            Least("10 MB result, C# SDK pair / ours AOT", 5, "×", pinned.Ratio(Pair.Sdk, Pair.OursAot, Measure.Result10MbMilliseconds)),
            Least("start-up to the first tools/list answer, C# SDK pair / ours AOT, unpinned", 20, "×", unpinned.Ratio(Pair.Sdk, Pair.OursAot, Measure.StartUpMilliseconds)),
            Most("allocated a call, our client (AOT)", 700, " B", pinned.Median(Pair.OursAot, Measure.ClientBytesPerCall)),
            Most("allocated a call, our server (AOT)", 500, " B", pinned.Median(Pair.OursAot, Measure.ServerBytesPerCall)),
            Most($"one frame of {report.Plan.LargeMegabytes} MB: peak memory of our client (AOT) / frame", 4, "×", Frame(Measure.LargeFrameClientPeakBytes)),
            Most($"one frame of {report.Plan.LargeMegabytes} MB: peak memory of our server (AOT) / frame", 4, "×", Frame(Measure.LargeFrameServerPeakBytes)),
            Most($"time of {2 * report.Plan.LargeMegabytes} MB / time of {report.Plan.LargeMegabytes} MB, ours AOT", 2.2, "×",
                pinned.Ratio((Pair.OursAot, Measure.TwiceLargeFrameMilliseconds), (Pair.OursAot, Measure.LargeFrameMilliseconds))),
            Least("framing of 4 KB frames (AOT)", 5, " GB/s", pinned.Median(Pair.OursAot, Measure.FramingGigabytesPerSecond)),
        ];
    }

    private static Goal Most(string text, double bound, string unit, double? measured) => new(text, bound, AtMost: true, unit, measured);

    private static Goal Least(string text, double bound, string unit, double? measured) => new(text, bound, AtMost: false, unit, measured);
}
