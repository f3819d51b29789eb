namespace RawMcp.Wire;

/// <summary>What happened to the processes of one recording, and who left whom.</summary>
internal sealed class Life
{
    public Life(IReadOnlyList<CaptureEvent> events, bool isWhole)
    {
        foreach (var one in events)
        {
            switch (one)
            {
                case CaptureEvent.Command it: Command ??= it; break;
                case CaptureEvent.Spawned it: Spawned ??= it; break;
                case CaptureEvent.SpawnFailed it: SpawnFailed ??= it; break;
                case CaptureEvent.StreamEnded { Stream: Pipe.Stdin } it: InputEnded ??= it; break;
                case CaptureEvent.StreamEnded { Stream: Pipe.Stdout } it: OutputEnded ??= it; break;
                case CaptureEvent.StreamBroken { Stream: Pipe.Stdin } it: InputBroken ??= it; break;
                case CaptureEvent.StreamBroken { Stream: Pipe.Stdout } it: OutputBroken ??= it; break;
                case CaptureEvent.Signal { Delivered: true } it: Signalled ??= it; break;
                case CaptureEvent.Exited or CaptureEvent.Killed: End ??= one; break;
                case CaptureEvent.LeftOpen it: leftOpen.Add(it); break;
                case CaptureEvent.GaveUp it: GaveUp ??= it; break;
                case CaptureEvent.Watched it: Keep(it); break;
                case CaptureEvent.Closed it when isWhole: Closed ??= it; break;
            }
        }
    }

    // The first looks say how it began, the last ones what it came to.
    private void Keep(CaptureEvent.Watched look)
    {
        if (watched.Count == DoctorLimits.Looks) watched.RemoveAt(DoctorLimits.Looks / 2);
        watched.Add(look);
    }

    private readonly List<CaptureEvent.LeftOpen> leftOpen = [];
    private readonly List<CaptureEvent.Watched> watched = [];

    public CaptureEvent.Command? Command { get; }

    public CaptureEvent.Spawned? Spawned { get; }

    public CaptureEvent.SpawnFailed? SpawnFailed { get; }

    /// <summary>The host closed the server's stdin.</summary>
    public CaptureEvent.StreamEnded? InputEnded { get; }

    /// <summary>The server closed its stdout, or is gone.</summary>
    public CaptureEvent.StreamEnded? OutputEnded { get; }

    /// <summary>The server closed its stdin, or is gone.</summary>
    public CaptureEvent.StreamBroken? InputBroken { get; }

    /// <summary>The host stopped reading the server's stdout, or is gone.</summary>
    public CaptureEvent.StreamBroken? OutputBroken { get; }

    /// <summary>The visitor ended its visit, because the server wrote too much.</summary>
    public CaptureEvent.GaveUp? GaveUp { get; }

    public CaptureEvent.Signal? Signalled { get; }

    /// <summary>The exit of the server, or the signal that ended it.</summary>
    public CaptureEvent? End { get; }

    public CaptureEvent.Closed? Closed { get; }

    public IReadOnlyList<CaptureEvent.LeftOpen> LeftOpen => leftOpen;

    public IReadOnlyList<CaptureEvent.Watched> Watched => watched;

    public long? ExitCode => (End as CaptureEvent.Exited)?.Code;

    public string? ExitSignal => (End as CaptureEvent.Killed)?.Name;

    /// <summary>The first thing by which the host ended the session; null where it did not.</summary>
    public CaptureEvent? HostLeft => First(GaveUp, InputEnded, OutputBroken, Signalled);

    /// <summary>The first thing by which the server ended the session; null where it did not.</summary>
    public CaptureEvent? ServerLeft => First(OutputEnded, InputBroken, End);

    /// <summary>The server ended the session, and the host had done nothing to end it.</summary>
    public bool ServerLeftFirst => ServerLeft is { } server && (HostLeft is not { } host || server.Time < host.Time);

    /// <summary>The host ended the session while the server was there.</summary>
    public bool HostLeftFirst => HostLeft is { } host && (ServerLeft is not { } server || host.Time <= server.Time);

    public bool IsAliveAt(long time) => Spawned is not null && (End is null || End.Time > time);

    /// <summary>How the server ended, in words behind "the server".</summary>
    public string Ended => End switch
    {
        CaptureEvent.Exited it => $"exited with code {it.Code}",
        CaptureEvent.Killed it => $"was ended by {Excerpt.Of(it.Name)}",
        _ => "closed its pipes",
    };

    /// <summary>How the host ended the session, in words behind "the host".</summary>
    public string Left => HostLeft switch
    {
        CaptureEvent.StreamEnded => "closed the server's stdin",
        CaptureEvent.StreamBroken => "stopped reading the server's stdout",
        CaptureEvent.Signal it => $"sent {Excerpt.Of(it.Name)}",
        CaptureEvent.GaveUp => "gave up",
        _ => "did not leave",
    };

    public Evidence? Exit => End switch
    {
        CaptureEvent.Exited it => new Evidence.Exit(it.Time, it.Code, null),
        CaptureEvent.Killed it => new Evidence.Exit(it.Time, null, Excerpt.Of(it.Name)),
        _ => null,
    };

    /// <summary>What share of one processor the server used between the first and the last look in that time; null where there are no two.</summary>
    public (double Share, CaptureEvent.Watched From, CaptureEvent.Watched To)? Load(long from, long until)
    {
        var looks = watched.Where(look => look.Cpu is not null && look.Time >= from && look.Time <= until).ToList();
        return looks is [var first, .., var last] && last.Time > first.Time
            ? ((last.Cpu!.Value - (double)first.Cpu!.Value) / (last.Time - (double)first.Time), first, last) : null;
    }

    private static CaptureEvent? First(params CaptureEvent?[] events) => events.OfType<CaptureEvent>().MinBy(one => one.Time);
}
