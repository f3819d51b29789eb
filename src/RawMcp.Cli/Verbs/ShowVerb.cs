using System.CommandLine;
using RawMcp.Cli.Output;
using RawMcp.Cli.Show;
using RawMcp.Cli.Show.Tui;
using RawMcp.Wire;

namespace RawMcp.Cli.Verbs;

/// <summary><c>rawmcp show</c>: a capture as a list of frames, stderr lines and events on one clock.</summary>
internal static class ShowVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "a capture" };
        var choice = FilterOption.Create();
        var follow = new Option<bool>("--follow", "-f") { Description = "go on while it is written, until the recording ends; waits for a file that is not there yet" };
        var explain = new Option<bool>("--explain") { Description = "behind each message, a line on what it is for and what is due then" };
        var stats = new Option<bool>("--stats") { Description = "counts instead of frames: per method and direction, with times and the slowest calls" };
        var json = new Option<bool>("--json") { Description = "with --stats: one JSON object, times in milliseconds" };
        var ascii = new Option<bool>("--ascii") { Description = "with --stats: draw with ASCII alone, as it is where stdout is no terminal" };
        var tui = new Option<bool>("--tui") { Description = "in the whole terminal: list, detail, filter, search; ? there says how" };
        var verb = new Verb(
            "show",
            "List what a capture holds: frames, stderr and process events on one clock.",
            "rawmcp show session.pcapng",
            "rawmcp show session.pcapng --explain",
            "rawmcp show session.pcapng --stats",
            "rawmcp show --follow session.pcapng",
            "rawmcp show session.pcapng --filter 'dir == s2c and length > 100'")
        { file, choice, follow, explain, stats, json, ascii, tui };
        Only(verb, json, stats);
        Only(verb, ascii, stats);
        Never(verb, tui, explain);
        foreach (var other in new[] { follow, explain, tui }) Never(verb, stats, other);
        verb.SetAction(async (parsed, stop) =>
        {
            var (path, filter, explained) = (parsed.GetValue(file)!, parsed.GetValue(choice), parsed.GetValue(explain));
            if (parsed.GetValue(stats)) return Count(path, filter, parsed.GetValue(json), parsed.GetValue(ascii));
            if (parsed.GetValue(tui))
            {
                TuiRun.Run(path, filter, parsed.GetValue(follow), stop);
                return ExitCode.Done;
            }

            using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 64 * 1024) { NewLine = "\n" };
            if (parsed.GetValue(follow)) await new Follower(path, filter, explained, output).RunAsync(stop);
            else List(path, filter, explained, output);
            return ExitCode.Done;
        });
        return verb;
    }

    private static int Count(string path, Filter? filter, bool json, bool ascii)
    {
        using var capture = CaptureFile.Open(path);
        var index = FrameIndex.Read(capture);
        CaptureFile.Judge(path, index);
        var stats = Stats.Of(index, capture, filter);
        using var output = Console.OpenStandardOutput();
        if (json)
        {
            StatsJson.Write(output, stats);
            return ExitCode.Done;
        }

        using var text = new StreamWriter(output) { NewLine = "\n" };
        new StatsText(ascii || Console.IsOutputRedirected).Write(text, stats);
        if (filter is not null && stats.Chosen == 0) Complaints.Say($"None of the {index.Frames.Count} frames matches the filter.");
        return ExitCode.Done;
    }

    private static void Only(Verb verb, Option<bool> option, Option<bool> with) => verb.Validators.Add(result =>
    {
        if (result.GetValue(option) && !result.GetValue(with)) result.AddError($"{option.Name} is for {with.Name} alone.");
    });

    private static void Never(Verb verb, Option<bool> one, Option<bool> other) => verb.Validators.Add(result =>
    {
        if (result.GetValue(one) && result.GetValue(other)) result.AddError($"{one.Name} and {other.Name} do not go together.");
    });

    private static void List(string path, Filter? filter, bool explain, TextWriter output)
    {
        using var capture = CaptureFile.Open(path);
        var index = FrameIndex.Read(capture);
        var list = new CaptureList(index, capture, filter, explain);
        list.Write(output);
        output.Flush();
        CaptureFile.Judge(path, index);
        if (filter is not null && list.Chosen == 0) Complaints.Say($"None of the {index.Frames.Count} frames matches the filter.");
    }
}
