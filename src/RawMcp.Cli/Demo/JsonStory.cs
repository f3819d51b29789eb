using RawMcp.Cli.Output;
using RawMcp.Framing;
using RawMcp.JsonRpc;
using RawMcp.Stdio;

namespace RawMcp.Cli.Demo;

/// <summary>A session for programs: one JSON object a frame on stdout, everything else on stderr.</summary>
internal sealed class JsonStory : IStory
{
    public void Launched(ServerCommand command, int pid) => Console.Error.WriteLine($"started: {Plain.Line(command.ToString())} (pid {pid})");

    public void Frame(int number, Crossing crossing, TimeSpan sinceLast, string explanation) => Console.Out.WriteLine(RawJson.Build(writer =>
    {
        var frame = crossing.Frame;
        writer.WriteStartObject();
        writer.WriteNumber("frame", number);
        writer.WriteString("direction", crossing.Direction == Direction.Sent ? "c2s" : "s2c");
        writer.WriteNumber("offset", frame.Offset);
        writer.WriteNumber("bytes", frame.Length);
        writer.WriteString("ending", frame.Ending switch
        {
            FrameEnding.Complete => "complete",
            FrameEnding.Unterminated => "unterminated",
            FrameEnding.OverLong => "over-long",
            _ => "bad-header",
        });
        writer.WriteNumber("sinceLastMs", Math.Round(sinceLast.TotalMilliseconds, 3));
        if (System.Text.Unicode.Utf8.IsValid(frame.Bytes.Span)) writer.WriteString("line", frame.Bytes.Span);
        else writer.WriteBase64String("base64", frame.Bytes.Span);
        if (MessageReader.Read(frame) is not Message.Malformed)
        {
            writer.WritePropertyName("message");
            writer.WriteRawValue(frame.Bytes.Span, skipInputValidation: true);
        }

        writer.WriteString("explanation", explanation);
        writer.WriteEndObject();
    }));

    public void Stderr(string line) => Console.Error.WriteLine("stderr: " + line);

    public void Note(string sentence) => Console.Error.WriteLine(sentence);

    public void Answer(string call, string answer, bool isError) => Console.Error.WriteLine($"{call} → {(isError ? "tool error: " : "")}{answer}");

    public void Closed(ShutdownReport report) => Console.Error.WriteLine($"closed: {report.Rung}, {(report.ExitCode is { } code ? ExitCodes.Describe(code) : "no exit code")}");
}
