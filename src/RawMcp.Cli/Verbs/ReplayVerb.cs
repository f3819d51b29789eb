using System.CommandLine;
using System.Globalization;
using RawMcp.Stdio;
using RawMcp.Wire;

namespace RawMcp.Cli.Verbs;

/// <summary><c>rawmcp replay</c>: a capture as the server of a real client, or as the client of a real server.</summary>
internal static class ReplayVerb
{
    private const int ProblemsShown = 20;

    public static Command Create(string[]? server)
    {
        var file = new Argument<string>("FILE") { Description = "a capture" };
        var role = new Option<string>("--as") { Description = "whose part is played: server, on stdin and stdout; client, of the command behind --", HelpName = "server|client", Required = true };
        role.AcceptOnlyFromAmong("server", "client");
        var exact = new Option<bool>("--exact") { Description = "as server: the recorded bytes in the recorded order, ids included, and the recorded exit code" };
        var timing = new Option<bool>("--timing") { Description = "with the delays of the recording" };
        var section = new Option<int?>("--section")
        {
            Description = "which recording of the file, from 1 on; the first with frames where it is not given",
            HelpName = "number",
        };
        var ignore = new Option<JsonPath[]>("--ignore")
        {
            Description = "a place in messages that does not count, such as /result/content/*/text; may be repeated",
            HelpName = "path",
            AllowMultipleArgumentsPerToken = false,
            CustomParser = result => [.. result.Tokens.Select(token => Path(token.Value, result.AddError)).OfType<JsonPath>()],
        };
        var verb = new Verb(
            "replay",
            "Be the recorded server for a real client, or send what the recorded client sent and compare the answers.",
            "rawmcp tools -- rawmcp replay session.pcapng --as server",
            "rawmcp replay session.pcapng --as client -- rawmcp serve")
        { file, role, exact, timing, section, ignore };
        var arguments = new ServerArguments(server);
        arguments.AddTo(verb, speaks: false, shows: false);
        verb.SetAction(async (parsed, cancellation) =>
        {
            var path = parsed.GetValue(file)!;
            using var capture = CaptureFile.Open(path);
            var asServer = parsed.GetValue(role) == "server";
            if (asServer && server is not null) throw new UsageException("--as server serves whoever starts it; no command belongs behind --.");
            if (!asServer && parsed.GetValue(exact)) throw new UsageException("--exact is for --as server.");
            var recording = Recording.Read(capture, parsed.GetValue(section));
            CaptureFile.Judge(path, recording.End);
            if (recording.Sections > 1 && parsed.GetValue(section) is null)
                Complaints.Say(string.Create(CultureInfo.InvariantCulture, $"'{path}' has {recording.Sections} recordings with frames; this is section {recording.Section + 1} (--section chooses)."));
            var options = new ReplayOptions { Ignored = parsed.GetValue(ignore) ?? [], Timing = parsed.GetValue(timing) };
            return await ServeAsync(recording, options, parsed.GetValue(exact), cancellation);
        });
        return verb;
    }

    private static JsonPath? Path(string text, Action<string> complain)
    {
        if (JsonPath.TryParse(text, out var path)) return path;
        complain($"--ignore wants a JSON pointer with * for any one name, such as /result/content/*/text, not '{text}'.");
        return null;
    }

    private static async Task<int> ServeAsync(Recording recording, ReplayOptions options, bool exact, CancellationToken cancellation)
    {
        var stdio = OwnStdio.Take();
        var serving = exact ? ExactServer.RunAsync(recording, options, stdio.Input, stdio.Output) : ReplayServer.RunAsync(recording, options, stdio.Input, stdio.Output);
        var served = await serving.WaitAsync(cancellation);
        foreach (var note in served.Notes.Take(ProblemsShown)) Complaints.Say(note);
        foreach (var problem in served.Problems.Take(ProblemsShown)) Complaints.Say(problem);
        var more = served.More + Math.Max(0, served.Notes.Count - ProblemsShown) + Math.Max(0, served.Problems.Count - ProblemsShown);
        if (more > 0) Complaints.Say(string.Create(CultureInfo.InvariantCulture, $"And {more} more of these."));
        if (served.End is not { } end || (end.Code == 0 && served.Problems.Count > 0)) return served.Problems.Count > 0 ? ExitCode.BadAnswer : ExitCode.Done;
        if (end.BySignal) TapRun.EndAs(end);
        return end.Code;
    }
}
