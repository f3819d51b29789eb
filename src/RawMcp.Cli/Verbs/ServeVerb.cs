using System.CommandLine;
using RawMcp.Cli.Embedded;

namespace RawMcp.Cli.Verbs;

/// <summary><c>rawmcp serve</c>: the embedded server on stdio.</summary>
internal static class ServeVerb
{
    public static Command Create()
    {
        var only = new Option<string[]>("--tools") { Description = "offer only these tools, separated by commas", HelpName = "names", AllowMultipleArgumentsPerToken = false };
        var page = Amount.OfThings("--page-size", "tools on one page of tools/list; all where it is not given");
        var verb = new Verb("serve", "Be an MCP server on stdin and stdout, with a tool for each thing a client must cope with.", "rawmcp tools -- rawmcp serve --tools add,echo") { only, page };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var names = (parsed.GetValue(only) ?? []).SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries)).ToHashSet();
            if (names.FirstOrDefault(name => EmbeddedTools.All.All(tool => tool.Description.Name != name)) is { } unknown)
                throw new UsageException($"The embedded server has no tool '{unknown}'. It has {string.Join(", ", EmbeddedTools.All.Select(tool => tool.Description.Name))}.");
            var server = new McpServer("rawmcp", typeof(ServeVerb).Assembly.GetName().Version!.ToString(3), new McpServerOptions
            {
                Instructions = "Tools to try a client with: add and echo behave, the others are named for what they do.",
                PageSize = parsed.GetValue(page),
                OnOdd = sentence => Console.Error.WriteLine("rawmcp serve: " + sentence),
            });
            foreach (var tool in EmbeddedTools.All.Where(tool => names.Count == 0 || names.Contains(tool.Description.Name))) server.AddTool(tool);
            await server.RunAsync(cancellation);
            cancellation.ThrowIfCancellationRequested();
            return ExitCode.Done;
        });
        return verb;
    }
}
