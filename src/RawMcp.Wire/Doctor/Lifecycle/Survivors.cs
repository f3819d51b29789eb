namespace RawMcp.Wire;

/// <summary>MT704: the program that the host started is gone, and what it started lives on.</summary>
internal static class Survivors
{
    public static IEnumerable<Finding> Find(Facts facts)
    {
        var life = facts.Life;
        if (life.End is not { } end) yield break;
        var held = life.LeftOpen.Select(one => one.Stream).Distinct().ToList();
        var after = life.Watched.Where(look => look.Time > end.Time).SelectMany(look => look.Descendants).ToList();
        if (held.Count == 0 && after.Count == 0) yield break;
        var last = life.Watched.LastOrDefault(look => look.Descendants.Count > 0);
        var names = (after.Count > 0 ? after : last?.Descendants.Where(process => held.Exists(process.Holds.Contains)) ?? []).DistinctBy(process => process.ProcessId).ToList();
        var who = names.Count == 0 ? "a process that it had started" : string.Join(", ", names.Take(5).Select(process => $"{Excerpt.Of(process.Name)} ({process.ProcessId})"));
        var asked = life.Signalled is { } signal && signal.Time <= end.Time ? $" at {Excerpt.Of(signal.Name)}" : life.HostLeftFirst ? " when the host left" : "";
        List<Evidence> evidence = [life.Exit!, .. life.LeftOpen.Take(3).Select(one => new Evidence.Event(one.Time, $"{one.Stream.Name()} is still open"))];
        if (last is not null) evidence.Add(new Evidence.Event(last.Time, Processes.State(last)));
        yield return new Finding(Faults.LeftBehind, life.Signalled is not null || after.Exists(process => process.Holds.Contains(Pipe.Stdin)) ? Severity.Error : Severity.Warning,
            $"The program that the host started was gone{asked}, but {who} lived "
                + $"on{(held.Count > 0 ? $" and held {string.Join(" and ", held.Select(stream => stream.Name()))} open" : "")}.",
            evidence, "Start the server itself instead of npx, npm run or a shell around it (node path/to/server.js; in a script exec server), so that signals and the end of stdin reach it. In a wrapper, pass signals on and wait for the child.");
    }
}
