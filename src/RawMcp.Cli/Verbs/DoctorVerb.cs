using System.CommandLine;
using RawMcp.Cli.Output;
using RawMcp.Wire;

namespace RawMcp.Cli.Verbs;

/// <summary><c>rawmcp doctor</c>: names what went wrong in a capture.</summary>
internal static class DoctorVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "a capture" };
        var json = new Option<bool>("--json") { Description = "one JSON object: summary, findings (code, severity, title, cause, evidence, remedy, readMore), notes" };
        var hung = Amount.OfSeconds("--hung", $"a call without answer or progress hangs after so long; {DoctorLimits.HungCall.TotalSeconds} where it is not given", DoctorLimits.HungCall.TotalSeconds);
        var grace = Amount.OfSeconds("--grace", $"how long a server may take to exit after the end of its stdin; {DoctorLimits.ExitGrace.TotalSeconds} where it is not given", DoctorLimits.ExitGrace.TotalSeconds);
        var verb = new Verb(
            "doctor",
            "Name what went wrong in a capture, with the bytes that prove it and what to do.",
            "rawmcp doctor session.pcapng",
            "rawmcp doctor session.pcapng --json")
        { file, json, hung, grace };
        verb.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!;
            using var capture = CaptureFile.Open(path);
            var index = FrameIndex.Read(capture);
            if (index.End.Kind == CaptureEndKind.NotACapture) CaptureFile.Judge(path, index.End);
            var options = new DoctorOptions { HungCall = TimeSpan.FromSeconds(parsed.GetValue(hung)), ExitGrace = TimeSpan.FromSeconds(parsed.GetValue(grace)) };
            return Report(Doctor.Examine(index, capture, options), parsed.GetValue(json));
        });
        return verb;
    }

    /// <summary>Prints an examination; 1 where it holds an error, 3 where there was nothing to judge.</summary>
    public static int Report(Examination examination, bool asJson)
    {
        using var output = Console.OpenStandardOutput();
        if (asJson)
        {
            DoctorJson.Write(examination, output);
        }
        else
        {
            using var writer = new StreamWriter(output) { NewLine = "\n" };
            new DoctorReport(examination, writer).Write();
        }

        return !examination.HasSession ? ExitCode.Refused
            : examination.Findings is [{ Severity: Severity.Error }, ..] ? ExitCode.BadAnswer
            : ExitCode.Done;
    }
}
