using System.Diagnostics;
using System.Globalization;

namespace Benchmarks.Roles;

/// <summary>
/// The client's side of a measurement: a command a line comes in (<c>echo 400</c>), one line of JSON with the figures goes out.
/// The first line goes out unasked, when the tools have been listed: that is the end of the start-up.
/// </summary>
internal sealed class ClientRole(Endpoint endpoint, TextReader commands, TextWriter answers)
{
    /// <summary>Obeys until stdin ends. It blocks: on one core the thread pool has one thread, and waiting for a command must not take it.</summary>
    public void Run()
    {
        SayTools().GetAwaiter().GetResult();
        while (commands.ReadLine() is { } line) Obey(line).GetAwaiter().GetResult();
    }

    private async Task SayTools() => Say(("tools", await endpoint.ListToolsAsync()));

    private Task Obey(string line)
    {
        var words = line.Split(' ');
        var number = int.Parse(words[1], CultureInfo.InvariantCulture);
        return words[0] switch
        {
            "warm" => WarmAsync(number),
            "echo" => Task.Run(() => EchoAsync(TimeSpan.FromMilliseconds(number))),
            "flight" => Task.Run(() => InFlightAsync(TimeSpan.FromMilliseconds(number))),
            "blob" => BlobAsync(number),
            "allocated" => AllocatedAsync(number),
            "peak" => PeakAsync(),
            "framing" => Task.Run(() => Say(("gigabytesPerSecond", FramingLoop.Measure(TimeSpan.FromMilliseconds(number))))),
            _ => throw new InvalidOperationException($"No command '{line}'."),
        };
    }

    private async Task WarmAsync(int calls)
    {
        if (await endpoint.EchoTextAsync() != Endpoint.Message) throw new InvalidOperationException("echo gave something else back.");
        for (var i = 0; i < calls; i++) await endpoint.EchoAsync();
        Say(("calls", calls));
    }

    private async Task EchoAsync(TimeSpan time)
    {
        var samples = new List<long>(200_000);
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(time.TotalSeconds * Stopwatch.Frequency);
        for (var before = start; before < end;)
        {
            await endpoint.EchoAsync();
            var after = Stopwatch.GetTimestamp();
            samples.Add(after - before);
            before = after;
        }

        samples.Sort();
        Say(("calls", samples.Count), ("p50", Microseconds(samples[samples.Count / 2])), ("p99", Microseconds(samples[samples.Count * 99 / 100])));
    }

    private async Task InFlightAsync(TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, 64).Select(async _ =>
        {
            var calls = 0;
            for (; Stopwatch.GetElapsedTime(start) < time; calls++) await endpoint.EchoAsync();
            return calls;
        }));
        Say(("perSecond", counts.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds));
    }

    private async Task BlobAsync(int characters)
    {
        var start = Stopwatch.GetTimestamp();
        if (await endpoint.BlobAsync(characters) != characters) throw new InvalidOperationException("blob gave another length.");
        Say(("milliseconds", Stopwatch.GetElapsedTime(start).TotalMilliseconds));
    }

    private async Task AllocatedAsync(int calls)
    {
        var serverBefore = Figures.Parse(await endpoint.FiguresAsync());
        var before = Figures.Own();
        for (var i = 0; i < calls; i++) await endpoint.EchoAsync();
        var after = Figures.Own();
        var serverAfter = Figures.Parse(await endpoint.FiguresAsync());
        Say(("client", (after.Allocated - before.Allocated) / (double)calls),
            ("server", serverAfter.Allocated < 0 ? -1 : (serverAfter.Allocated - serverBefore.Allocated) / (double)calls));
    }

    private async Task PeakAsync() => Say(("client", Figures.Own().Peak), ("server", Figures.Parse(await endpoint.FiguresAsync()).Peak));

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;

    private void Say(params (string Name, double Value)[] figures)
    {
        answers.WriteLine("{" + string.Join(",", figures.Select(f => string.Create(CultureInfo.InvariantCulture, $"\"{f.Name}\":{f.Value:0.###}"))) + "}");
        answers.Flush();
    }
}
