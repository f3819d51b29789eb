namespace RawMcp.Agent;

/// <summary>What an agent may be told.</summary>
public sealed record AgentOptions
{
    /// <summary>How often the model is asked for one question, unless told otherwise: 20 times.</summary>
    public const int DefaultMaxRounds = 20;

    /// <summary>
    /// How often the model may be asked for one question; at least 1. When the last answer still asks for calls, they are not
    /// made, because nobody would read their results.
    /// </summary>
    public int MaxRounds { get; init; } = DefaultMaxRounds;

    /// <summary>Calls of one answer that are made: the first 64. The others are answered with an error.</summary>
    public int MaxCallsInRound { get; init; } = 64;

    /// <summary>Characters of one answer of the model that are taken in: 1,000,000. A longer one is an error.</summary>
    public int MaxAnswerChars { get; init; } = 1_000_000;

    /// <summary>Characters of one tool result that the model is given; the rest is cut.</summary>
    public int MaxResultChars { get; init; } = ToolText.DefaultMaxChars;

    /// <summary>Which calls are made.</summary>
    public Approval Approval { get; init; } = Approval.AskOrReadOnly;

    /// <summary>Asks a person whether a call may be made, one call at a time; null where there is no person.</summary>
    public Func<ModelCall, CancellationToken, Task<bool>>? Person { get; init; }

    /// <summary>What the model is told before the conversation; not part of the history. Null for nothing.</summary>
    public string? Instructions { get; init; }

    /// <summary>Told what happens, one event at a time. It must not throw.</summary>
    public Action<AgentEvent>? OnEvent { get; init; }
}
