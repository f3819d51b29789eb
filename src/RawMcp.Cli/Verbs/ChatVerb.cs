using System.CommandLine;
using RawMcp.Agent;
using RawMcp.Cli.Chat;
using RawMcp.Stdio;

namespace RawMcp.Cli.Verbs;

/// <summary><c>rawmcp chat</c>: a model that may call the tools of servers.</summary>
internal static class ChatVerb
{
    public static Command Create(string[]? server)
    {
        var question = new Argument<string?>("QUESTION") { Description = "what to ask; without it, each line of stdin is a question", Arity = ArgumentArity.ZeroOrOne };
        var baseUrl = new Option<string?>("--base-url") { Description = "an OpenAI-compatible endpoint, e.g. http://localhost:11434/v1; its key is read from OPENAI_API_KEY. Without it, a scripted stand-in answers, which is not a language model", HelpName = "URL" };
        var model = new Option<string?>("--model") { Description = "the model's name at the endpoint", HelpName = "name" };
        var approve = new Option<string?>("--approve") { Description = "ask a person, allow every call, or refuse every call. Without it: ask on a terminal, elsewhere run only tools that declare readOnlyHint", HelpName = "ask|all|none" };
        var config = new Option<string?>("--config") { Description = "start the servers of a host's file: {\"mcpServers\": …}", HelpName = "file" };
        var history = new Option<string?>("--history") { Description = "keep the conversation in this file, and go on with what is in it", HelpName = "file" };
        var wire = new Option<bool>("--show-wire") { Description = "show both wires on stderr: HTTP to and from the model, frames to and from the server" };
        var rounds = Amount.OfThings("--max-rounds", "how often the model is asked for one question", AgentOptions.DefaultMaxRounds);
        var silence = Amount.OfSeconds("--model-timeout", "how long the endpoint may be silent", 300);
        var verb = new Verb(
            "chat",
            "Ask a model that may call a server's tools.",
            "rawmcp chat 'What is 2+3?'",
            "rawmcp chat 'What is 2+3?' --show-wire",
            "rawmcp chat --base-url http://localhost:11434/v1 --model qwen3 -- npx -y @modelcontextprotocol/server-everything")
        {
            question, baseUrl, model, approve, config, history, wire, rounds, silence,
        };
        approve.AcceptOnlyFromAmong("ask", "all", "none");
        var arguments = new ServerArguments(server);
        arguments.AddTo(verb, shows: false);
        verb.SetAction((parsed, cancellation) =>
        {
            var given = new ChatArguments
            {
                Question = parsed.GetValue(question),
                BaseUrl = parsed.GetValue(baseUrl),
                Model = parsed.GetValue(model),
                Approve = parsed.GetValue(approve),
                History = parsed.GetValue(history),
                ShowWire = parsed.GetValue(wire),
                MaxRounds = parsed.GetValue(rounds),
                ModelTimeout = TimeSpan.FromSeconds(parsed.GetValue(silence)),
                Servers = Servers(arguments.Command(parsed, ["serve"]), parsed.GetValue(config), server is not null),
                ClientOptions = arguments.Options(parsed),
            };
            return given.RunAsync(Interruption.Current!, cancellation);
        });
        return verb;
    }

    private static List<(string Name, ServerCommand Command)> Servers(ServerCommand one, string? config, bool isGiven)
    {
        if (config is null) return [("", Keyless(one))];
        if (isGiven) throw new UsageException("Either --config or a command behind --, not both.");
        return [.. ServerConfig.Read(config).Select(server => (server.Name, Keyless(server.Command with
        {
            Environment = one.Environment.Concat(server.Command.Environment).GroupBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => pair.Last().Value),
            WorkingDirectory = server.Command.WorkingDirectory ?? one.WorkingDirectory,
        })))];
    }

    // A server inherits our environment, and many a server has a tool that shows it. The key is none of its business.
    private static ServerCommand Keyless(ServerCommand command) => command.Environment.ContainsKey(Secret.Variable)
        ? command
        : command with { Environment = new Dictionary<string, string?>(command.Environment) { [Secret.Variable] = null } };
}
