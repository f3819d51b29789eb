using System.CommandLine;
using System.Globalization;
using RawMcp.Wire;

namespace RawMcp.Cli.Verbs;

/// <summary><c>rawmcp export</c>: a capture in another form.</summary>
internal static class ExportVerb
{
    private static readonly Dictionary<string, Pipe> Raw = new()
    {
        ["raw-c2s"] = Pipe.Stdin,
        ["raw-s2c"] = Pipe.Stdout,
        ["raw-stderr"] = Pipe.Stderr,
    };

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "a capture" };
        var form = new Option<string>("--as")
        {
            Description = "raw-c2s, raw-s2c, raw-stderr: one stream exactly as it crossed the wire, secrets included",
            HelpName = string.Join('|', Raw.Keys),
            Required = true,
        };
        form.AcceptOnlyFromAmong([.. Raw.Keys]);
        var verb = new Verb("export", "Write a capture in another form to stdout.", "rawmcp export session.pcapng --as raw-s2c") { file, form };
        verb.SetAction(parsed =>
        {
            using var capture = CaptureFile.Open(parsed.GetValue(file)!);
            using var output = Console.OpenStandardOutput();
            var stream = Raw[parsed.GetValue(form)!];
            var done = RawExport.Copy(capture, stream, output);
            CaptureFile.Judge(parsed.GetValue(file)!, done.End);
            if (done.Missing == 0) return ExitCode.Done;
            Complaints.Say(string.Create(CultureInfo.InvariantCulture, $"This is not all that crossed: the capture lacks {done.Missing} bytes of {stream.Name()}, and says where (rawmcp show)."));
            return ExitCode.BadAnswer;
        });
        return verb;
    }
}
