using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Connections;

/// <summary>What came of sending <c>server/discover</c> to a server we know nothing about. A closed choice.</summary>
public abstract record ProbeEvidence
{
    private ProbeEvidence() { }

    /// <summary>It answered, with a result, an error, or something that is neither.</summary>
    public sealed record Answered(Outcome Outcome) : ProbeEvidence;

    /// <summary>It said nothing within the time we give a probe.</summary>
    public sealed record Silent : ProbeEvidence;

    /// <summary>It exited, or closed its output.</summary>
    public sealed record Exited : ProbeEvidence;
}

/// <summary>How to open the connection after the probe. A closed choice.</summary>
public abstract record ProbeDecision
{
    private ProbeDecision() { }

    /// <summary>The server is modern: go on with this revision, no handshake.</summary>
    /// <param name="Revision">The newest both sides speak.</param>
    /// <param name="Discovered">What the server said of itself; null when all it gave was an error that lists revisions.</param>
    public sealed record GoModern(Revision Revision, DiscoverResult? Discovered) : ProbeDecision;

    /// <summary>The server is legacy: send <c>initialize</c>.</summary>
    /// <param name="FreshProcess">Start the server again first: this process is gone.</param>
    public sealed record Initialize(bool FreshProcess) : ProbeDecision;

    /// <summary>There is no revision both sides speak.</summary>
    /// <param name="Reason">Which ones the server speaks.</param>
    public sealed record GiveUp(string Reason) : ProbeDecision;
}

/// <summary>
/// Decides the era of a server from what came of the probe. A pure function, so that every case is a row of a test.
/// Spec: 2026-07-28, basic/transports/stdio#backward-compatibility.
/// </summary>
public static class EraProbe
{
    /// <summary>The decision. The rule is not tied to one error code: whatever is not recognisably modern is legacy.</summary>
    public static ProbeDecision Decide(ProbeEvidence evidence) => evidence switch
    {
        ProbeEvidence.Exited => new ProbeDecision.Initialize(FreshProcess: true),
        ProbeEvidence.Answered { Outcome: Outcome.Returned returned } => FromResult(returned.Value),
        ProbeEvidence.Answered { Outcome: Outcome.Refused refused } => FromError(refused.Failure),
        ProbeEvidence.Answered { Outcome: Outcome.Lost } => new ProbeDecision.Initialize(FreshProcess: true),
        _ => new ProbeDecision.Initialize(FreshProcess: false),
    };

    private static ProbeDecision FromResult(RawJson value) =>
        DiscoverResult.Read(value).Value is { } discovered
            ? FromVersions(discovered.SupportedVersions, discovered)
            : new ProbeDecision.Initialize(FreshProcess: false);

    private static ProbeDecision FromError(Message.Failure failure)
    {
        if (UnsupportedVersionData.Read(failure) is { } unsupported) return FromVersions(unsupported.Supported, null);
        if (MissingCapabilityData.Read(failure) is { } missing)
            return new ProbeDecision.GiveUp($"the server wants capabilities of the client before anything else: {missing.RequiredCapabilities}");
        return new ProbeDecision.Initialize(FreshProcess: false);
    }

    private static ProbeDecision FromVersions(IReadOnlyList<string> versions, DiscoverResult? discovered)
    {
        var common = versions.Select(Revision.Find).OfType<Revision>().OrderBy(revision => revision.Text, StringComparer.Ordinal).ToList();
        return common.LastOrDefault() switch
        {
            { Era: Era.Modern } revision => new ProbeDecision.GoModern(revision, discovered),
            { } => new ProbeDecision.Initialize(FreshProcess: false),
            null when versions.Count == 0 && discovered is not null => new ProbeDecision.Initialize(FreshProcess: false),
            null => new ProbeDecision.GiveUp(
                $"the server speaks {(versions.Count == 0 ? "no revision at all" : string.Join(", ", versions))}; "
                + $"this client speaks {string.Join(", ", Revision.All)}"),
        };
    }
}
