namespace RawMcp.Wire;

/// <summary>A pipe in which nothing moves, as the system showed it.</summary>
/// <param name="Look">The look at which it had stood still the longest.</param>
/// <param name="Bytes">What waits with the recorder, where it is the recorder that waits.</param>
/// <param name="Since">Since when.</param>
internal sealed record Stuck(CaptureEvent.Watched Look, long? Bytes, long Since)
{
    public long For => Look.Time - Since;

    /// <summary>The longest standstill of a pipe that the server writes; null where there is none long enough.</summary>
    public static Stuck? Writing(Facts facts, Pipe stream)
    {
        Stuck? longest = null;
        foreach (var look in facts.Life.Watched)
        {
            var found = look.Stuck.FirstOrDefault(one => one.Stream == stream) is { } pipe ? new Stuck(look, pipe.Bytes, pipe.Since)
                : look.Waiting == "write " + stream.Name() ? new Stuck(look, null, facts.LastMoved(stream, look.Time)) : null;
            if (found is not null && found.For >= facts.Options.Stuck.Nanoseconds() && found.For > (longest?.For ?? 0)) longest = found;
        }

        return longest;
    }

    public string Who(string reader) => Bytes is { } bytes
        ? $"{Amounts.Bytes(bytes)} have been waiting {Amounts.Time(For)} for {reader} to read them"
        : $"the server has been blocked for {Amounts.Time(For)} in writing";

    public Evidence Evidence => new Evidence.Span(Since, Look.Time, $"{(Look.Waiting is { } call ? $"the server is in: {Excerpt.Of(call)}" : $"the server is {Excerpt.Of(Look.State)}")}, and nothing moved");
}
