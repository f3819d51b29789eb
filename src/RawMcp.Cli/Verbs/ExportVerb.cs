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

    private static readonly Dictionary<string, Func<ExportSource, Stream, int>> Made = new()
    {
        ["jsonl"] = JsonLinesExport.Write,
        ["har"] = HarExport.Write,
        ["otlp-json"] = OtlpExport.Write,
        ["html"] = HtmlExport.Write,
    };

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "a capture" };
        var form = new Option<string>("--as")
        {
            Description = "jsonl: a line for each frame and event; har: the calls as an HTTP archive; otlp-json: the calls as OpenTelemetry spans; html: a page to read it in a browser; "
                + "raw-c2s, raw-s2c, raw-stderr: one stream exactly as it crossed the wire, secrets included",
            HelpName = string.Join('|', Made.Keys.Concat(Raw.Keys)),
            Required = true,
        };
        form.AcceptOnlyFromAmong([.. Made.Keys, .. Raw.Keys]);
        var choice = FilterOption.Create();
        var redaction = new RedactionOptions();
        var verb = new Verb(
            "export",
            "Write a capture in another form to stdout, without the secrets in it.",
            "rawmcp export session.pcapng --as jsonl",
            "rawmcp export session.pcapng --as har --filter 'dur < 10s'",
            "rawmcp export session.pcapng --as otlp-json --redact 'cust-[0-9]+'",
            "rawmcp export session.pcapng --as html",
            "rawmcp export session.pcapng --as raw-s2c")
        { file, form, choice, redaction.Patterns, redaction.Off };
        verb.SetAction(parsed =>
        {
            var (path, wanted, filter) = (parsed.GetValue(file)!, parsed.GetValue(form)!, parsed.GetValue(choice));
            var redactor = redaction.Redactor(parsed);
            if (Raw.TryGetValue(wanted, out var stream))
            {
                if (filter is not null) throw new UsageException($"{wanted} is a whole stream as it crossed the wire: --filter goes with {string.Join(", ", Made.Keys)}.");
                if (parsed.GetValue(redaction.Patterns) is { Length: > 0 }) throw new UsageException($"{wanted} is a stream as it crossed the wire, secrets included: --redact goes with {string.Join(", ", Made.Keys)}.");
                return CopyRaw(path, stream);
            }

            using var capture = CaptureFile.Open(path);
            var index = FrameIndex.Read(capture);
            if (index.End.Kind == CaptureEndKind.NotACapture || CaptureFile.IsForeign(index)) CaptureFile.Judge(path, index); // nothing is written of what is none
            using var output = new BufferedStream(Console.OpenStandardOutput(), 64 * 1024);
            var written = Made[wanted](new ExportSource(index, capture, redactor, filter), output);
            output.Flush();
            CaptureFile.Judge(path, index);
            if (filter is not null && written == 0) Complaints.Say("The filter chooses nothing of this capture.");
            RedactionOptions.Report(redactor);
            return ExitCode.Done;
        });
        return verb;
    }

    private static int CopyRaw(string path, Pipe stream)
    {
        using var capture = CaptureFile.Open(path);
        using var output = Console.OpenStandardOutput();
        var done = RawExport.Copy(capture, stream, output);
        CaptureFile.Judge(path, done.End);
        if (done.Missing == 0) return ExitCode.Done;
        Complaints.Say(string.Create(CultureInfo.InvariantCulture, $"This is not all that crossed: the capture lacks {done.Missing} bytes of {stream.Name()}, and says where (rawmcp show)."));
        return ExitCode.BadAnswer;
    }
}
