using System.CommandLine;
using System.CommandLine.Help;
using System.Text;
using RawMcp.Cli.Verbs;

namespace RawMcp.Cli;

/// <summary>
/// The command line, <c>rawmcp VERB [options] -- COMMAND ARGS…</c>. What stands behind <c>--</c> is a server's command and is not
/// looked at: it is split off before anything is parsed.
/// </summary>
internal static class CommandLine
{
    private const string Ending = """
        'rawmcp VERB --help' says more, with examples. A first look: rawmcp demo

        Exit codes:
          0    done
          1    the answer is bad (a tool error, a difference, a finding)
          2    usage
          3    the server refused
          4    the server could not be started, or the connection was lost
          130  interrupted

        """;

    public static async Task<int> RunAsync(string[] args)
    {
        // What is on the wire is UTF-8, and it is shown as it is, whatever the locale says. The tap shows nothing, and must not make
        // the console open a second handle to stdout: its host would not see the end of it.
        if (args is not ["tap", ..] && Console.OutputEncoding.CodePage != Encoding.UTF8.CodePage) Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

        var split = Array.IndexOf(args, "--");
        var own = split < 0 ? args : args[..split];
        var server = split < 0 ? null : args[(split + 1)..];
        var root = new RootCommand("RawMcp: the Model Context Protocol as it is on the wire.")
        {
            DemoVerb.Create(server),
            ToolsVerb.Create(server),
            CallVerb.Create(server),
            SendVerb.Create(server),
            ServeVerb.Create(),
            TapVerb.Create(server),
            ShowVerb.Create(),
            ExportVerb.Create(),
            DiffVerb.Create(),
            ReplayVerb.Create(server),
            DoctorVerb.Create(server),
            SchemaVerb.Create(),
            ExplainVerb.Create(),
            ChatVerb.Create(server),
            ModelVerb.Create(),
        };

        // An optional word would take a misspelt option for a file or for an argument of the tool.
        foreach (var argument in root.Subcommands.SelectMany(verb => verb.Arguments))
        {
            argument.Validators.Add(result =>
            {
                foreach (var token in result.Tokens.Where(token => token.Value is ['-', _, ..])) result.AddError($"There is no option '{token.Value}' here.");
            });
        }

        // No response files: @scope/package is a package, not a file.
        var parsed = root.Parse(own.Length == 0 ? ["--help"] : own, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in Problems(root, own, parsed)) Complaints.Say(problem);
            Complaints.Say("'rawmcp --help' and 'rawmcp VERB --help' say more.");
            return ExitCode.Usage;
        }

        using var interruption = new Interruption(parsed.CommandResult.Command.Name);
        try
        {
            var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, interruption.Token);
            if (parsed.Action is HelpAction) Console.Out.Write(parsed.CommandResult.Command is Verb verb ? verb.Ending : Ending);
            return own.Length == 0 ? ExitCode.Usage : code;
        }
        catch (OperationCanceledException) when (interruption.ExitCode is not null)
        {
            return interruption.ExitCode.Value;
        }
        catch (Exception e) when (Complaints.CodeFor(e) is { } code)
        {
            Complaints.Say(e.Message);
            return code;
        }
    }

    private static IEnumerable<string> Problems(RootCommand root, string[] own, ParseResult parsed) =>
        own is [var first, ..] && !first.StartsWith('-') && !root.Subcommands.Any(verb => verb.Name == first)
            ? [$"There is no verb '{first}'. There are {string.Join(", ", root.Subcommands.Select(verb => verb.Name))}."]
            : parsed.Errors.Select(error => error.Message);
}
