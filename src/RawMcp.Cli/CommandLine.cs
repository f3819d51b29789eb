using System.CommandLine;
using System.CommandLine.Help;
using RawMcp.Cli.Verbs;

namespace RawMcp.Cli;

/// <summary>
/// The command line, <c>rawmcp VERB [options] -- COMMAND ARGS…</c>. What stands behind <c>--</c> is a server's command and is not
/// looked at: it is split off before anything is parsed.
/// </summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var split = Array.IndexOf(args, "--");
        var own = split < 0 ? args : args[..split];
        var server = split < 0 ? null : args[(split + 1)..];
        using var interrupt = new CancellationTokenSource();
        ConsoleCancelEventHandler onInterrupt = (_, e) =>
        {
            e.Cancel = true; // leave by the ladder, not in the middle of it
            interrupt.Cancel();
        };
        Console.CancelKeyPress += onInterrupt;

        var root = new RootCommand("RawMcp: the Model Context Protocol as it is on the wire.")
        {
            DemoVerb.Create(server),
            ToolsVerb.Create(server),
            CallVerb.Create(server),
            SendVerb.Create(server),
            ServeVerb.Create(),
        };

        if (own.Length == 0) own = ["--help"];

        // No response files: @scope/package is a package, not a file.
        var parsed = root.Parse(own, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) Console.Error.WriteLine("rawmcp: " + error.Message);
            Console.Error.WriteLine("rawmcp: 'rawmcp --help' and 'rawmcp VERB --help' say more.");
            return ExitCode.Usage;
        }

        try
        {
            var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, interrupt.Token);
            if (parsed.Action is HelpAction && parsed.CommandResult.Command is Verb verb) Console.Out.Write(verb.Ending);
            return args.Length == 0 ? ExitCode.Usage : code;
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (Complaints.CodeFor(e) is { } code)
        {
            Complaints.Say(e.Message);
            return code;
        }
        finally
        {
            Console.CancelKeyPress -= onInterrupt;
        }
    }
}
