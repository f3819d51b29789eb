using System.Text.Json;

namespace Benchmarks.Run;

/// <summary>The report for programs: every sample of every round, and the goals.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(Report report) => JsonSerializer.Serialize(
        new
        {
            report.Date,
            report.Machine,
            report.LoadAverage,
            PipeLimit = report.Limit.Name,
            report.Frames,
            report.Plan.Rounds,
            report.Plan.WarmUpCalls,
            report.Plan.LargeBytes,
            Runs = report.Runs.Select(run => new
            {
                run.Pinning.Name,
                Samples = run.Samples.All.Select(it => new { it.Row, Measure = JsonNamingPolicy.CamelCase.ConvertName(it.Measure.ToString()), it.Values }),
            }),
            Goals = Goals.Judge(report).Select(goal => new { goal.Text, Goal = goal.BoundText, goal.Measured, goal.Met }),
            LeftOut = report.Left.Select(it => new { it.Pair, it.Reason }),
        },
        CamelCase);
}
