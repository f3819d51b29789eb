using System.CommandLine;
using RawMcp.Cli.Live;
using RawMcp.Wire;

namespace RawMcp.Cli.Verbs;

/// <summary><c>rawmcp tap</c>: stands between a host and its server, forwards everything, and writes a capture.</summary>
internal static class TapVerb
{
    public static Command Create(string[]? server)
    {
        var file = new Option<string?>("--output", "-o") { Description = "the capture; in the state directory where none is named", HelpName = "file" };
        var durable = new Option<bool>("--durable") { Description = "each chunk is on the disk before it is forwarded: nothing can be lost, at the disk's speed" };
        var size = Amount.OfBytes("--max-bytes", $"how large the capture may grow; {TapLimits.MaxCaptureBytes} in the state directory, no limit for a named file");
        var queue = Amount.OfBytes("--queue-bytes", $"memory for what the disk has not taken yet; {TapLimits.QueueBytes} where it is not given", TapLimits.LeastQueueBytes, int.MaxValue);
        var doctor = new Option<bool>("--doctor") { Description = "at the end, name on stderr what went wrong" };
        var verb = new Verb(
            "tap",
            "Record everything between a host and a server, and change nothing.",
            "rawmcp tools -- rawmcp tap -o session.pcapng",
            "rawmcp tap -- npx -y some-mcp-server")
        { file, durable, size, queue, doctor };
        var arguments = new ServerArguments(server);
        verb.SetAction(parsed =>
        {
            var path = parsed.GetValue(file);
            var options = new TapOptions
            {
                Durable = parsed.GetValue(durable),
                MaxBytes = parsed.GetValue(size) ?? (path is null ? TapLimits.MaxCaptureBytes : long.MaxValue),
                QueueBytes = (int)(parsed.GetValue(queue) ?? TapLimits.QueueBytes),
            };
            string? capture = null;
            FileStream Open()
            {
                var opened = path is null ? CaptureStore.Default.Create(DateTimeOffset.UtcNow, Environment.ProcessId) : CaptureStore.CreateNamed(path, Environment.ProcessId, Say);
                capture = opened.Name;
                return opened;
            }

            TapEnd end;
            try
            {
                end = TapRun.Run(arguments.Command(parsed, ["serve"]), Open, options, Say);
            }
            finally
            {
                if (parsed.GetValue(doctor) && capture is not null) LastWord.Say(capture);
            }

            if (end.BySignal) TapRun.EndAs(end);
            return end.Code;
        });
        return verb;
    }

    // Its own handle each time: stderr is the server's, and a handle kept open would hold it open when the server has closed it.
    private static void Say(string sentence)
    {
        try
        {
            using var errors = Console.OpenStandardError();
            errors.Write(System.Text.Encoding.UTF8.GetBytes("rawmcp tap: " + Output.Plain.Line(sentence) + "\n"));
        }
        catch (IOException)
        {
            // Nobody listens.
        }
    }
}
