using RawMcp.Mcp;

namespace RawMcp.Agent;

/// <summary>Which calls a model may make.</summary>
public enum Approval
{
    /// <summary>
    /// A person is asked about each call. Where there is none, only tools run that declare <c>readOnlyHint</c> and do not
    /// declare <c>destructiveHint</c>.
    /// </summary>
    AskOrReadOnly,

    /// <summary>A person is asked about each call. Where there is none, nothing runs.</summary>
    Ask,

    /// <summary>Every call is allowed.</summary>
    All,

    /// <summary>Every call is refused.</summary>
    None,
}

/// <summary>What becomes of a call before it is made.</summary>
/// <param name="Kind">Run, ask, or refuse.</param>
/// <param name="Reason">Why it is refused; empty otherwise.</param>
internal readonly record struct Decision(DecisionKind Kind, string Reason = "")
{
    /// <summary>The table of <see cref="Approval"/>: a tool that declares <c>destructiveHint</c> is asked about unless all are allowed.</summary>
    public static Decision Of(Approval approval, ToolAnnotations? hints, bool hasPerson)
    {
        if (approval == Approval.All) return new(DecisionKind.Run);
        if (approval == Approval.None) return Refused("no call is allowed here");
        if (hasPerson) return new(DecisionKind.Ask);
        if (approval == Approval.Ask) return Refused("nobody is there to be asked");
        if (hints?.Destructive == true) return Refused("the tool declares destructiveHint, and nobody is there to be asked");
        return hints?.ReadOnly == true
            ? new(DecisionKind.Run)
            : Refused("nobody is there to be asked, and the tool does not declare readOnlyHint");
    }

    private static Decision Refused(string reason) => new(DecisionKind.Refuse, reason);
}

/// <summary>Run, ask, or refuse.</summary>
internal enum DecisionKind
{
    /// <summary>Without a question.</summary>
    Run,

    /// <summary>A person decides.</summary>
    Ask,

    /// <summary>Without a question.</summary>
    Refuse,
}
