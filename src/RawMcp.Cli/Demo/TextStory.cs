using System.Globalization;
using RawMcp.Cli.Output;
using RawMcp.Framing;
using RawMcp.Stdio;

namespace RawMcp.Cli.Demo;

/// <summary>A session for the eye, in 100 columns: a rule with the facts, the raw line, a sentence.</summary>
internal sealed class TextStory(bool hex, bool full) : IStory
{
    private const int Columns = 100;
    private const int ShownBytes = 4096;

    private readonly Palette palette = Palette.ForOutput;
    private readonly TextWriter to = Console.Out;

    public void Launched(ServerCommand command, int pid)
    {
        to.WriteLine(palette.Bold("$ " + Plain.Line(command.ToString())));
        Sentence(string.Create(CultureInfo.InvariantCulture, $"The server is a child process, pid {pid}. Its stdin, stdout and stderr are pipes to this program."));
    }

    public void Frame(int number, Crossing crossing, TimeSpan sinceLast, string explanation)
    {
        var frame = crossing.Frame;
        var sent = crossing.Direction == Direction.Sent;
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"{number}  {(sent ? "client → server" : "client ← server")}  {Size(frame)}  +{sinceLast.TotalMilliseconds:0.0} ms ");
        to.WriteLine();
        to.WriteLine((sent ? palette.ToServer(head) : palette.ToClient(head)) + palette.Dim(new string('─', Math.Max(3, Columns - head.Length))));

        var bytes = frame.Bytes.Span;
        var shown = full || bytes.Length <= ShownBytes ? bytes : bytes[..ShownBytes];
        to.WriteLine(hex ? HexDump.Of(WithLf(shown, frame), frame.Offset) : Plain.Frame(shown));
        if (shown.Length < frame.Length) Sentence(string.Create(CultureInfo.InvariantCulture, $"({frame.Length - shown.Length:N0} more bytes; --full shows all that was kept)"));
        Sentence(explanation);
    }

    public void Stderr(string line) => to.WriteLine(palette.Dim("   stderr │ " + line));

    public void Note(string sentence)
    {
        to.WriteLine();
        Sentence(sentence);
    }

    public void Answer(string call, string answer, bool isError)
    {
        to.WriteLine();
        answer = answer.Replace("\n", "\n   ", StringComparison.Ordinal);
        to.WriteLine(palette.Bold(call + " → ") + (isError ? palette.Bad("tool error: " + answer) : palette.Good(answer)));
    }

    public void Closed(ShutdownReport report)
    {
        var took = string.Create(CultureInfo.InvariantCulture, $"{report.Took.TotalMilliseconds:0.0} ms");
        var code = report.ExitCode is { } known ? ExitCodes.Describe(known) : "no exit code";
        to.WriteLine();
        to.WriteLine(palette.Dim(new string('─', Columns)));
        Sentence(report.Rung switch
        {
            ShutdownRung.AlreadyExited => $"The server had already exited, with {code}.",
            ShutdownRung.Eof => $"The client closed the server's stdin: end of file. The server exited with {code} after {took}.",
            ShutdownRung.Terminated => $"The client closed the server's stdin, but the server stayed; SIGTERM ended it with {code} after {took}.",
            ShutdownRung.Killed => $"The client closed the server's stdin and sent SIGTERM, but the server stayed; it was killed after {took}.",
            _ => $"The server still runs, {took} after its stdin was closed and in spite of being killed.",
        });
        if (report.OutputStillOpen) Sentence("It left another process behind that still holds its output open.");
    }

    private static string Size(Frame frame) => frame.Ending switch
    {
        FrameEnding.Complete => string.Create(CultureInfo.InvariantCulture, $"{frame.Length + 1:N0} bytes with LF"),
        FrameEnding.Unterminated => string.Create(CultureInfo.InvariantCulture, $"{frame.Length:N0} bytes, no LF"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{frame.Length:N0} bytes, over the limit"),
    };

    private static ReadOnlySpan<byte> WithLf(ReadOnlySpan<byte> shown, Frame frame) =>
        frame.Ending == FrameEnding.Complete && shown.Length == frame.Length ? (byte[])[.. shown, (byte)'\n'] : shown;

    // Words wrap at the last space before the margin; the raw line above never does.
    private void Sentence(string text)
    {
        const string indent = "   ";
        var line = indent;
        foreach (var word in text.Split(' '))
        {
            if (line.Length + word.Length + 1 > Columns && line.Length > indent.Length)
            {
                to.WriteLine(palette.Dim(line));
                line = indent;
            }

            line += line.Length == indent.Length ? word : " " + word;
        }

        to.WriteLine(palette.Dim(line));
    }
}
