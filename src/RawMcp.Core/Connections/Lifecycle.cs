namespace RawMcp.Connections;

/// <summary>Where a connection stands. Named for what may happen next.</summary>
public enum Phase
{
    /// <summary>Nothing has crossed yet that decides the era.</summary>
    Unopened,

    /// <summary><c>server/discover</c> was asked and has no answer yet.</summary>
    Probing,

    /// <summary><c>initialize</c> was asked and has no answer yet.</summary>
    Initializing,

    /// <summary><c>initialize</c> was answered; <c>notifications/initialized</c> has yet to come.</summary>
    Agreed,

    /// <summary>A legacy session is open.</summary>
    Session,

    /// <summary>The modern era: each request stands alone.</summary>
    Stateless,

    /// <summary>The stream has ended.</summary>
    Ended,
}

/// <summary>What crosses the wire and may move a connection on. Which side sent it follows from what it is.</summary>
public enum Step
{
    /// <summary>The request <c>server/discover</c>.</summary>
    Discover,

    /// <summary>A DiscoverResult, or an error only a modern server sends.</summary>
    ModernAnswer,

    /// <summary>Any other answer to the probe.</summary>
    OtherAnswer,

    /// <summary>The request <c>initialize</c>.</summary>
    Initialize,

    /// <summary>The result of <c>initialize</c>.</summary>
    InitializeAnswer,

    /// <summary>An error in answer to <c>initialize</c>.</summary>
    InitializeRefusal,

    /// <summary><c>notifications/initialized</c>.</summary>
    Initialized,

    /// <summary>Any other request that names its revision in <c>_meta</c>.</summary>
    ModernRequest,

    /// <summary><c>ping</c>, in either direction.</summary>
    Ping,

    /// <summary>Any other request that does not name its revision.</summary>
    LegacyRequest,

    /// <summary>The end of the stream.</summary>
    End,
}

/// <summary>A row of the lifecycle table.</summary>
public readonly record struct Transition(Phase From, Step Step, Phase To);

/// <summary>
/// The life of a connection in both eras, as one table. It does not know which side holds it, so the same rules apply to
/// both. A step the table does not have breaks the protocol. Spec: basic/lifecycle; 2026-07-28: basic/versioning.
/// </summary>
public static class Lifecycle
{
    /// <summary>All that may happen.</summary>
    public static IReadOnlyList<Transition> Table { get; } =
    [
        new(Phase.Unopened, Step.Discover, Phase.Probing),
        new(Phase.Unopened, Step.Initialize, Phase.Initializing),
        new(Phase.Unopened, Step.ModernRequest, Phase.Stateless),
        new(Phase.Unopened, Step.Ping, Phase.Unopened),
        new(Phase.Unopened, Step.End, Phase.Ended),

        new(Phase.Probing, Step.ModernAnswer, Phase.Stateless),
        new(Phase.Probing, Step.OtherAnswer, Phase.Unopened),
        new(Phase.Probing, Step.Initialize, Phase.Initializing), // the probe met silence
        new(Phase.Probing, Step.ModernRequest, Phase.Stateless), // a modern client need not wait
        new(Phase.Probing, Step.End, Phase.Ended),

        new(Phase.Initializing, Step.InitializeAnswer, Phase.Agreed),
        new(Phase.Initializing, Step.InitializeRefusal, Phase.Unopened),
        new(Phase.Initializing, Step.Ping, Phase.Initializing),
        new(Phase.Initializing, Step.LegacyRequest, Phase.Initializing), // early, but only a SHOULD NOT
        new(Phase.Initializing, Step.OtherAnswer, Phase.Initializing), // the probe's answer, late
        new(Phase.Initializing, Step.ModernAnswer, Phase.Initializing),
        new(Phase.Initializing, Step.End, Phase.Ended),

        new(Phase.Agreed, Step.Initialized, Phase.Session),
        new(Phase.Agreed, Step.Ping, Phase.Agreed),
        new(Phase.Agreed, Step.LegacyRequest, Phase.Agreed), // early as well
        new(Phase.Agreed, Step.OtherAnswer, Phase.Agreed),
        new(Phase.Agreed, Step.ModernAnswer, Phase.Agreed),
        new(Phase.Agreed, Step.End, Phase.Ended),

        new(Phase.Session, Step.LegacyRequest, Phase.Session),
        new(Phase.Session, Step.Ping, Phase.Session),
        new(Phase.Session, Step.Discover, Phase.Session), // a dual-era server may serve both
        new(Phase.Session, Step.ModernAnswer, Phase.Session),
        new(Phase.Session, Step.OtherAnswer, Phase.Session),
        new(Phase.Session, Step.ModernRequest, Phase.Session),
        new(Phase.Session, Step.End, Phase.Ended),

        new(Phase.Stateless, Step.ModernRequest, Phase.Stateless),
        new(Phase.Stateless, Step.Discover, Phase.Stateless),
        new(Phase.Stateless, Step.ModernAnswer, Phase.Stateless),
        new(Phase.Stateless, Step.OtherAnswer, Phase.Stateless),
        new(Phase.Stateless, Step.Initialize, Phase.Initializing), // the client knows the era only after the probe
        new(Phase.Stateless, Step.End, Phase.Ended),
    ];

    private static readonly Dictionary<(Phase, Step), Phase> Next = Table.ToDictionary(row => (row.From, row.Step), row => row.To);

    /// <summary>Where the step leads; null where it breaks the protocol.</summary>
    public static Phase? After(Phase phase, Step step) => Next.TryGetValue((phase, step), out var to) ? to : null;

    /// <summary>The table as a Mermaid state diagram, for the documentation.</summary>
    public static string Diagram()
    {
        var text = new System.Text.StringBuilder("stateDiagram-v2\n    [*] --> Unopened\n");
        foreach (var group in Table.GroupBy(row => (row.From, row.To)))
        {
            text.Append("    ").Append(group.Key.From).Append(" --> ").Append(group.Key.To).Append(" : ")
                .AppendJoin(", ", group.Select(row => row.Step)).Append('\n');
        }

        return text.Append("    Ended --> [*]\n").ToString();
    }
}
