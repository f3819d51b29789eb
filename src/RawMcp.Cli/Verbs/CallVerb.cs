using System.CommandLine;
using RawMcp.Cli.Output;
using RawMcp.Mcp;

namespace RawMcp.Cli.Verbs;

/// <summary><c>rawmcp call</c>: calls one tool.</summary>
internal static class CallVerb
{
    public static Command Create(string[]? server)
    {
        var name = new Argument<string>("NAME") { Description = "the tool" };
        var words = new Argument<string[]>("ARGUMENTS")
        {
            Description = "key=value (typed by the tool's schema), key:=JSON, or one JSON object",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var json = new Option<bool>("--json") { Description = "the result object as the server wrote it" };
        var progress = new Option<bool>("--progress") { Description = "ask for progress and show it on stderr" };
        var verb = new Verb("call", "Call one tool.", "rawmcp call add a=2 b=3", "rawmcp call echo message=hi -- npx -y @modelcontextprotocol/server-everything")
        {
            name, words, json, progress,
        };
        var arguments = new ServerArguments(server);
        arguments.AddTo(verb);
        verb.SetAction(async (parsed, cancellation) =>
        {
            var call = new CallOptions { OnProgress = parsed.GetValue(progress) ? Show : null };
            var given = new Arguments(parsed.GetValue(words)!);
            using var waiting = new Waiting("waiting for the server");
            await using var client = await McpClient.OpenAsync(arguments.Command(parsed, ["serve"]), arguments.Options(parsed), cancellation);
            var typed = await given.TypedAsync(parsed.GetValue(name)!, client, cancellation);
            var result = await client.CallToolAsync(parsed.GetValue(name)!, typed, call, cancellation);
            waiting.Dispose();
            Console.Out.Write(parsed.GetValue(json) ? result.Raw + "\n" : ResultText.ForOutput(result));
            await Console.Out.FlushAsync(CancellationToken.None);
            return result.IsError ? ExitCode.BadAnswer : ExitCode.Done;
        });
        return verb;
    }

    private static void Show(ProgressParams step) =>
        Stderr.Line(Plain.Line($"progress: {step.Value}{(step.Total is { } total ? $" of {total}" : "")} {step.Message}".TrimEnd()));
}
