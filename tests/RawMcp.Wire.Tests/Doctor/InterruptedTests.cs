namespace RawMcp.Wire.Tests;

/// <summary>A live examination that somebody gives up: the server goes with it, and what it started.</summary>
public sealed class InterruptedTests : IDisposable
{
    private readonly Folder folder = new();

    [Theory, InlineData(2, "MT504"), InlineData(15, "MT704"), InlineData(2, "MT303")]
    public async Task Nothing_is_left_behind(int signal, string code)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "process facts");
        var capture = folder.File("visit.pcapng");
        using var doctor = TapProcess.Run(capture, Programs.RawMcp, "doctor", "-o", capture, "--", Programs.Zoo, code);
        var errors = doctor.ErrorsAsync();
        Assert.True(SpinWait.SpinUntil(() => File.Exists(capture) && Events().Any(it => it is CaptureEvent.Watched or CaptureEvent.StreamEnded), Lines.Patience));
        doctor.Signal(signal);
        Assert.Equal(new TapEnd(128 + signal, BySignal: false), await doctor.ExitAsync());
        Assert.Contains("The session is in", await errors, StringComparison.Ordinal);
        Assert.IsType<CaptureEvent.Closed>(Events()[^1]);
        foreach (var happened in Events())
        {
            if (happened is CaptureEvent.Spawned spawned) Started.AssertGone((int)spawned.ProcessId);
            if (happened is not CaptureEvent.Watched watched) continue;
            foreach (var one in watched.Descendants) Started.AssertGone((int)one.ProcessId);
        }
    }

    private List<CaptureEvent> Events() => [.. Captures.ReadFile(folder.File("visit.pcapng")).Records.Events()];

    public void Dispose() => folder.Dispose();
}
