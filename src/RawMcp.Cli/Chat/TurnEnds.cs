using RawMcp.Agent;

namespace RawMcp.Cli.Chat;

/// <summary>
/// How the calls of one question ended. The model goes on with the message that a call was lost; whoever runs this program
/// should know nevertheless that its answer stands on less than it asked for.
/// </summary>
internal sealed class TurnEnds
{
    /// <summary>What became of the first call that was lost or timed out; null where none was.</summary>
    public string? Lost { get; private set; }

    public void Begin() => Lost = null;

    public void Take(AgentEvent it)
    {
        if (it is AgentEvent.Answered { Answer: { End: CallEnd.Lost or CallEnd.TimedOut } answer, Call: var call })
            Lost ??= $"The call of {call.Name} has no result, and the model was told so. {answer.ForPeople}";
    }
}
