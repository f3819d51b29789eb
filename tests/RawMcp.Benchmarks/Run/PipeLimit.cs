using System.Text.Json;

namespace Benchmarks.Run;

/// <summary>The physical limit: a ping-pong of bytes over two pipes, in C where there is a compiler, else a blocking loop in .NET.</summary>
internal sealed record PipeLimit(string Name, IReadOnlyList<string> Command)
{
    public static async Task<PipeLimit> MakeAsync()
    {
        var folder = Repository.Path("artifacts", "benchmarks");
        Directory.CreateDirectory(folder);
        var source = Path.Combine(folder, "pingpong.c");
        var binary = Path.Combine(folder, "pingpong");
        await using (var text = typeof(PipeLimit).Assembly.GetManifestResourceStream("pingpong.c")!)
        await using (var file = File.Create(source))
        {
            await text.CopyToAsync(file);
        }

        foreach (var compiler in OperatingSystem.IsWindows() ? [] : new[] { "cc", "gcc", "clang" })
        {
            if (await Tool.RunAsync(compiler, "-O2", "-o", binary, source) is (0, _)) return new($"pipe limit (C, {compiler})", [binary]);
        }

        return new("pipe limit (.NET blocking loop: no C compiler)", [.. Self.Command, "ping"]);
    }

    /// <summary>Round trips: the median and the 99th percentile, in microseconds.</summary>
    public async Task<(double P50, double P99)> MeasureAsync(Pinning pinning, int requestBytes, int answerBytes, int count)
    {
        string[] words = [.. pinning.Prefix, .. Command, $"{requestBytes}", $"{answerBytes}", $"{count}"];
        var run = await Tool.RunAsync(words[0], words[1..]) ?? throw new InvalidOperationException("The ping-pong did not start.");
        if (run.Code != 0) throw new InvalidOperationException("The ping-pong failed: " + run.Output);
        using var figures = JsonDocument.Parse(run.Output);
        return (figures.RootElement.GetProperty("p50").GetDouble(), figures.RootElement.GetProperty("p99").GetDouble());
    }
}
