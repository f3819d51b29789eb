namespace RawMcp.Wire;

/// <summary>MT504 and MT209: a server that wrote more than a visit takes, instead of an answer or beside its answers.</summary>
internal static class Floods
{
    public static IEnumerable<Finding> Find(Facts facts)
    {
        if (facts.Life.GaveUp is not { } end) yield break;
        var (wrote, open) = (Excerpt.Of(end.Wrote), facts.Calls.Open);
        var span = new Evidence.Span(facts.Life.Spawned?.Time ?? facts.Begin, end.Time, $"the server wrote {wrote}");
        if (open.Count > 0)
        {
            yield return new Finding(Faults.HungCall, Severity.Error,
                $"{Calls.Named(open)} had no answer in {Amounts.Time(facts.Calls.Waited(open[0]))}; instead the server wrote {wrote}, and the visit ended there.",
                [.. facts.Show(open.Select(call => call.Request), 3), span],
                "Look at what the server writes, and make it read stdin meanwhile. Text for people belongs to stderr, a few lines of it; a message ends with a line feed.");
            yield break;
        }

        yield return new Finding(Faults.Tolerance, Severity.Warning,
            $"The server answered what it was asked, and wrote {wrote} within {Amounts.Time(end.Time - span.Time)}; a host that keeps what it gets runs out of memory.",
            [span], "In the server, write notifications only where something has changed, and log less.");
    }
}
