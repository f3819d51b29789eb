namespace RawMcp.Stdio.Tests;

internal static class Ladders
{
    /// <summary>Rungs on which nobody waits for real: a test skips those it wants to see the end of.</summary>
    public static ShutdownLadder Patient { get; } = new(TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(3));
}

/// <summary>Each rung of the ladder, with a server that leaves on it.</summary>
public sealed class ShutdownTests
{
    private const string Ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n";

    [Theory]
    [InlineData("honest", 0, ShutdownRung.Eof, 0)]
    [InlineData("ignores-eof", 1, ShutdownRung.Terminated, 143)]
    [InlineData("never-exits", 2, ShutdownRung.Killed, 137)]
    public async Task A_server_leaves_on_its_rung(string mode, int hoursSkipped, ShutdownRung rung, int code)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && hoursSkipped > 0, "no SIGTERM there");
        var time = new FakeTime { Unhurried = true };
        await using var child = await StartAndPing(mode, time);
        var closing = child.ShutdownAsync(Ladders.Patient);
        time.SkipWaits(TimeSpan.FromHours(hoursSkipped));
        var report = await closing.WaitAsync(Lines.Patience);
        Assert.Equal((rung, code, false), (report.Rung, report.ExitCode, report.OutputStillOpen));
        Started.AssertGone(child.Id);
    }

    [Fact]
    public async Task Who_left_before_is_not_pushed()
    {
        await using var child = ChildProcess.Start(new ServerCommand(Programs.Faulty, "exits-at-once", "7"));
        Started.Note(child.Id);
        Assert.Equal(7, await child.Exited.WaitAsync(Lines.Patience));
        var report = await child.ShutdownAsync();
        Assert.Equal((ShutdownRung.AlreadyExited, 7), (report.Rung, report.ExitCode));
        Assert.EndsWith("giving up", child.StderrText.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_shutdown_has_the_first_ones_report()
    {
        var child = await StartAndPing("honest", new FakeTime());
        var first = child.ShutdownAsync(Ladders.Patient);
        var second = child.ShutdownAsync();
        Assert.Same(await first, await second);
        await child.DisposeAsync();
        await child.DisposeAsync();
        Assert.Same(await first, await child.ShutdownAsync());
    }

    [Fact]
    public async Task A_write_that_the_child_does_not_take_holds_nothing_up()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no SIGTERM there");
        var time = new FakeTime();
        await using var child = ChildProcess.Start(new ServerCommand(Programs.Faulty, "never-reads"), time: time);
        Started.Note(child.Id);
        var writing = Task.Factory.StartNew(() => child.Input.Write(new byte[1_000_000]), default, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        time.SkipWaits(TimeSpan.FromHours(1));
        Assert.Equal(ShutdownRung.Terminated, (await child.ShutdownAsync(Ladders.Patient).WaitAsync(Lines.Patience)).Rung);
        await Assert.ThrowsAnyAsync<Exception>(() => writing.WaitAsync(Lines.Patience)); // broken off, or not even begun
        Assert.True(writing.IsCompleted);
    }

    [Fact]
    public async Task The_end_of_stdout_is_no_exit()
    {
        await using var child = ChildProcess.Start(new ServerCommand(Programs.Faulty, "closes-stdout"));
        Started.Note(child.Id);
        child.Input.Write("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{}}\n"u8);
        Assert.Null(await new Lines(child.Output).NextAsync());
        Assert.False(child.Exited.IsCompleted);
        Assert.Null(await child.LastWordsAsync(TimeSpan.Zero));
        Assert.Equal(ShutdownRung.Eof, (await child.ShutdownAsync(Ladders.Patient)).Rung);
    }

    [Fact]
    public async Task An_exit_is_not_the_end_of_stdout()
    {
        var words = new Inbox<string>();
        var time = new FakeTime();
        var child = ChildProcess.Start(new ServerCommand(Programs.Faulty, "grandchild", "60"), chunk => words.Add(System.Text.Encoding.UTF8.GetString(chunk.Span)), time);
        Started.Note(child.Id);
        var output = new Lines(child.Output);
        var said = "";
        while (!said.Contains('\n', StringComparison.Ordinal)) said += await words.NextAsync();
        var grandchild = Started.Note(int.Parse(said.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture));
        var end = output.NextAsync();
        try
        {
            var report = await child.ShutdownAsync(Ladders.Patient).WaitAsync(Lines.Patience);
            Assert.Equal((ShutdownRung.Eof, 0, true), (report.Rung, report.ExitCode, report.OutputStillOpen));
            Assert.False(end.IsCompleted);
        }
        finally
        {
            Started.End(grandchild);
        }

        Assert.Null(await end);
        await child.DisposeAsync();
    }

    private static async Task<ChildProcess> StartAndPing(string mode, FakeTime time)
    {
        var child = ChildProcess.Start(new ServerCommand(Programs.Faulty, mode), time: time);
        Started.Note(child.Id);
        child.Input.Write(System.Text.Encoding.UTF8.GetBytes(Ping));
        Assert.Contains("\"id\":1", await new Lines(child.Output).NextAsync(), StringComparison.Ordinal);
        return child;
    }
}
