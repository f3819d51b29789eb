namespace RawMcp.Wire;

/// <summary>Every check of the doctor: facts in, findings out. Their order does not matter; <see cref="Triage"/> puts the findings in theirs.</summary>
internal static class Checks
{
    public static IReadOnlyList<Func<Facts, IEnumerable<Finding>>> All { get; } =
    [
        // Launch
        NotStarted.Find, Quoting.Find, Runtimes.Find, Surroundings.Find, Loading.Find, Prompts.Find, Containers.Find, ExitedFirst.Find,
        // Framing
        StrayLines.Find, PrettyPrinting.Find, ContentLengthFraming.Find, Buffering.Find, HalfFrames.Find, CarriageReturns.Find, Encodings.Find, Tolerances.Find,
        // Pipes
        BlockedWrites.Find, UnreadStdin.Find, SharedStdin.Find, Bursts.Find,
        // Opening
        Versions.Find, Openings.Find, Capabilities.Find, Directions.Find,
        // Correlation
        Strays.Find, Cancellations.Find, HungCalls.Find, Floods.Find, Retries.Find,
        // Tools
        Schemas.Find,
        // Lifecycle
        AfterTheEnd.Find, BrokenPipes.Find, Survivors.Find, Endings.Find,
    ];
}
