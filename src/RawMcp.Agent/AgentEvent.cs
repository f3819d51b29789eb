using Microsoft.Extensions.AI;
using RawMcp.JsonRpc;

namespace RawMcp.Agent;

/// <summary>What happens while a question is worked on, for whoever wants to show it. A closed choice.</summary>
public abstract record AgentEvent
{
    private AgentEvent() { }

    /// <summary>The model is asked: the history and the tools go to it.</summary>
    /// <param name="Number">From 1 on, for each question anew.</param>
    public sealed record Round(int Number) : AgentEvent;

    /// <summary>The model said some words; more may follow.</summary>
    /// <param name="Text">The next piece.</param>
    public sealed record Said(string Text) : AgentEvent;

    /// <summary>The model's answer is complete.</summary>
    /// <param name="Reason">Why it stopped there, in the endpoint's word: <c>stop</c>, <c>tool_calls</c>, <c>length</c>, …</param>
    public sealed record Finished(string? Reason) : AgentEvent;

    /// <summary>The model asks for a call.</summary>
    /// <param name="Call">The call.</param>
    public sealed record Asked(ModelCall Call) : AgentEvent;

    /// <summary>The call goes to its server.</summary>
    /// <param name="Call">The call.</param>
    public sealed record Started(ModelCall Call) : AgentEvent;

    /// <summary>The call has its answer, which the model will read.</summary>
    /// <param name="Call">The call.</param>
    /// <param name="Answer">The answer.</param>
    public sealed record Answered(ModelCall Call, CallAnswer Answer) : AgentEvent;

    /// <summary>The history has grown by a message.</summary>
    /// <param name="Message">The message.</param>
    public sealed record Remembered(ChatMessage Message) : AgentEvent;
}

/// <summary>A call as a model asks for it.</summary>
/// <param name="Id">What its answer must name; no other call of the history has it.</param>
/// <param name="Name">The name as the model said it.</param>
/// <param name="Function">The tool of that name; null where there is none.</param>
/// <param name="Arguments">The object for the tool; absent where the model's text is no JSON object.</param>
public sealed record ModelCall(string Id, string Name, McpFunction? Function, RawJson Arguments);

/// <summary>How a call ended.</summary>
public enum CallEnd
{
    /// <summary>The tool gave a result.</summary>
    Returned,

    /// <summary>The tool gave a result with <c>isError</c>.</summary>
    ToolError,

    /// <summary>The server answered with a JSON-RPC error, or with what cannot be used.</summary>
    Refused,

    /// <summary>The server did not answer in time.</summary>
    TimedOut,

    /// <summary>The connection ended first; nobody can say whether the call took effect.</summary>
    Lost,

    /// <summary>The question was given up.</summary>
    Cancelled,

    /// <summary>It was not made: there is no such tool.</summary>
    UnknownTool,

    /// <summary>It was not made: the arguments are no JSON object.</summary>
    BadArguments,

    /// <summary>It was not made: it is not allowed.</summary>
    NotAllowed,

    /// <summary>It was not made: the limit on rounds, or on calls in one round, was reached.</summary>
    OverLimit,
}

/// <summary>A call's answer.</summary>
/// <param name="End">How the call ended.</param>
/// <param name="Text">What the model reads.</param>
/// <param name="ForPeople">The same with more words, such as the server's last on stderr; they are not for a stranger's model.</param>
public sealed record CallAnswer(CallEnd End, string Text, string ForPeople)
{
    /// <summary>An answer that says the same to all.</summary>
    public CallAnswer(CallEnd end, string text) : this(end, text, text) { }
}
