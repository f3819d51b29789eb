namespace RawMcp.Wire;

/// <summary>MT703: the server could not cope with a reader that was gone.</summary>
internal static class BrokenPipes
{
    private const int Loop = 100;
    private static readonly string[] Words = ["EPIPE", "Broken pipe", "BrokenPipe", "Pipe is broken", "ERR_STREAM_DESTROYED", "pipe is being closed"];

    public static IEnumerable<Finding> Find(Facts facts)
    {
        var lines = facts.Stderr.Lines.Where(line => Words.Any(line.Has)).ToList();
        var life = facts.Life;
        var gone = life.OutputBroken ?? (CaptureEvent?)life.HostLeft;
        var load = life.OutputBroken is { } broken ? life.Load(broken.Time, life.End?.Time ?? facts.Until) : null;
        var spins = load is { Share: >= DoctorLimits.Busy } busy && busy.To.Time - busy.From.Time >= DoctorLimits.Stuck.Nanoseconds();
        if (!spins && (lines.Count == 0 || gone is null || !lines.Exists(line => line.Frame.LastByte >= gone.Time) || (life.ExitCode == 0 && lines.Count < Loop))) yield break;
        var loops = spins || lines.Count >= Loop;
        List<Evidence> evidence = [.. facts.Show(lines.Select(line => line.Frame), 2)];
        if (gone is not null) evidence.Add(new Evidence.Event(gone.Time, life.OutputBroken is not null ? $"nobody reads stdout any more ({Amounts.Bytes(life.OutputBroken.Undelivered)} were on their way)" : $"the host {life.Left}"));
        if (life.Exit is { } exit) evidence.Add(exit);
        if (load is { } used) evidence.Add(new Evidence.Event(used.To.Time, Processes.State(used.To)));
        yield return new Finding(Faults.BrokenPipe, loops ? Severity.Error : Severity.Warning,
            loops
                ? "The host was gone, and the server went on writing in a loop: "
                    + $"{(lines.Count > 0 ? Amounts.Count(lines.Count, "line") + " about a broken pipe" : $"{Processes.Share(load!.Value.Share)} of a processor")}."
                : $"The host was gone, and the server {life.Ended} over the broken pipe: {Excerpt.Of(lines[0].Text.Trim())}.",
            evidence, "In the server, take a failed write to stdout for the end of the session: exit, without trying to log it to a stderr that is gone as well. In Node, listen for 'error' on process.stdout.");
    }
}
