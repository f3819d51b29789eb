using System.Text;

namespace RawMcp.Wire.Tests;

/// <summary>kill -9 of everyone: the file opens, and every complete block is there.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Rounds = 25;

    private readonly Folder folder = new();

    [Fact]
    public async Task The_tap_is_killed_and_the_capture_opens()
    {
        var random = new Random(9);
        for (var round = 0; round < Rounds; round++)
        {
            using var tap = TapProcess.Before(folder, "cat");
            var sent = new byte[random.Next(1, 300_000)];
            random.NextBytes(sent);
            var output = tap.OutputAsync();
            var writing = Task.Run(() =>
            {
                try
                {
                    tap.Input.Write(sent);
                }
                catch (IOException)
                {
                    // It was killed meanwhile.
                }
            });
            if (random.Next(3) > 0) await writing.WaitAsync(Lines.Patience);
            tap.Signal(Posix.SigKill);
            Assert.Equal(new TapEnd(Posix.SigKill, BySignal: true), await tap.ExitAsync());
            await writing.WaitAsync(Lines.Patience);
            tap.Input.Dispose();
            await output;

            if (!File.Exists(tap.Capture)) continue; // it had not come that far
            var (records, end) = tap.Recorded();
            Assert.Contains(end.Kind, (CaptureEndKind[])[CaptureEndKind.Whole, CaptureEndKind.Torn]);
            var kept = records.Bytes(Pipe.Stdin);
            Assert.Equal(sent[..kept.Length], kept);
            Assert.DoesNotContain(records.Events(), it => it is CaptureEvent.Closed);
            File.Delete(tap.Capture);
        }
    }

    [Fact]
    public async Task Durable_has_all_that_anybody_saw()
    {
        for (var round = 0; round < 5; round++)
        {
            using var tap = TapProcess.Before(folder, ["--durable"], "cat");
            for (var frame = 0; frame < 20; frame++)
            {
                tap.Send($"{frame:00}\n");
                await tap.NextAsync(3);
            }

            tap.Signal(Posix.SigKill);
            await tap.ExitAsync();
            var expected = string.Concat(Enumerable.Range(0, 20).Select(frame => $"{frame:00}\n"));
            var (records, _) = tap.Recorded();
            Assert.Equal(expected, Encoding.UTF8.GetString(records.Bytes(Pipe.Stdin)));
            Assert.Equal(expected, Encoding.UTF8.GetString(records.Bytes(Pipe.Stdout)));
        }
    }

    // Nothing is asked of the tap's end: it has none. What it forwarded comes to the disk by itself.
    [Fact]
    public async Task What_was_forwarded_is_in_the_file_without_anything_else_happening()
    {
        using var tap = TapProcess.Before(folder, "cat");
        tap.Send("one\n");
        await tap.NextAsync(4);
        Assert.True(SpinWait.SpinUntil(() => File.Exists(tap.Capture) && tap.Recorded().Records.Bytes(Pipe.Stdout).Length == 4, Lines.Patience));
        tap.Signal(Posix.SigKill);
        await tap.ExitAsync();
        Assert.Equal("one\n", Encoding.UTF8.GetString(tap.Recorded().Records.Bytes(Pipe.Stdin)));
    }

    [Fact]
    public async Task The_host_is_killed()
    {
        using var tap = TapProcess.Before(folder, "cat");
        tap.Send("one\n");
        await tap.NextAsync(4);
        tap.Input.Dispose(); // what the system does with the pipes of a killed process
        tap.Output.Dispose();
        tap.Errors.Dispose();
        await tap.ExitAsync();
        var (records, end) = tap.Recorded();
        Assert.Equal(CaptureEndKind.Whole, end.Kind);
        Assert.Equal("one\n", Encoding.UTF8.GetString(records.Bytes(Pipe.Stdin)));
        Assert.IsType<CaptureEvent.Closed>(records.Events().Last());
    }

    [Fact]
    public async Task The_server_is_killed_in_the_middle_of_a_frame()
    {
        using var tap = TapProcess.BeforeShell(folder, "printf '{\"half'; kill -9 $$");
        var (end, output, _) = await tap.FinishAsync();
        Assert.Equal(new TapEnd(Posix.SigKill, BySignal: true), end);
        Assert.Equal("{\"half", Encoding.UTF8.GetString(output));
        Assert.Equal(CaptureEndKind.Whole, tap.Recorded().End.Kind);
        Assert.Equal("{\"half", Encoding.UTF8.GetString(tap.Recorded().Records.Bytes(Pipe.Stdout)));
    }

    public void Dispose() => folder.Dispose();
}
