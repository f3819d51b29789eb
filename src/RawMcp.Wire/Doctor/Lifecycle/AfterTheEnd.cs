namespace RawMcp.Wire;

/// <summary>MT701 and MT702: the server's stdin ended, and it stays.</summary>
internal static class AfterTheEnd
{
    public static IEnumerable<Finding> Find(Facts facts)
    {
        var life = facts.Life;
        if (life.InputEnded is not { } end || life.Spawned is null || (life.ServerLeftFirst && life.End is not null)) yield break;

        // Answers that it still owed may take their time.
        var since = Math.Max(end.Time, facts.FromServer.Count > 0 ? facts.FromServer[^1].LastByte : 0);
        var gone = life.End?.Time ?? facts.Until;
        var stayed = gone - since;
        // On a machine where all want the processor, it gets little; but it never sleeps.
        var looks = life.Watched.Where(look => look.Time >= end.Time && look.Time <= gone).ToList();
        var neverSleeps = looks.Count >= DoctorLimits.LooksOfSpin && looks.TrueForAll(look => look.State == "running");
        var spins = life.Load(end.Time, gone) is { } load && (neverSleeps || load.Share >= DoctorLimits.BusyAfterEnd) && load.To.Time - load.From.Time >= DoctorLimits.Stuck.Nanoseconds() && !facts.Calls.Open.Any()
            ? load : default((double Share, CaptureEvent.Watched From, CaptureEvent.Watched To)?);
        if (spins is { } busy)
        {
            yield return new Finding(Faults.Spins, Severity.Error,
                $"After the end of its stdin the server does not exit but uses {Processes.Share(busy.Share)} of a processor, for "
                    + $"{Amounts.Time(gone - end.Time)} so far as is known.",
                [new Evidence.Event(end.Time, "end of stdin"), new Evidence.Event(busy.From.Time, Processes.State(busy.From)), new Evidence.Event(busy.To.Time, Processes.State(busy.To))],
                "In the server, take a read of zero bytes from stdin for the end: leave the read loop and exit. Reading again returns at once, for ever.");
        }

        if (stayed < facts.Options.ExitGrace.Nanoseconds()) yield break;
        var how = life.End switch
        {
            CaptureEvent.Killed => $"until it {life.Ended}",
            CaptureEvent.Exited => life.Signalled is { } signal && signal.Time <= life.End.Time ? $"until {Excerpt.Of(signal.Name)} came" : $"and then {life.Ended}",
            _ => "and was still there when the recording ended",
        };
        List<Evidence> evidence = [new Evidence.Span(since, gone, since > end.Time ? "after its last answer the server stayed" : "the server stayed")];
        if (life.Signalled is { } it) evidence.Add(new Evidence.Event(it.Time, $"the host sent {Excerpt.Of(it.Name)}"));
        if (life.Exit is { } exit) evidence.Add(exit);
        if (life.Watched.LastOrDefault(look => look.Time >= end.Time) is { } look) evidence.Add(new Evidence.Event(look.Time, Processes.State(look)));
        yield return new Finding(Faults.IgnoresEnd, life.End is null or CaptureEvent.Killed { Number: 9 } && facts.Calls.Open.Count == 0 ? Severity.Error : Severity.Warning,
            $"The server ignored the end of its stdin: it stayed {Amounts.Time(stayed)} {how}.", evidence,
            "In the server, exit when stdin ends, whatever timers, connections or threads are left: a host that dies cannot send "
                + "a signal, and what stays then stays for ever.");
    }
}
