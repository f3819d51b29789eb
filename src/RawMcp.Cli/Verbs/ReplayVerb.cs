using System.CommandLine;
using System.Globalization;
using RawMcp.Cli.Output;
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
            CustomParser = result => [.. result.Tokens.Select(token => Path("--ignore", token.Value, result.AddError)).OfType<JsonPath>()],
        };
        var carry = new Option<JsonPath[]>("--carry")
        {
            Description = "as client: a place in answers whose text the client sent back later, such as /result/structuredContent/handle; may be repeated",
            HelpName = "path",
            AllowMultipleArgumentsPerToken = false,
            CustomParser = result => [.. result.Tokens.Select(token => Path("--carry", token.Value, result.AddError)).OfType<JsonPath>()],
        };
        var timeout = Amount.OfSeconds("--timeout", "as client: how long to wait for each answer", ReplayLimits.AnswerTimeout.TotalSeconds);
        var json = new Option<bool>("--json") { Description = "as client: one object with the member differences" };
        var verb = new Verb(
            "replay",
            "Be the recorded server for a real client, or send what the recorded client sent and compare the answers.",
            "rawmcp tools -- rawmcp replay session.pcapng --as server",
            "rawmcp replay session.pcapng --as client -- rawmcp serve")
        { file, role, section, exact, timing, ignore, carry, timeout, json };
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
            var options = new ReplayOptions
            {
                Ignored = parsed.GetValue(ignore) ?? [],
                Carried = parsed.GetValue(carry) ?? [],
                Timing = parsed.GetValue(timing),
                AnswerTimeout = TimeSpan.FromSeconds(parsed.GetValue(timeout)),
            };
            return asServer
                ? await ServeAsync(recording, options, parsed.GetValue(exact), cancellation)
                : await AskAsync(recording, options, arguments.Command(parsed, ["serve"]), parsed.GetValue(json), cancellation);
        });
        return verb;
    }

    private static JsonPath? Path(string option, string text, Action<string> complain)
    {
        if (JsonPath.TryParse(text, out var path)) return path;
        complain($"{option} wants a JSON pointer with * for any one name, such as /result/content/*/text, not '{text}'.");
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

    private static async Task<int> AskAsync(Recording recording, ReplayOptions options, ServerCommand command, bool json, CancellationToken cancellation)
    {
        await using var child = ChildProcess.Start(command);
        using var waiting = new Waiting("replaying");
        var done = await ReplayClient.RunAsync(recording, options, child.Input, child.Output).WaitAsync(cancellation);
        var exit = done.ServerGone ? await child.LastWordsAsync(StdioLimits.ExitGrace) : null;
        waiting.Dispose();
        Console.Out.Write(json ? ReplayReport.Json(done) : ReplayReport.Text(done));
        await Console.Out.FlushAsync(CancellationToken.None);
        foreach (var note in done.Notes.Take(ProblemsShown)) Complaints.Say(note);
        if (done.Stopped is { } why)
        {
            var code = exit is { } number ? $" It exited with {ExitCodes.Describe(number)}." : "";
            var words = child.StderrText.TrimEnd();
            Complaints.Say(why + code + (words.Length > 0 ? " Its last words on stderr:\n" + words : ""));
        }

        var report = await child.ShutdownAsync();
        if (report.Rung > ShutdownRung.Eof) Complaints.Say($"The server did not leave when its stdin was closed; it took {report.Rung.ToString().ToLowerInvariant()}.");
        if (done.ServerGone) return ExitCode.Lost;
        if (done.Differences.Count > 0 || done.Stopped is not null) return ExitCode.BadAnswer;
        if (done.Compared > 0) return ExitCode.Done;
        Complaints.Say("No answer was compared: the recording has none.");
        return ExitCode.Refused;
    }
}
