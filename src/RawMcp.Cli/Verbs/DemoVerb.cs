using System.CommandLine;
using RawMcp.Cli.Demo;

namespace RawMcp.Cli.Verbs;

/// <summary><c>rawmcp demo</c>: a whole session, every frame shown and explained.</summary>
internal static class DemoVerb
{
    public static Command Create(string[]? server)
    {
        var hex = new Option<bool>("--hex") { Description = "show each frame as offset, hex and text" };
        var json = new Option<bool>("--json") { Description = "one JSON object a frame: frame, direction (c2s, s2c), offset, bytes, ending, sinceLastMs, line (or base64), message, explanation" };
        var full = new Option<bool>("--full") { Description = "show long frames to the end" };
        var verb = new Verb(
            "demo",
            "Show a whole session as it crosses the pipe: launch, open, tools/list, tools/call, close.",
            "rawmcp demo",
            "rawmcp demo --era modern --hex",
            "rawmcp demo -- npx -y @modelcontextprotocol/server-everything")
        { hex, json, full };
        var arguments = new ServerArguments(server, EraChoice.Legacy); // so that initialize is seen first
        arguments.AddTo(verb, shows: false); // it shows all of it anyway
        verb.SetAction((parsed, cancellation) => DemoSession.RunAsync(
            arguments.Command(parsed, ["serve", "--tools", "add,echo"]),
            arguments.Options(parsed),
            parsed.GetValue(json) ? new JsonStory() : new TextStory(parsed.GetValue(hex), parsed.GetValue(full)),
            cancellation));
        return verb;
    }
}
