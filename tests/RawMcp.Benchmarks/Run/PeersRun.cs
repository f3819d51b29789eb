namespace Benchmarks.Run;

/// <summary>The cross-process measurement: every pair in one run, round by round, pinned to one core and once more unpinned.</summary>
internal sealed class PeersRun(Plan plan, PipeLimit limit, EchoFrames frames, IReadOnlyList<Pair> pairs, Action<string, string> failed)
{
    private readonly HashSet<string> gone = []; // failed in this part of the run; the next part gives each another chance
    private string part = "";

    public static async Task<int> RunAsync(Plan plan)
    {
        var report = new Report(plan, await PipeLimit.MakeAsync(), await EchoFrames.MeasureAsync(), DateTimeOffset.Now);
        var run = new PeersRun(plan, report.Limit, report.Frames, await Pair.AllAsync(plan.Only, report.Leave), report.Leave);
        var pinned = await Pinning.ToOneCoreAsync();
        if (pinned is not null) report.Runs.Add((pinned, await run.MeasureAsync(pinned, large: true)));
        if (pinned is null || !plan.IsSmokeTest) report.Runs.Add((Pinning.None, await run.MeasureAsync(Pinning.None, large: pinned is null)));
        Console.OutputEncoding = System.Text.Encoding.UTF8;
        Console.WriteLine(plan.Json ? JsonReport.Write(report) : Markdown.Write(report));
        return 0;
    }

    private async Task<Samples> MeasureAsync(Pinning pinning, bool large)
    {
        var samples = new Samples();
        Begin($"{pinning.Name}, calls");
        await Calls(pinning, samples);
        Begin($"{pinning.Name}, large frames");
        if (large) await LargeFrames(pinning, samples);
        return samples;
    }

    private void Begin(string name)
    {
        part = name;
        gone.Clear();
    }

    private async Task Calls(Pinning pinning, Samples samples)
    {
        var clients = new List<(Pair Pair, ClientProcess Client)>();
        Say($"{pinning.Name}: warming up");
        await EachAsync(pairs, pair => pair.Name, async pair =>
        {
            var client = await ClientProcess.StartAsync(pair, pinning);
            clients.Add((pair, client));
            await client.AskAsync($"warm {plan.WarmUpCalls}");
        });

        for (var round = 0; round < plan.Rounds; round++)
        {
            Say($"{pinning.Name}: round {round + 1} of {plan.Rounds}");
            var number = round;
            var floor = await limit.MeasureAsync(pinning, frames.RequestBytes, frames.AnswerBytes, plan.PipeRoundTrips);
            samples.Add(limit.Name, Measure.EchoMedianMicroseconds, round, floor.P50);
            samples.Add(limit.Name, Measure.EchoP99Microseconds, round, floor.P99);
            await EachAsync(clients, it => it.Pair.Name, async it =>
            {
                var echo = await it.Client.AskAsync($"echo {plan.Milliseconds}");
                samples.Add(it.Pair.Name, Measure.EchoMedianMicroseconds, number, echo["p50"]);
                samples.Add(it.Pair.Name, Measure.EchoP99Microseconds, number, echo["p99"]);
            });
            await EachAsync(clients, it => it.Pair.Name, async it =>
                samples.Add(it.Pair.Name, Measure.CallsPerSecond64InFlight, number, (await it.Client.AskAsync($"flight {plan.Milliseconds}"))["perSecond"]));
            await EachAsync(clients, it => it.Pair.Name, async it =>
            {
                var allocated = await it.Client.AskAsync($"allocated {plan.CountedCalls}");
                samples.Add(it.Pair.Name, Measure.ClientBytesPerCall, number, allocated["client"]);
                samples.Add(it.Pair.Name, Measure.ServerBytesPerCall, number, allocated["server"]);
                if (number > 0) return;
                var peak = await it.Client.AskAsync("peak 0"); // before the first long frame
                samples.Add(it.Pair.Name, Measure.ClientPeakBytes, 0, peak["client"]);
                samples.Add(it.Pair.Name, Measure.ServerPeakBytes, 0, peak["server"]);
            });
            samples.Add(limit.Name, Measure.Result10MbMilliseconds, round, (await limit.MeasureAsync(pinning, frames.RequestBytes, Plan.BlobBytes, 10)).P50 / 1000);
            await EachAsync(clients, it => it.Pair.Name, async it =>
                samples.Add(it.Pair.Name, Measure.Result10MbMilliseconds, number, (await it.Client.AskAsync($"blob {Plan.BlobBytes}"))["milliseconds"]));
            await EachAsync(pairs, pair => pair.Name, async pair =>
            {
                await using var fresh = await ClientProcess.StartAsync(pair, pinning);
                samples.Add(pair.Name, Measure.StartUpMilliseconds, number, fresh.StartUp.TotalMilliseconds);
            });
            await EachAsync(clients.Where(it => it.Pair.Name == Pair.OursAot), it => it.Pair.Name, async it =>
                samples.Add(it.Pair.Name, Measure.FramingGigabytesPerSecond, number, (await it.Client.AskAsync($"framing {plan.Milliseconds}"))["gigabytesPerSecond"]));
        }

        foreach (var (_, client) in clients) await client.DisposeAsync();
    }

    /// <summary>One frame of 100 MB, and one of 200, each through processes of its own: a peak of memory is for a process's whole life.</summary>
    private async Task LargeFrames(Pinning pinning, Samples samples)
    {
        var memory = 16 * (nuint)plan.LargeBytes; // about what client and server together take for the longer frame
        for (var round = 0; round < plan.LargeRounds; round++)
        {
            Say($"{pinning.Name}: frames of {plan.LargeBytes / 1_000_000} MB and twice that, round {round + 1} of {plan.LargeRounds}");
            var number = round;
            await EachAsync(pairs.Where(pair => number == 0 || pair.IsOurs), pair => pair.Name, async pair =>
            {
                FreshMemory.Ask(memory);
                await using (var client = await ClientProcess.StartAsync(pair, pinning))
                {
                    samples.Add(pair.Name, Measure.LargeFrameMilliseconds, number, (await client.AskAsync($"blob {plan.LargeBytes}"))["milliseconds"]);
                    var peak = await client.AskAsync("peak 0");
                    samples.Add(pair.Name, Measure.LargeFrameClientPeakBytes, number, peak["client"]);
                    samples.Add(pair.Name, Measure.LargeFrameServerPeakBytes, number, peak["server"]);
                }

                FreshMemory.Ask(memory);
                await using (var client = await ClientProcess.StartAsync(pair, pinning))
                {
                    samples.Add(pair.Name, Measure.TwiceLargeFrameMilliseconds, number, (await client.AskAsync($"blob {2 * plan.LargeBytes}"))["milliseconds"]);
                }
            });
        }
    }

    /// <summary>Does something with each, in turn. One that fails is left out of the rest, with the reason, and the others go on.</summary>
    private async Task EachAsync<T>(IEnumerable<T> all, Func<T, string> name, Func<T, Task> measure)
    {
        foreach (var one in all.Where(one => !gone.Contains(name(one))))
        {
            try
            {
                await measure(one);
            }
            catch (RoleFailedException e)
            {
                gone.Add(name(one));
                failed(name(one), $"{part}: {e.Message.TrimEnd('.')}");
            }
        }
    }

    private static void Say(string sentence) => Console.Error.WriteLine(sentence);
}
