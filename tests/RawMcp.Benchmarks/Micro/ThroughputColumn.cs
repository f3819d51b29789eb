using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Benchmarks.Micro;

/// <summary>Gigabytes a second, for the benchmarks that say how many bytes one operation works on.</summary>
internal sealed class ThroughputColumn : IColumn
{
    public string Id => ColumnName;

    public string ColumnName => "GB/s";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => "bytes worked on / mean time";

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, summary.Style);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) =>
        summary[benchmarkCase]?.ResultStatistics is { } statistics && benchmarkCase.Descriptor.Type == typeof(FramingBenchmark)
            ? (FramingBenchmark.StreamBytes / statistics.Mean).ToString("0.00", CultureInfo.InvariantCulture)
            : "–";
}
