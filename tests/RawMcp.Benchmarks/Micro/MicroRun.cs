using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Benchmarks.Run;
using Perfolizer.Horology;

namespace Benchmarks.Micro;

/// <summary>The parts of the core alone, with BenchmarkDotNet. The words go to it: <c>--filter '*Framing*'</c>, …</summary>
internal static class MicroRun
{
    public static int Run(string[] words)
    {
        // Short iterations, and not many: on a busy machine the defaults go on for many minutes.
        // In this process: BenchmarkDotNet's own builds do not know the artifacts layout of this repository.
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance)
                .WithIterationTime(TimeInterval.FromMilliseconds(100)).WithMaxWarmupCount(10).WithMaxIterationCount(20))
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddColumn(new ThroughputColumn())
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddLogger(ConsoleLogger.Default)
            .AddExporter(MarkdownExporter.GitHub)
            .WithArtifactsPath(Repository.Path("artifacts", "benchmarks"))
            .WithOptions(ConfigOptions.JoinSummary);
        string[] all = words.Length == 0 ? ["--filter", "*"] : words;
        var summaries = BenchmarkSwitcher.FromTypes([typeof(FramingBenchmark), typeof(ReadingBenchmark), typeof(WritingBenchmark), typeof(SchemaBenchmark)]).Run(all, config);
        return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
    }
}
