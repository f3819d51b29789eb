using RawMcp.Mcp;

namespace RawMcp.Requirements;

/// <summary>How strongly a requirement binds: the words of RFC 2119.</summary>
public enum RequirementLevel
{
    /// <summary>MUST.</summary>
    Must,

    /// <summary>MUST NOT.</summary>
    MustNot,

    /// <summary>SHOULD.</summary>
    Should,

    /// <summary>SHOULD NOT.</summary>
    ShouldNot,

    /// <summary>MAY: a permission, kept so that no tester flags what is allowed.</summary>
    May,
}

/// <summary>Whom a requirement binds.</summary>
[Flags]
public enum Party
{
    /// <summary>Nobody; no requirement has it.</summary>
    None = 0,

    /// <summary>The client.</summary>
    Client = 1,

    /// <summary>The server.</summary>
    Server = 2,

    /// <summary>Each side.</summary>
    Both = Client | Server,
}

/// <summary>What the level of a requirement rests on, strongest first.</summary>
public enum Basis
{
    /// <summary>A sentence with the keyword in capitals.</summary>
    Stated,

    /// <summary>A type of the schema.</summary>
    Schema,

    /// <summary>A sentence with the keyword in lower case.</summary>
    Lowercase,

    /// <summary>A description, a table or an example: the level is our reading.</summary>
    Inferred,
}

/// <summary>Who can see a requirement being broken.</summary>
public enum Observability
{
    /// <summary>Anybody who has the command line of the other side.</summary>
    FromOutside,

    /// <summary>Somebody who has a special tool or trigger in the server, or drives the client.</summary>
    NeedsCooperation,

    /// <summary>Nobody on the wire: policy, user interface, inner state.</summary>
    Not,
}

/// <summary>What a tester does in one step.</summary>
public enum ProbeKind
{
    /// <summary>It provokes the situation.</summary>
    Active,

    /// <summary>It looks at any recorded session.</summary>
    Passive,

    /// <summary>A person looks; no program can.</summary>
    Review,
}

/// <summary>A page of the specification, for the revisions that have it under this name.</summary>
/// <param name="Page">Below the folder of the revision, without extension; <c>schema/schema.ts</c>; or <c>jsonrpc.org/specification</c>.</param>
/// <param name="Anchor">A heading's slug, or the name of a type in the schema; null for the whole page.</param>
/// <param name="Revisions">Oldest first.</param>
public sealed record SpecPage(string Page, string? Anchor, IReadOnlyList<Revision> Revisions);

/// <summary>One step of finding out.</summary>
/// <param name="Probe">What kind of step.</param>
/// <param name="If">What has to be declared or listed for it to apply; null for always.</param>
/// <param name="Fixture">What has to exist on the other side; null for nothing.</param>
/// <param name="Text">What to do and what to expect.</param>
public sealed record RequirementStep(ProbeKind Probe, string? If, string? Fixture, string Text);

/// <summary>What breaking a requirement looks like.</summary>
/// <param name="Line">Bytes as they would cross the wire, without the last line feed; null when a description says it.</param>
/// <param name="Text">A description; null when <paramref name="Line"/> says it.</param>
/// <param name="Context">When it is wrong; null for always.</param>
public sealed record FailureExample(string? Line, string? Text, string? Context);
