using System.Globalization;
using System.Text;

namespace RawMcp.Wire.Tests;

/// <summary>How it ends: exit codes, signals, streams that are closed by one side or the other, and what is left behind.</summary>
public sealed class EndingTests : IDisposable
{
    private const int Hangup = 1, Interrupt = 2, Quit = 3, Terminate = 15;

    private readonly Folder folder = new();

    [Theory, InlineData(0), InlineData(1), InlineData(7), InlineData(137), InlineData(255)]
    public async Task The_exit_code_is_the_server_s(int code)
    {
        using var tap = TapProcess.BeforeShell(folder, $"exit {code}");
        Assert.Equal(new TapEnd(code, BySignal: false), (await tap.FinishAsync()).End);
        Assert.Equal(code, tap.Recorded().Records.Events().OfType<CaptureEvent.Exited>().Single().Code);
    }

    [Theory, InlineData(9, "KILL"), InlineData(15, "TERM"), InlineData(6, "ABRT"), InlineData(11, "SEGV")]
    public async Task A_server_that_a_signal_ends_ends_the_tap_by_it(int number, string name)
    {
        using var tap = TapProcess.BeforeShell(folder, $"kill -{name} $$");
        Assert.Equal(new TapEnd(number, BySignal: true), (await tap.FinishAsync()).End);
        var (records, end) = tap.Recorded();
        Assert.Equal(CaptureEndKind.Whole, end.Kind);
        var killed = records.Events().OfType<CaptureEvent.Killed>().Single();
        Assert.Equal((number, "SIG" + name), (killed.Number, killed.Name));
        Assert.IsType<CaptureEvent.Closed>(records.Events().Last());
    }

    [Theory]
    [InlineData(Hangup, "HUP"), InlineData(Interrupt, "INT"), InlineData(Quit, "QUIT"), InlineData(Terminate, "TERM"), InlineData(10, "USR1"), InlineData(12, "USR2")]
    public async Task A_signal_is_passed_on_as_it_is_and_the_server_decides(int number, string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signal numbers");
        using var tap = TapProcess.BeforeShell(folder, $"trap 'echo got {name}; exit 5' {name}; echo ready; while read line; do :; done");
        Assert.Equal("ready\n"u8.ToArray(), await tap.NextAsync(6));
        tap.Signal(number);
        Assert.Equal(new TapEnd(5, BySignal: false), await tap.ExitAsync());
        Assert.Equal($"got {name}\n", Encoding.UTF8.GetString(await tap.OutputAsync()));
        var signal = tap.Recorded().Records.Events().OfType<CaptureEvent.Signal>().Single();
        Assert.Equal((number, "SIG" + name, true), (signal.Number, signal.Name, signal.Delivered));
    }

    [Fact]
    public async Task A_signal_that_the_server_does_not_take_ends_both()
    {
        using var tap = TapProcess.Before(folder, "cat");
        tap.Send("x");
        await tap.NextAsync(1);
        tap.Signal(Terminate);
        Assert.Equal(new TapEnd(Terminate, BySignal: true), await tap.ExitAsync());
        Assert.Equal(["Signal", "Killed"], Names(tap).Where(name => name is "Signal" or "Killed"));
    }

    [Theory, InlineData(Hangup), InlineData(Interrupt), InlineData(Quit)]
    public async Task And_so_does_each_other_that_ends(int number)
    {
        using var tap = TapProcess.Before(folder, "cat");
        tap.Send("x");
        await tap.NextAsync(1);
        tap.Signal(number);
        Assert.Equal(new TapEnd(number, BySignal: true), await tap.ExitAsync());
        Assert.Equal(["Signal", "Killed"], Names(tap).Where(name => name is "Signal" or "Killed"));
    }

    [Fact]
    public async Task End_of_file_reaches_the_server_and_its_last_words_the_host()
    {
        using var tap = TapProcess.BeforeShell(folder, "cat >/dev/null; printf tail; head -c 200000 /dev/zero; exit 4");
        tap.Send("{}\n");
        var (end, output, _) = await tap.FinishAsync();
        Assert.Equal(4, end.Code);
        Assert.Equal(200_004, output.Length);
        var ended = tap.Recorded().Records.Events().OfType<CaptureEvent.StreamEnded>().OrderBy(it => it.Stream).Select(it => it.Bytes);
        Assert.Equal([3, 200_004, 0], ended);
    }

