using Microsoft.Extensions.AI;

namespace RawMcp.Agent;

/// <summary>
/// The function-calling loop: a question goes to the model together with the tools; the calls the model asks for go to their
/// servers; the results go back to the model; until it answers in words. Use it for one question at a time.
/// </summary>
/// <remarks>
/// The history is valid at every moment between two questions, however a question ended: every call has a unique id, and is
/// answered exactly once, right behind the message that asks for it. Providers refuse everything else.
/// </remarks>
public sealed class Agent
{
    private readonly Ear ear;
    private readonly Hands hands;
    private readonly AgentOptions options;
    private readonly List<ChatMessage> history;
    private readonly Lock gate = new();

    /// <summary>An agent for that model.</summary>
    /// <param name="model">Any chat client.</param>
    /// <param name="tools">What the model may call.</param>
    /// <param name="options">What else it is told.</param>
    /// <param name="history">A conversation to go on with; calls in it that have no answer are given one.</param>
    public Agent(IChatClient model, ToolSet tools, AgentOptions? options = null, IEnumerable<ChatMessage>? history = null)
    {
        this.options = options ?? new AgentOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(this.options.MaxRounds, 1, nameof(options));
        Tools = tools;
        this.history = Histories.Mend(history ?? []);
        ear = new Ear(model, this.options, Tell);
        hands = new Hands(this.options, Tell);
    }

    /// <summary>What the model may call, from the next round on.</summary>
    public ToolSet Tools { get; set; }

    /// <summary>The conversation so far, without the instructions.</summary>
    public IReadOnlyList<ChatMessage> History => history;

    /// <summary>Asks, and gives the model's final words.</summary>
    /// <exception cref="ModelException">The model, or the way to it, failed.</exception>
    /// <exception cref="TooManyRoundsException">It never stopped calling tools.</exception>
    /// <exception cref="OperationCanceledException">The question was given up; calls in flight were told so, and answered.</exception>
    public async Task<string> AskAsync(string question, CancellationToken cancellation = default)
    {
        Remember(new ChatMessage(ChatRole.User, question));
        for (var round = 1; ; round++)
        {
            Tell(new AgentEvent.Round(round));
            var tools = Tools;
            var heard = await ear.ListenAsync(history, tools, cancellation).ConfigureAwait(false);
            if (heard.Message is { } message) Remember(message);
            if (heard.Failure is { } failure) throw failure;
            if (heard.Calls.Count == 0) return heard.Text;

            // From here to the last answer nothing may throw: a call without an answer would spoil the history.
            var isLast = round == options.MaxRounds;
            var answers = await hands.AnswerAsync(heard.Calls, tools, isLast, cancellation).ConfigureAwait(false);
            foreach (var (call, answer) in heard.Calls.Zip(answers))
                Remember(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.Id, answer.Text)]));

            cancellation.ThrowIfCancellationRequested();
            if (isLast) throw new TooManyRoundsException(round);
        }
    }

    private void Remember(ChatMessage message)
    {
        history.Add(message);
        Tell(new AgentEvent.Remembered(message));
    }

    // Calls run at the same time, but whoever watches is told of one thing after the other.
    private void Tell(AgentEvent it)
    {
        lock (gate) options.OnEvent?.Invoke(it);
    }
}
