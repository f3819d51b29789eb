using System.CommandLine;
using RawMcp.Cli.Output;
using RawMcp.Wire;

namespace RawMcp.Cli.Verbs;

/// <summary><c>rawmcp show</c>: a capture as a list of frames, stderr lines and events on one clock.</summary>
internal static class ShowVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "a capture" };
        var choice = FilterOption.Create();
        var verb = new Verb(
            "show",
            "List what a capture holds: frames, stderr and process events on one clock.",
            "rawmcp show session.pcapng",
            "rawmcp show session.pcapng --filter 'dir == s2c and length > 100'")
        { file, choice };
        verb.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!;
            using var capture = CaptureFile.Open(path);
            var index = FrameIndex.Read(capture);
            using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 64 * 1024) { NewLine = "\n" };
            var filter = parsed.GetValue(choice);
            var chosen = new CaptureList(index, capture, filter).Write(output);
            output.Flush();
            CaptureFile.Judge(path, index.End);
            if (filter is not null && chosen == 0) Complaints.Say($"None of the {index.Frames.Count} frames matches the filter.");
            return ExitCode.Done;
        });
        return verb;
    }
}
