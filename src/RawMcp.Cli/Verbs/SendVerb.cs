using System.CommandLine;
using RawMcp.Stdio;

namespace RawMcp.Cli.Verbs;

/// <summary><c>rawmcp send</c>: bytes in, bytes out, untouched. Netcat for MCP.</summary>
internal static class SendVerb
{
    public static Command Create(string[]? server)
    {
        var file = new Argument<string?>("FILE") { Description = "lines to send; stdin where there is none, or with -", Arity = ArgumentArity.ZeroOrOne };
        var quiet = Amount.OfSeconds("--quiet", "how much silence, after all is sent, ends it", 1);
        var verb = new Verb(
            "send",
            "Send lines to a server exactly as they are, and print its lines exactly as they come.",
            """echo '{"jsonrpc":"2.0","id":1,"method":"ping"}' | rawmcp send""")
        { file, quiet };
        var arguments = new ServerArguments(server);
        arguments.AddTo(verb, speaks: false, shows: false);
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var source = parsed.GetValue(file) is { } path and not "-" ? File.OpenRead(path) : Console.OpenStandardInput();
            await using var output = Console.OpenStandardOutput();
            await using var child = ChildProcess.Start(arguments.Command(parsed, ["serve"]), PassStderr);
            var pump = new LinePump(source, output, child, TimeSpan.FromSeconds(parsed.GetValue(quiet)));
            await pump.RunAsync(cancellation);
            var early = pump.HasOutputEnded || child.Exited.IsCompleted; // its output ends a moment before it is seen to exit
            var report = await child.ShutdownAsync();
            await pump.OutputEnded(within: TimeSpan.FromSeconds(1));
            if (report.Rung > ShutdownRung.Eof) Complaints.Say($"The server did not leave when its stdin was closed; it took {report.Rung.ToString().ToLowerInvariant()}.");
            if (!early || report.ExitCode == 0) return ExitCode.Done;
            Complaints.Say($"The server exited with {ExitCodes.Describe(report.ExitCode ?? 0)} before its stdin was closed.");
            return ExitCode.Lost;
        });
        return verb;
    }

    private static void PassStderr(ReadOnlyMemory<byte> bytes)
    {
        using var own = Console.OpenStandardError();
        own.Write(bytes.Span);
    }
}
