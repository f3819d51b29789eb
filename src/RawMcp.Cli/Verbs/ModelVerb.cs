using System.CommandLine;
using RawMcp.Agent.StandIn;
using RawMcp.Cli.Output;

namespace RawMcp.Cli.Verbs;

/// <summary><c>rawmcp model</c>: a scripted stand-in for a language model, on 127.0.0.1, until it is interrupted.</summary>
internal static class ModelVerb
{
    public static Command Create()
    {
        var port = Amount.OfPort("--port", "the port on 127.0.0.1; 0 for a free one");
        var verb = new Verb(
            "model",
            "Be a scripted stand-in for a language model, which it is not: OpenAI-compatible, on 127.0.0.1, until interrupted.",
            "rawmcp model",
            "rawmcp model --port 8377")
        { port };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var model = ScriptedModel.Start(new ScriptedModelOptions { Port = parsed.GetValue(port), OnExchange = Show });
            Stderr.Line($"{ScriptedModel.Name}: a script that compares words, not a language model.");
            Stderr.Line("It chooses the tool whose name (3 points) and description (1 point) share most words with the question, if 2 points or more;");
            Stderr.Line("what it decides and why is shown here.");
            Console.Out.WriteLine(model.BaseUrl);
            await Console.Out.FlushAsync(CancellationToken.None);
            Stderr.Line($"listening on {model.BaseUrl}; Ctrl-C ends it.");
            await Task.Delay(Timeout.Infinite, cancellation);
            return ExitCode.Done;
        });
        return verb;
    }

    // One write for each exchange: two that are answered at once must not mix.
    private static void Show(ModelExchange exchange)
    {
        IEnumerable<string> lines = [$"{exchange.Number}: {exchange.Request}", .. exchange.Refusal is { } refusal ? ["  refused: " + refusal] : exchange.Why.Select(line => "  " + line)];
        Stderr.Text(string.Concat(lines.Select(line => Plain.Line(line) + Environment.NewLine)));
    }
}
