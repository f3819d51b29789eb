using RawMcp.Agent;
using RawMcp.Agent.StandIn;
using RawMcp.Cli.Output;
using RawMcp.Stdio;

namespace RawMcp.Cli.Chat;

/// <summary>What <c>rawmcp chat</c> was told, and the conversation made of it.</summary>
internal sealed record ChatArguments
{
    public required string? Question { get; init; }

    public required string? BaseUrl { get; init; }

    public required string? Model { get; init; }

    public required string? Approve { get; init; }

    public required string? History { get; init; }

    public required bool ShowWire { get; init; }

    public required int MaxRounds { get; init; }

    public required TimeSpan ModelTimeout { get; init; }

    public required IReadOnlyList<(string Name, ServerCommand Command)> Servers { get; init; }

    public required McpClientOptions ClientOptions { get; init; }

    public async Task<int> RunAsync(Interruption interruption, CancellationToken cancellation)
    {
        if (BaseUrl is null != Model is null) throw new UsageException("--base-url and --model go together: where the model is, and what it is called there.");
        var named = BaseUrl is null ? null : Endpoint.Read(BaseUrl);
        var secret = named is null ? new Secret(null) : Secret.FromEnvironment();
        var wire = ShowWire ? new WireView(secret) : null;

        using var history = History is null ? null : HistoryFile.Open(History, secret);
        if (history?.Note is { } note) Stderr.Line("note: " + note);
        await using var standIn = named is null ? ScriptedModel.Start() : null;
        if (standIn is not null) Stderr.Line("note: the answers come from a scripted stand-in, not from a language model; --base-url and --model name a real one");
        var endpoint = new Endpoint(named ?? standIn!.BaseUrl, Model ?? ScriptedModel.Name, ModelTimeout);
        using var model = endpoint.Connect(secret, wire);

        await using var servers = new ChatServers(Servers, name => ClientOptions with { Driver = ClientOptions.Driver with { Observer = wire is null ? null : crossing => wire.Frame(name, crossing) } });
        var tools = await servers.RefreshAsync(cancellation);
        using var printer = new ChatPrinter(secret);
        var (person, ends) = (new Person(), new TurnEnds());
        var options = new AgentOptions
        {
            MaxRounds = MaxRounds,
            Approval = Approve switch { "ask" => Approval.Ask, "all" => Approval.All, "none" => Approval.None, _ => Approval.AskOrReadOnly },
            Person = Approve == "ask" || Person.IsAtTerminal ? person.AllowsAsync : null,
            Instructions = servers.Instructions,
            OnEvent = it =>
            {
                if (it is AgentEvent.Remembered remembered) history?.Add(remembered.Message);
                ends.Take(it);
                printer.Take(it);
            },
        };
        var agent = new Agent.Agent(model, tools ?? ToolSet.Empty, options, history?.Messages);
        if (history?.Messages is [.., var last])
        {
            foreach (var mended in agent.History.SkipWhile(message => message != last).Skip(1)) history.Add(mended);
        }

        var session = new ChatSession(agent, endpoint, servers, person, printer, ends, secret);
        return Question is { } question ? await session.AskAsync(question, cancellation) : await session.TalkAsync(interruption);
    }
}
