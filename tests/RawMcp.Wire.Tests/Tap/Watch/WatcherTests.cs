namespace RawMcp.Wire.Tests;

/// <summary>What a tap says about a server in which nothing moves: real processes, real pipes.</summary>
public sealed class WatcherTests : IDisposable
{
    private const int Terminate = 15;

    private readonly Folder folder = new();

    [Fact]
    public async Task Before_a_signal_it_looks_at_who_gets_it()
    {
        using var tap = Before("echo ready; exec sleep 60");
        await tap.NextAsync(6);
        tap.Send("unread\n");
        tap.Signal(Terminate);
        await tap.ExitAsync();
        var look = Looks(tap)[^1];
        Assert.Equal(("sleeping", "clock_nanosleep"), (look.State, look.Waiting));
        Assert.NotNull(look.Cpu);
        Assert.NotNull(look.Unread);
        var events = tap.Recorded().Records.Events().ToList();
        Assert.True(events.IndexOf(look) < events.FindIndex(it => it is CaptureEvent.Signal));
    }

    [Fact]
    public async Task A_stderr_that_the_host_does_not_read_is_seen()
    {
        using var tap = Before("exec head -c 1000000 /dev/zero >&2");
        var look = await SeenAsync(tap, it => it.Stuck.Count > 0 && it.Waiting == "write stderr");
        Assert.Equal([Pipe.Stderr], look.Stuck.Select(one => one.Stream));
        Assert.InRange(look.Stuck[0].Bytes, 1, TapLimits.ReadBytes);
        Assert.True(look.Stuck[0].Since < look.Time);
        tap.Signal(Terminate);
        tap.Errors.Dispose();
        await tap.ExitAsync();
    }

    [Fact]
    public async Task Requests_that_the_server_does_not_read_are_counted()
    {
        using var tap = Before("exec sleep 60");
        tap.Send("12345678\n");
        var look = await SeenAsync(tap, it => it.Unread == 9);
        Assert.Empty(look.Stuck);
        tap.Input.Dispose(); // its end is closed, the bytes lie there still
        await SeenAsync(tap, it => it.Unread == 9 && it.Time > Ended(tap));
        tap.Signal(Terminate);
        await tap.ExitAsync();
    }

    [Fact]
    public async Task A_server_that_waits_for_input_is_seen_to_do_so()
    {
        using var tap = Before("exec cat");
        Assert.Equal("read stdin", (await SeenAsync(tap, _ => true)).Waiting);
        await tap.FinishAsync();
    }

    [Fact]
    public async Task A_process_that_holds_the_server_s_pipes_is_named()
    {
        using var tap = Before("sleep 60 </dev/null & echo ready; exec cat");
        await tap.NextAsync(6);
        var look = await SeenAsync(tap, it => it.Descendants.Count == 1 && it.Descendants[0].Name == "sleep");
        Assert.Equal([Pipe.Stdout, Pipe.Stderr], look.Descendants[0].Holds);
        tap.Input.Dispose();
        await tap.ExitAsync();
        var heir = Looks(tap)[^1];
        Assert.Equal("gone", heir.State);
        Assert.Equal([look.Descendants[0].ProcessId], heir.Descendants.Select(one => one.ProcessId));
        Started.End(Started.Note((int)look.Descendants[0].ProcessId));
    }

    [Fact]
    public async Task A_failed_start_says_where_the_program_was_looked_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "PATH");
        using var tap = TapProcess.Run(folder.File("x"), "/usr/bin/env", "PATH=/nowhere::/usr/none", Programs.RawMcp, "tap", "-o", folder.File("x"), "--", "no-such-program");
        Assert.Equal(4, (await tap.FinishAsync()).End.Code);
        Assert.Equal(["/nowhere", ".", "/usr/none"], tap.Recorded().Records.Events().OfType<CaptureEvent.SpawnFailed>().Single().Searched);
    }

    private TapProcess Before(string script)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc");
        return TapProcess.BeforeShell(folder, script);
    }

    private static List<CaptureEvent.Watched> Looks(TapProcess tap) => [.. tap.Recorded().Records.Events().OfType<CaptureEvent.Watched>()];

    private static long Ended(TapProcess tap) => tap.Recorded().Records.Events().OfType<CaptureEvent.StreamEnded>().FirstOrDefault(it => it.Stream == Pipe.Stdin)?.Time ?? long.MaxValue;

    private static Task<CaptureEvent.Watched> SeenAsync(TapProcess tap, Func<CaptureEvent.Watched, bool> wanted) => Task.Run(() =>
    {
        CaptureEvent.Watched? found = null;
        Assert.True(SpinWait.SpinUntil(() => File.Exists(tap.Capture) && (found = Looks(tap).Find(it => wanted(it))) is not null, Lines.Patience), "nothing like that was seen");
        return found!;
    });

    public void Dispose() => folder.Dispose();
}
