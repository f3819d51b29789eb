namespace RawMcp.Wire;

/// <summary>MT303: the server does not read what the client sends.</summary>
internal static class UnreadStdin
{
    public static IEnumerable<Finding> Find(Facts facts)
    {
        // The last look decides: a server that read on later was only slow.
        if (facts.Life.Watched.LastOrDefault(look => look.Time <= (facts.Life.HostLeft?.Time ?? long.MaxValue)) is not { } look) yield break;
        var pipe = look.Stuck.FirstOrDefault(one => one.Stream == Pipe.Stdin);
        var unread = look.Unread ?? 0;
        if ((unread == 0 && pipe is null) || look.Waiting is "write stderr" or "write stdout") yield break;
        var since = pipe?.Since ?? facts.LastMoved(Pipe.Stdin, look.Time);
        var least = pipe is not null ? facts.Options.Stuck : facts.Options.HungCall;
        if (look.Time - since < least.Nanoseconds() || ReadLater(facts, look) || IsAtWork(facts, look, unread)) yield break;
        var open = facts.Calls.Open.Where(call => call.Request.LastByte <= look.Time).ToList();
        if (open.Count == 0 && pipe is null) yield break;
        var full = pipe is null ? "" : $"; another {Amounts.Bytes(pipe.Bytes)} wait because the pipe is full";
        yield return new Finding(Faults.StdinNotRead, Severity.Error,
            $"The server has not read {Amounts.Bytes(unread)} of its stdin for "
                + $"{Amounts.Time(look.Time - since)}{full}{(open.Count == 0 ? "" : $", among them {Calls.Named(open)}")}.",
            [new Evidence.Span(since, look.Time, $"{Amounts.Bytes(unread)} unread; the server is {Excerpt.Of(look.State)}{(look.Waiting is { } call ? $" in: {Excerpt.Of(call)}" : "")}"), .. facts.Show(open.Select(one => one.Request), 2)],
            "In the server, read stdin in a loop of its own, and as long as a line is: a buffer of fixed size, or a read that "
                + "waits for a tool to end, stops everything behind it.");
    }

    private static bool ReadLater(Facts facts, CaptureEvent.Watched look) =>
        facts.FromServer.Any(frame => frame.LastByte > look.Time && frame.Messages.Any(message => message.Call is { } call && Session.IsResponse(message) && call.Request.LastByte <= look.Time));

    // A call that it did read is still open: it works on that one, and reads on afterwards. Then that call is the matter.
    private static bool IsAtWork(Facts facts, CaptureEvent.Watched look, long unread)
    {
        var sent = facts.LastBefore(Pipe.Stdin, look.Time) is { } last ? last.Offset + last.Length + 1 : 0;
        return facts.Calls.Open.Any(call => call.Request.Offset + call.Request.Length + 1 <= sent - unread);
    }
}
