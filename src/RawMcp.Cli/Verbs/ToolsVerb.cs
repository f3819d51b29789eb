using System.CommandLine;
using RawMcp.Agent.Formats;
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
        var format = new Option<string?>("--as") { Description = "one object with the member tools, as that model's API takes it; what had to be changed is said on stderr", HelpName = "openai|anthropic|gemini" };
        format.AcceptOnlyFromAmong([.. Formats.Keys]);
        var verb = new Verb("tools", "List a server's tools.", "rawmcp tools", "rawmcp tools --as openai -- rawmcp serve --tools add,echo", "rawmcp tools --json -- npx -y @modelcontextprotocol/server-everything") { json, format };
        var arguments = new ServerArguments(server);
        arguments.AddTo(verb);
        verb.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(json) && parsed.GetValue(format) is not null) throw new UsageException("--json and --as are two forms of the list; choose one.");
            using var waiting = new Waiting("waiting for the server");
            await using var client = await McpClient.OpenAsync(arguments.Command(parsed, ["serve"]), arguments.Options(parsed), cancellation);
            var tools = await client.ListToolsAsync(cancellation);
            waiting.Dispose();
            Console.Out.Write(parsed.GetValue(format) is { } name ? Functions(Formats[name], tools) : parsed.GetValue(json) ? Json(tools) : string.Concat(tools.Select(Line)));
            await Console.Out.FlushAsync(CancellationToken.None);
            return ExitCode.Done;
        });
        return verb;
    }

    private static readonly Dictionary<string, FunctionFormat> Formats = new()
    {
        ["openai"] = FunctionFormat.OpenAi,
        ["anthropic"] = FunctionFormat.Anthropic,
        ["gemini"] = FunctionFormat.Gemini,
    };

    private static string Functions(FunctionFormat format, IReadOnlyList<Tool> tools)
    {
        var list = FunctionList.Of(format, tools);
        foreach (var change in list.Changes) Stderr.Line("note: " + Plain.Line(change));
        return list.Json + "\n";
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
