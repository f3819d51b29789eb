using System.Diagnostics;
using System.Globalization;
using Benchmarks.Run;
using RawMcp.Wire;

namespace Benchmarks.Tap;

/// <summary>What is between client and server: nothing, one <c>cat</c> on either way, or the tap, which records.</summary>
internal enum Between
{
    Nothing,
    Cat,
    Tap,
}

/// <summary>Takes the measures of the tap, round by round.</summary>
/// <param name="plan">How much.</param>
/// <param name="roles">The command for the ends of a chain.</param>
/// <param name="tap">The binary whose verb <c>tap</c> is measured.</param>
/// <param name="folder">Where captures go while it lasts.</param>
internal sealed class TapMeasures(TapPlan plan, IReadOnlyList<string> roles, IReadOnlyList<string> tap, string folder)
{
    private static readonly Between[] All = Enum.GetValues<Between>();

    private string Capture => Path.Combine(folder, "tap.pcapng");

    /// <summary>Round trips of frames: for each length, each round's medians in microseconds.</summary>
    public IReadOnlyList<Latency> Latencies(Pinning pinning)
    {
        var chains = All.ToDictionary(between => between, between => Chain.Start(pinning, roles, Wrap(between, [.. roles, "mirror"])));
        var latencies = plan.Frames.Select(frame => new Latency(frame.Bytes)).ToList();
        for (var round = 0; round < plan.Rounds; round++)
        {
            Say($"{pinning.Name}: round trips, round {round + 1} of {plan.Rounds}");
            foreach (var (latency, frame) in latencies.Zip(plan.Frames))
            {
                foreach (var between in All) latency.Add(between, chains[between].Ping(frame.Bytes, frame.Count));
            }
        }

        foreach (var chain in chains.Values) chain.Dispose();
        File.Delete(Capture);
        return latencies;
    }

    /// <summary>Streams from server to client, or from client to server: each round's bytes a second.</summary>
    public Throughput Streams(Pinning pinning, bool toServer)
    {
        var throughput = new Throughput(toServer);
        string[] end = toServer ? [.. roles, "drain"] : [.. roles, "pour", plan.StreamBytes.ToString(CultureInfo.InvariantCulture)];
        for (var round = 0; round < plan.StreamRounds; round++)
        {
            Say($"{pinning.Name}: {plan.StreamBytes / 1_000_000} MB {(toServer ? "to" : "from")} the server, round {round + 1} of {plan.StreamRounds}");
            foreach (var between in All)
            {
                using (var chain = Chain.Start(pinning, roles, Wrap(between, end, toServer ? "cat | \"$@\"" : "\"$@\" | cat")))
                {
                    throughput.Add(between, plan.StreamBytes / (toServer ? chain.Pour(plan.StreamBytes) : chain.Drain(plan.StreamBytes)));
                }

                if (between == Between.Tap) throughput.NotKept.Add(Gaps());
            }
        }

        File.Delete(Capture);
        return throughput;
    }

    /// <summary>From before the tap is started to its having started the server, in milliseconds: its own clock tells, which is the system's.</summary>
    public IReadOnlyList<double> Starts()
    {
        Say($"starting it {plan.Starts} times");
        var took = new List<double>();
        for (var i = 0; i < plan.Starts; i++)
        {
            string[] words = [.. tap, "tap", "-o", Capture, "--", "true"];
            var before = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;
            using (var process = Process.Start(new ProcessStartInfo(words[0], words[1..]))!) process.WaitForExit();
            took.Add((Events().OfType<CaptureEvent.Spawned>().Single().Time - before) / 1e6);
        }

        File.Delete(Capture);
        return took;
    }

    // A shell that waits for a cat before the server holds the end of the stream behind it open: a stream gets the one on its way only.
    private string[] Wrap(Between between, string[] server, string cats = "cat | \"$@\" | cat") => between switch
    {
        Between.Cat => ["/bin/sh", "-c", cats, "sh", .. server],
        Between.Tap => [.. tap, "tap", "-o", Capture, "--", .. server],
        _ => server,
    };

    private long Gaps() => Events().OfType<CaptureEvent.Gap>().Sum(gap => gap.Bytes);

    private List<CaptureEvent> Events()
    {
        using var file = File.OpenRead(Capture);
        var reader = new CaptureReader(file);
        var events = new List<CaptureEvent>();
        while (reader.TryRead(out var record))
        {
            if (record is CaptureRecord.Happened { What: var what }) events.Add(what);
        }

        return events;
    }

    private static void Say(string sentence) => Console.Error.WriteLine(sentence);
}