    // As 'yes | head': whoever writes to a pipe that nobody reads is told so.
    [Fact]
    public async Task A_host_that_stops_listening_breaks_the_server_s_pipe()
    {
        using var tap = TapProcess.Before(folder, "yes");
        await tap.NextAsync(2);
        tap.Output.Dispose();
        Assert.Equal(new TapEnd(Posix.SigPipe, BySignal: true), await tap.ExitAsync());
        Assert.Contains(tap.Recorded().Records.Events(), it => it is CaptureEvent.StreamBroken { Stream: Pipe.Stdout });
    }

    [Fact]
    public async Task A_server_that_closes_its_stdin_breaks_the_host_s_pipe()
    {
        using var tap = TapProcess.BeforeShell(folder, "exec 0<&-; echo closed; exec sleep 60");
        Assert.Equal("closed\n"u8.ToArray(), await tap.NextAsync(7));
        var gone = Task.Run(() =>
        {
            while (true) tap.Input.Write(new byte[100]);
        });
        await Assert.ThrowsAnyAsync<IOException>(() => gone.WaitAsync(Lines.Patience));
        tap.Signal(Terminate);
        Assert.Equal(new TapEnd(Terminate, BySignal: true), await tap.ExitAsync());
    }

    [Fact]
    public async Task A_server_that_closes_its_stdout_ends_the_host_s_while_it_lives_on()
    {
        using var tap = TapProcess.BeforeShell(folder, "echo last; exec 1>&-; exec sleep 60");
        Assert.Equal("last\n"u8.ToArray(), await tap.OutputAsync()); // its end, and the server sleeps
        tap.Signal(Terminate);
        Assert.Equal(new TapEnd(Terminate, BySignal: true), await tap.ExitAsync());
        Assert.True(Names(tap).IndexOf("StreamEnded") < Names(tap).IndexOf("Signal"));
    }

    // The host sees the exit, not the process that the server forgot.
    [Fact]
    public async Task What_the_server_left_behind_is_not_waited_for()
    {
        using var tap = TapProcess.BeforeShell(folder, "sleep 100 & echo $!; exit 3");
        Assert.Equal(new TapEnd(3, BySignal: false), await tap.ExitAsync());
        var left = int.Parse(Encoding.UTF8.GetString(await tap.OutputAsync()), CultureInfo.InvariantCulture);
        Started.End(Started.Note(left));
        var open = tap.Recorded().Records.Events().OfType<CaptureEvent.LeftOpen>().Select(it => it.Stream);
        Assert.Equal([Pipe.Stdout, Pipe.Stderr], open);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_recorded_and_said()
    {
        using var tap = TapProcess.Before(folder, "no-such-program-here");
        var (end, output, errors) = await tap.FinishAsync();
        Assert.Equal(4, end.Code);
        Assert.Empty(output);
        Assert.Contains("no program 'no-such-program-here' in PATH", errors, StringComparison.Ordinal);
        var failed = tap.Recorded().Records.Events().OfType<CaptureEvent.SpawnFailed>().Single();
        Assert.Equal(2, failed.Error);
    }

    // .NET would look beside itself and in the current directory first. A host does not.
    [Fact]
    public async Task A_program_of_the_current_directory_is_not_taken_for_one_in_PATH()
    {
        Script("only-here", "#!/bin/sh\necho wrong\n");
        using var tap = TapProcess.Run("", "/bin/sh", "-c", $"cd '{folder.Path}' && exec '{Programs.RawMcp}' tap -o '{folder.File("x")}' -- only-here");
        var (end, output, _) = await tap.FinishAsync();
        Assert.Equal((4, 0), (end.Code, output.Length));
    }

    [Fact]
    public async Task A_script_without_a_first_line_runs_as_execvp_runs_it()
    {
        Script("plain", "echo \"$1\"\n");
        using var tap = TapProcess.Before(folder, folder.File("plain"), "a b");
        Assert.Equal("a b\n"u8.ToArray(), (await tap.FinishAsync()).Output);
    }

    [Fact]
    public async Task Words_reach_the_server_untouched()
    {
        string[] words = ["", "a b", "'\"$HOME\\", "@file", "--", "-o", "*", "grüße\n"];
        using var tap = TapProcess.Before(folder, ["printf", "%s|", .. words]);
        Assert.Equal(string.Join('|', words) + "|", Encoding.UTF8.GetString((await tap.FinishAsync()).Output));
    }

    private void Script(string name, string text)
    {
        if (OperatingSystem.IsWindows()) return;
        File.WriteAllText(folder.File(name), text);
        File.SetUnixFileMode(folder.File(name), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private static List<string> Names(TapProcess tap) => [.. tap.Recorded().Records.Events().Select(it => it.GetType().Name)];

    public void Dispose() => folder.Dispose();
}
