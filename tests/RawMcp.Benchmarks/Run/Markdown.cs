using System.Globalization;
using System.Text;

namespace Benchmarks.Run;

/// <summary>The report for people.</summary>
internal static class Markdown
{
    public static string Write(Report report)
    {
        var text = new StringBuilder();
        text.AppendLine(Text($"Measured {report.Date:yyyy-MM-dd HH:mm} on {report.Machine}{(report.LoadAverage is { } load ? $", load average {load} at the start" : "")}."));
        text.AppendLine(Text($"Medians of the rounds ({report.Plan.Rounds}, interleaved), after {report.Plan.WarmUpCalls:#,0} calls of warm-up. {Machine.RuntimeSettings()}."));
        text.AppendLine(Text($"\"ours\" runs on the JIT unless it says AOT. An echo call carries \"{Roles.Endpoint.Message}\"; between ours that is a frame of {report.Frames.RequestBytes} bytes there and one of {report.Frames.AnswerBytes} back, and the pipe carries the same."));
        text.AppendLine("Start-up is from starting the client to its having the server's tools/list answer.");
        if (report.Plan.IsSmokeTest) text.AppendLine("\n**So few rounds are a smoke test: the figures mean little.**");
        foreach (var (pinning, samples) in report.Runs) Append(text, report, pinning, samples);
        AppendGoals(text, report);
        foreach (var (pair, reason) in report.Left) text.AppendLine($"\nLeft out: {pair}: {reason}.");
        return text.ToString();
    }

    private static void Append(StringBuilder text, Report report, Pinning pinning, Samples samples)
    {
        var megabytes = report.Plan.LargeMegabytes;
        var rows = samples.All.Select(it => it.Row).Distinct().ToList();
        var large = samples.All.Any(it => it.Measure == Measure.LargeFrameMilliseconds);
        text.AppendLine($"\n### {pinning.Name}\n");
        text.AppendLine("| client ↔ server | echo p50 | p99 | / pipe | 64 in flight | 10 MB result | start-up | allocated a call, client · server | peak memory, client · server |"
            + (large ? $" {megabytes} MB frame: peak, client · server | {2 * megabytes} MB / {megabytes} MB time |" : ""));
        text.AppendLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|" + (large ? "--:|--:|" : ""));
        foreach (var row in rows)
        {
            text.Append("| ").Append(row)
                .Append(Cell(samples.Median(row, Measure.EchoMedianMicroseconds), "#,0.0", " µs"))
                .Append(Cell(samples.Median(row, Measure.EchoP99Microseconds), "#,0.0", " µs"))
                .Append(Cell(samples.Ratio(row, report.Limit.Name, Measure.EchoMedianMicroseconds), "0.0", "×"))
                .Append(Cell(samples.Median(row, Measure.CallsPerSecond64InFlight), "#,0", "/s"))
                .Append(Cell(samples.Median(row, Measure.Result10MbMilliseconds), "#,0.0", " ms"))
                .Append(Cell(samples.Median(row, Measure.StartUpMilliseconds), "#,0.0", " ms"))
                .Append(Two(samples, row, Measure.ClientBytesPerCall, Measure.ServerBytesPerCall, 1, "#,0", " B"))
                .Append(Two(samples, row, Measure.ClientPeakBytes, Measure.ServerPeakBytes, 1e6, "#,0", " MB"));
            if (large)
            {
                text.Append(Two(samples, row, Measure.LargeFrameClientPeakBytes, Measure.LargeFrameServerPeakBytes, report.Plan.LargeBytes, "0.0", "×"))
                    .Append(Cell(samples.Ratio((row, Measure.TwiceLargeFrameMilliseconds), (row, Measure.LargeFrameMilliseconds)), "0.00", "×"));
            }

            text.AppendLine(" |");
        }
    }

    private static void AppendGoals(StringBuilder text, Report report)
    {
        text.AppendLine(Text($"\n### Goals ({report.Runs[0].Pinning.Name}, unless said otherwise)\n"));
        text.AppendLine("| measure | goal | measured | met |");
        text.AppendLine("|---|--:|--:|---|");
        foreach (var goal in Goals.Judge(report))
        {
            var met = goal.Met switch { true => "yes", false => "no", null => "not run" };
            text.AppendLine($"| {goal.Text} | {goal.BoundText}{Cell(goal.Measured, goal.Unit is " B" ? "#,0" : "#,0.0#", goal.Unit)} | {met} |");
        }
    }

    private static string Cell(double? value, string format, string unit) =>
        value is { } number ? " | " + number.ToString(format, CultureInfo.InvariantCulture) + unit : " | –";

    private static string Two(Samples samples, string row, Measure client, Measure server, double divisor, string format, string unit)
    {
        var (left, right) = (samples.Median(row, client) / divisor, samples.Median(row, server) / divisor);
        return left is null && right is null ? " | –" : " | " + One(left) + " · " + One(right);

        string One(double? value) => value is { } number ? number.ToString(format, CultureInfo.InvariantCulture) + unit : "–";
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
