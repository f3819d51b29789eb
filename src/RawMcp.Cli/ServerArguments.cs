using System.CommandLine;
using RawMcp.Cli.Output;
using RawMcp.Stdio;

namespace RawMcp.Cli;

/// <summary>The options of every verb that starts a server, and the client made of them.</summary>
internal sealed class ServerArguments
{
    private readonly string[]? command;
    private readonly Option<string> era;
    private readonly Option<double> timeout = Amount.OfSeconds("--timeout", "how long to wait for each answer", 60);
    private readonly Option<string[]> environment = new("--env", "-e") { Description = "a variable for the server; may be repeated", HelpName = "KEY=VALUE", AllowMultipleArgumentsPerToken = false };
    private readonly Option<string?> directory = new("--cwd") { Description = "directory to start the server in", HelpName = "directory" };
    private readonly Option<bool> stderr = new("--stderr") { Description = "show the server's stderr" };
    private readonly Option<bool> wire = new("--wire") { Description = "show every line of the wire on stderr" };

    /// <param name="command">What stood behind <c>--</c>.</param>
    /// <param name="era">The era where none is asked for.</param>
    public ServerArguments(string[]? command, EraChoice era = EraChoice.Auto)
    {
        this.command = command;
        this.era = new("--era")
        {
            Description = "legacy opens with initialize, modern has no handshake, auto asks the server",
            HelpName = "auto|legacy|modern",
            DefaultValueFactory = _ => Name(era),
        };
        this.era.AcceptOnlyFromAmong("auto", "legacy", "modern");
    }

    private static string Name(EraChoice choice) => choice.ToString().ToLowerInvariant();

    /// <summary>Adds the options that mean something in the verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="speaks">It speaks the protocol itself.</param>
    /// <param name="shows">It shows nothing of the wire and of stderr unless asked.</param>
    public void AddTo(Command verb, bool speaks = true, bool shows = true)
    {
        foreach (var option in (Option[])[.. speaks ? [era, timeout] : Array.Empty<Option>(), environment, directory, .. shows ? [stderr, wire] : Array.Empty<Option>()])
            verb.Options.Add(option);
    }

    /// <summary>The server's command; the embedded server where none was given and <paramref name="embedded"/> is not null.</summary>
    public ServerCommand Command(ParseResult parsed, string[]? embedded = null)
    {
        var words = command ?? (embedded is null ? null : Myself.With(embedded));
        if (words is null or []) throw new UsageException($"Which server? Put its command behind --, for example: rawmcp {parsed.CommandResult.Command.Name} … -- npx -y @modelcontextprotocol/server-everything");
        return new ServerCommand(words[0], words[1..])
        {
            WorkingDirectory = parsed.GetValue(directory),
            Environment = (parsed.GetValue(environment) ?? []).Select(Pair).ToDictionary(pair => pair.Key, pair => (string?)pair.Value),
        };
    }

    private static (string Key, string Value) Pair(string text) =>
        text.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
            ? (text[..at], text[(at + 1)..])
            : throw new UsageException($"--env wants KEY=VALUE, not '{text}'.");

    public McpClientOptions Options(ParseResult parsed)
    {
        var limit = TimeSpan.FromSeconds(parsed.GetValue(timeout));
        var show = parsed.GetValue(wire);
        return new McpClientOptions
        {
            Era = Enum.GetValues<EraChoice>().First(choice => Name(choice) == parsed.GetValue(era)),
            OpenTimeout = limit,
            CallTimeout = limit,
            OnOdd = new Notes().Take,
            OnStderr = parsed.GetValue(stderr) ? new StderrText().Show : null,
            Driver = new DriverOptions { Observer = show ? WireLines.Show : null },
        };
    }
}
