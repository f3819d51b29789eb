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
        var verb = new Verb("show", "List what a capture holds: frames, stderr and process events on one clock.", "rawmcp show session.pcapng") { file };
        verb.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!;
            using var capture = CaptureFile.Open(path);
            var index = FrameIndex.Read(capture);
            using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 64 * 1024) { NewLine = "\n" };
            new CaptureList(index, capture).Write(output);
            output.Flush();
            CaptureFile.Judge(path, index.End);
            return ExitCode.Done;
        });
        return verb;
    }
}
