namespace RawMcp.Wire;

/// <summary>MT506: the same call once more, while the first one still runs.</summary>
internal static class Retries
{
    private const int Compared = 64 * 1024, MostOpen = 64;

    public static IEnumerable<Finding> Find(Facts facts)
    {
        var found = new List<(IndexedCall First, IndexedCall Second)>();
        var open = new List<IndexedCall>();
        var compared = 0;
        foreach (var call in facts.Calls.OfClient.Where(call => call.Method == Mcp.Methods.CallTool && call.RetryOf is null))
        {
            var now = call.Request.LastByte;
            open.RemoveAll(one => one.Response?.LastByte <= now || facts.Calls.Cancelled(one)?.LastByte <= now);
            foreach (var before in open.Where(one => one.Target == call.Target && now - one.Request.LastByte >= Math.Min(DoctorLimits.Retry.Nanoseconds(), facts.Options.HungCall.Nanoseconds())))
            {
                if (compared++ >= DoctorLimits.FramesRead || !SameArguments(facts, before, call)) continue;
                found.Add((before, call));
                break;
            }

            if (open.Count < MostOpen) open.Add(call);
        }

        if (found is not [var (first, second), ..]) yield break;
        yield return new Finding(Faults.Retried, Severity.Warning,
            $"The client sent {Calls.Name(first)} once more with the same arguments "
                + $"{Amounts.Time(second.Request.LastByte - first.Request.LastByte)} later, without having cancelled the first, which "
                + $"still ran: what the tool does happens twice{(found.Count > 1 ? $" ({Amounts.Times(found.Count)})" : "")}.",
            [facts.Show(first.Request), facts.Show(second.Request), .. facts.Show(new[] { first.Response, second.Response }.OfType<IndexedFrame>())],
            "In the client, send notifications/cancelled before giving a call up, and do not repeat a tool that changes "
                + "something. In the server, make such tools recognise a repetition.");
    }

    private static bool SameArguments(Facts facts, IndexedCall one, IndexedCall other)
    {
        if (one.Request.Length > Compared || other.Request.Length > Compared) return false;
        return facts.Params(one).Find("arguments"u8).Utf8.Span.SequenceEqual(facts.Params(other).Find("arguments"u8).Utf8.Span);
    }
}
