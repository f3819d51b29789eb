namespace RawMcp.Wire;

/// <summary>Every check of the doctor: facts in, findings out. Their order does not matter; <see cref="Triage"/> puts the findings in theirs.</summary>
internal static class Checks
{
    public static IReadOnlyList<Func<Facts, IEnumerable<Finding>>> All { get; } =
    [
        NotStarted.Find,
        ExitedFirst.Find,
        ContentLengthFraming.Find,
    ];
}
