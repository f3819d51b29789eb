namespace RawMcp.Wire;

/// <summary>
/// Looks at the server while nothing moves, and has the capture say what it saw. On a thread of its own, beside the copy: it reads a few
/// numbers of the pumps and what the system shows of the processes, and whatever goes wrong with that is nobody's loss.
/// </summary>
internal sealed class Watcher : IDisposable
{
    private readonly TapChild child;
    private readonly IReadOnlyList<Pump> pumps;
    private readonly TapClock clock;
    private readonly Recorder recorder;
    private readonly WatchSchedule schedule;
    private readonly ServerPipes pipes;
    private readonly TimeSpan first;
    private readonly long begun;
    private readonly long started; // the server's own start, as the system counts it
    private readonly ManualResetEventSlim over = new();
    private Thread? thread;

    /// <param name="child">The server.</param>
    /// <param name="pumps">Its three streams.</param>
    /// <param name="clock">The session's clock.</param>
    /// <param name="recorder">Takes what was seen.</param>
    /// <param name="first">The silence before the first look.</param>
    public Watcher(TapChild child, IReadOnlyList<Pump> pumps, TapClock clock, Recorder recorder, TimeSpan first)
    {
        this.child = child;
        this.pumps = pumps;
        this.clock = clock;
        this.recorder = recorder;
        this.first = first;
        begun = clock.Now;
        schedule = new WatchSchedule(first);
        pipes = ServerPipes.Of(child);
        started = OperatingSystem.IsLinux() && LinuxProcess.Find(child.Id) is { } server ? server.Started : long.MaxValue;
    }

    /// <summary>Starts the thread.</summary>
    public void Start()
    {
        thread = new Thread(Run) { IsBackground = true, Name = "tap watcher" };
        thread.Start();
    }

    /// <summary>One look at the server now, whatever moves.</summary>
    public void Look()
    {
        if (!over.IsSet) Try(See);
    }

    /// <summary>The server is gone, and somebody holds its pipes: who?</summary>
    public void LookForHeirs() => Try(() =>
    {
        if (!OperatingSystem.IsLinux()) return;
        var heirs = LinuxProcess.All()
            .Where(one => one.Id != Environment.ProcessId && one.Started >= started)
            .Select(one => Describe(one, pipes.HeldBy(one.Id)))
            .Where(one => one.Holds.Count > 0)
            .Take(WatchLimits.MaxDescendants);
        recorder.Note(new CaptureEvent.Watched(clock.Now, "gone", null, null, null, Stuck(clock.Now), [.. heirs]));
    });

    private void Run()
    {
        while (!over.Wait(schedule.Rest(clock.Now)))
        {
            Try(() =>
            {
                var now = clock.Now;
                if (schedule.IsDue(now, Moved(), IsAwaited())) See();
            });
        }
    }

#pragma warning disable CA1031 // a system that shows something unforeseen must not end the session that is looked at
    private static void Try(Action look)
    {
        try
        {
            look();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // One look less.
        }
    }
#pragma warning restore CA1031

    private Pump At(Pipe stream) => pumps[(int)stream];

    // A server may well chatter on stderr while it owes an answer: only the protocol counts.
    private long Moved() => Math.Max(begun, Math.Max(At(Pipe.Stdin).Latest, At(Pipe.Stdout).Latest));

    private bool IsAwaited() =>
        At(Pipe.Stdin).Latest >= At(Pipe.Stdout).Latest
        || At(Pipe.Stdin).IsOver
        || pumps.Any(pump => pump.Handing > 0)
        || At(Pipe.Stdin).IsInFrame || At(Pipe.Stdout).IsInFrame;

    private void See()
    {
        var time = clock.Now;
        if (!OperatingSystem.IsLinux())
        {
            recorder.Note(new CaptureEvent.Watched(time, "", null, null, null, Stuck(time), []));
            return;
        }

        var all = LinuxProcess.All();
        if (all.Find(one => one.Id == child.Id) is not { } server) return;
        var below = LinuxProcess.Below(child.Id, all);
        recorder.Note(new CaptureEvent.Watched(
            time,
            server.StateName,
            new Awaited(child.Id, pipes).Look(),
            server.Cpu + below.Sum(one => one.Cpu),
            Unread(),
            Stuck(time),
            [.. below.Take(WatchLimits.MaxDescendants).Select(one => Describe(one, pipes.HeldBy(one.Id)))]));
    }

    private List<CaptureEvent.StuckPipe> Stuck(long now) =>
        [.. pumps.Select(pump => (pump.Stream, Bytes: pump.Handing, Since: pump.Latest))
            .Where(one => one.Bytes > 0 && now - one.Since >= first.Ticks * 100)
            .Select(one => new CaptureEvent.StuckPipe(one.Stream, one.Bytes, one.Since))];

    private long? Unread()
    {
        if (child.Input is DescriptorStream { InPipe: { } own }) return own;

        // Ours is closed. The server's end is opened for a moment, if its stdin still is that pipe.
        if (pipes.At(LinuxProcess.Target(child.Id, 0)) != Pipe.Stdin) return null;
        return DescriptorStream.Unread(LinuxProcess.Path(child.Id, "fd/0"));
    }

    private static CaptureEvent.Descendant Describe(LinuxProcess process, IReadOnlyList<Pipe> holds) => new(process.Id, process.Parent, process.Name, holds);

    /// <summary>Ends the thread. What it is just looking at may be the last thing that the capture gets to know of it.</summary>
    public void Dispose()
    {
        over.Set();
        thread?.Join(TimeSpan.FromSeconds(1));
    }
}
