using System.CommandLine;
using RawMcp.Cli.Output;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Cli.Verbs;

/// <summary><c>rawmcp tools</c>: lists a server's tools, all pages joined.</summary>
internal static class ToolsVerb
{
    public static Command Create(string[]? server)
    {
        var json = new Option<bool>("--json") { Description = "one object with the member tools, each tool as the server wrote it" };
        var verb = new Verb("tools", "List a server's tools.", "rawmcp tools", "rawmcp tools --json -- npx -y @modelcontextprotocol/server-everything") { json };
        var arguments = new ServerArguments(server);
        arguments.AddTo(verb);
        verb.SetAction(async (parsed, cancellation) =>
        {
            using var waiting = new Waiting("waiting for the server");
            await using var client = await McpClient.OpenAsync(arguments.Command(parsed, ["serve"]), arguments.Options(parsed), cancellation);
            var tools = await client.ListToolsAsync(cancellation);
            waiting.Dispose();
            Console.Out.Write(parsed.GetValue(json) ? Json(tools) : string.Concat(tools.Select(Line)));
            await Console.Out.FlushAsync(CancellationToken.None);
            return ExitCode.Done;
        });
        return verb;
    }

    private static string Json(IReadOnlyList<Tool> tools) => RawJson.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("tools");
        foreach (var tool in tools) writer.WriteRawValue(tool.Raw.Utf8.Span, skipInputValidation: true);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }) + "\n";

    private static string Line(Tool tool)
    {
        var head = Palette.ForOutput.Bold(Plain.Line(tool.Name)) + "(" + Plain.Line(Signature.Of(tool)) + ")";
        var about = Plain.Text(tool.Description ?? "").Split('\n', 2)[0].Trim();
        return about.Length == 0 ? head + "\n" : $"{head}\n    {about}\n";
    }
}
