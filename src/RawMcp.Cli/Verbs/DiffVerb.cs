using System.CommandLine;
using RawMcp.Cli.Output;
using RawMcp.Wire;

namespace RawMcp.Cli.Verbs;

/// <summary><c>rawmcp diff</c>: what differs between two captures.</summary>
internal static class DiffVerb
{
    public static Command Create()
    {
        var first = new Argument<string>("A") { Description = "a capture" };
        var second = new Argument<string>("B") { Description = "the capture to compare it with" };
        var choice = FilterOption.Create();
        var json = new Option<bool>("--json") { Description = "one JSON object" };
        var verb = new Verb(
            "diff",
            "Compare two captures: opening, tools, and calls by method and params. Exit code 1 when they differ.",
            "rawmcp diff before.pcapng after.pcapng",
            "rawmcp diff before.pcapng after.pcapng --filter 'dir == c2s' --json")
        { first, second, choice, json };
        verb.SetAction(parsed =>
        {
            var (a, b) = (parsed.GetValue(first)!, parsed.GetValue(second)!);
            using var before = CaptureFile.Open(a);
            using var after = CaptureFile.Open(b);
            var (indexA, indexB) = (Index(a, before), Index(b, after));
            var filter = parsed.GetValue(choice);
            var diff = CaptureDiff.Between(new ExportSource(indexA, before, Redactor.Off(), filter), new ExportSource(indexB, after, Redactor.Off(), filter));
            if (diff.IsEmpty)
            {
                Complaints.Say(filter is null ? "There is nothing to compare: neither capture holds a call." : "There is nothing to compare: the filter chooses no call in either capture.");
                return ExitCode.Refused;
            }

            using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 64 * 1024) { NewLine = "\n" };
            if (parsed.GetValue(json)) DiffJson.Write(output.BaseStream, diff, a, b);
            else new DiffText(diff, a, b).Write(output);
            return diff.IsSame ? ExitCode.Done : ExitCode.BadAnswer;
        });
        return verb;
    }

    private static FrameIndex Index(string path, FileStream capture)
    {
        var index = FrameIndex.Read(capture);
        CaptureFile.Judge(path, index);
        return index;
    }
}
