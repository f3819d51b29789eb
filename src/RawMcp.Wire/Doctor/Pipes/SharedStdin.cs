namespace RawMcp.Wire;

/// <summary>MT304: a process that a tool started has inherited the server's stdin.</summary>
internal static class SharedStdin
{
    public static IEnumerable<Finding> Find(Facts facts)
    {
        if (facts.Life.GaveUp is not null) yield break; // nobody had the patience to see who reads
        var known = new HashSet<long>();
        var answered = facts.Session.FirstResponse?.LastByte ?? long.MaxValue;
        var firstLook = facts.Life.Watched.FirstOrDefault(look => look.Time > answered)?.Time ?? long.MaxValue;
        foreach (var look in facts.Life.Watched)
        {
            foreach (var process in look.Descendants.Where(process => process.Holds.Contains(Pipe.Stdin)))
            {
                // npx and its like hand all their pipes on to the server that they start: that one holds stdout too, and was there before.
                var isServer = process.Holds.Contains(Pipe.Stdout) && (look.Time <= firstLook || known.Contains(process.ProcessId));
                if (isServer) continue;
                if (SilentCall(facts, look.Time) is not { } call) break;
                yield return new Finding(Faults.SharedStdin, facts.Calls.IsOpen(call) || call.Response?.LastByte > facts.Life.InputEnded?.Time ? Severity.Error : Severity.Warning,
                    $"While {Calls.Name(call)} had been silent for {Amounts.Time(look.Time - call.Request.LastByte)}, the process "
                        + $"{Excerpt.Of(process.Name)} ({process.ProcessId}), which the server started, held the server's own stdin "
                        + "open: it takes bytes from the protocol, or waits for them.",
                    [new Evidence.Event(look.Time, $"process {process.ProcessId}, {Excerpt.Of(process.Name)}, child of {process.ParentWord(facts)}, holds {string.Join(", ", process.Holds.Select(pipe => pipe.Name()))}"), facts.Show(call.Request)],
                    "In the server, give every process that it starts a stdin of its own: stdin=subprocess.DEVNULL in Python, "
                        + "stdio: ['ignore', …] in Node, RedirectStandardInput in .NET and close it.");
                yield break;
            }

            known.UnionWith(look.Descendants.Select(process => process.ProcessId));
        }
    }

    private static IndexedCall? SilentCall(Facts facts, long time) => facts.Calls.OfClient.FirstOrDefault(call =>
        call.Request.LastByte <= time - facts.Options.Stuck.Nanoseconds() && (call.Response?.LastByte > time || facts.Calls.IsOpen(call)));

    private static string ParentWord(this CaptureEvent.Descendant process, Facts facts) => process.Parent == facts.Life.Spawned?.ProcessId ? "the server" : $"process {process.Parent}";
}
