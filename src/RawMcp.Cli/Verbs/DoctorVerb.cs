using System.CommandLine;
using RawMcp.Cli.Live;
using RawMcp.Cli.Output;
using RawMcp.Stdio;
using RawMcp.Wire;

namespace RawMcp.Cli.Verbs;

/// <summary><c>rawmcp doctor</c>: names what went wrong in a capture, or with a server that it starts.</summary>
internal static class DoctorVerb
{
    public static Command Create(string[]? server)
    {
        var file = new Argument<string?>("FILE") { Description = "a capture; or a server's command behind --", Arity = ArgumentArity.ZeroOrOne };
        var keep = new Option<string?>("--output", "-o") { Description = "with a command: the capture; in the state directory where none is named", HelpName = "file" };
        var json = new Option<bool>("--json") { Description = "one JSON object: summary, findings (code, severity, title, cause, evidence, remedy, readMore), notes" };
        var redaction = new RedactionOptions();
        var times = new DoctorPatience();
        var verb = new Verb(
            "doctor",
            "Name what went wrong in a capture, or with a server, with the bytes that prove it and what to do.",
            "rawmcp doctor -- npx -y some-mcp-server",
            "rawmcp doctor session.pcapng",
            "rawmcp doctor session.pcapng --json")
        { file, keep, json, redaction.Patterns, redaction.Off };
        times.AddTo(verb);
        verb.SetAction((parsed, cancellation) =>
        {
            var path = parsed.GetValue(file);
            if ((path is null) == (server is null or []))
                throw new UsageException("Which server, or which capture? One of the two: rawmcp doctor -- npx -y some-mcp-server, or rawmcp doctor session.pcapng");
            var options = times.Doctor(parsed, isLive: path is null) with { Redactor = redaction.Redactor(parsed) };
            if (path is not null) return Task.FromResult(Report(Read(path, options), parsed.GetValue(json)));
            return Task.Run(
                () =>
                {
                    using var live = new LiveDoctor(parsed.GetValue(keep), times.Visit(parsed), options, times.FirstSilence(parsed));
                    return Report(live.Run(new ServerCommand(server![0], server[1..]), cancellation), parsed.GetValue(json));
                },
                CancellationToken.None);
        });
        return verb;
    }

    private static Examination Read(string path, DoctorOptions options)
    {
        using var capture = CaptureFile.Open(path);
        var index = FrameIndex.Read(capture);
        if (index.End.Kind == CaptureEndKind.NotACapture) CaptureFile.Judge(path, index.End);
        return Doctor.Examine(index, capture, options);
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
