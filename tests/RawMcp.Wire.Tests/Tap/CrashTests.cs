using System.Globalization;
using System.Text;

namespace RawMcp.Wire.Tests;

/// <summary>
/// kill -9 of everyone: the file opens, and every complete block is there. <c>RAWMCP_TAP_KILLS</c> says how many random ones.
/// </summary>
public sealed class CrashTests : IDisposable
{
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("RAWMCP_TAP_KILLS"), CultureInfo.InvariantCulture, out var asked) ? asked : 40;

    private readonly Folder folder = new();

    /// <summary>Whom the kill hits.</summary>
    public enum Victim
    {
        Tap,
        Server,
        Host,
    }

    [Fact]
    public async Task Whoever_is_killed_whenever_the_capture_opens()
    {
        await Parallel.ForAsync(0, Rounds, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (round, _) => await KillAsync(round));
    }

    // A tap in front of the tap is the host: a process of its own, that is killed with its pipes open.
    private async Task KillAsync(int round)
    {
        var random = new Random(round);
        var victim = (Victim)random.Next(3);
        var (capture, hostCapture) = (folder.File($"{round}.pcapng"), folder.File($"{round}.host.pcapng"));
        string[] tapped = [TapProcess.Binary, "tap", "-o", capture, "--", "/bin/sh", "-c", "echo $$; exec cat"];
        using var first = TapProcess.Run(capture, victim == Victim.Host ? [TapProcess.Binary, "tap", "-o", hostCapture, "--", .. tapped] : tapped);
        var sent = new byte[random.Next(1, 300_000)];
        random.NextBytes(sent);
        var server = random.Next(8) == 0 && victim == Victim.Tap ? 0 : Started.Note(await ServerAsync(first)); // some before they are on their feet
        var received = random.Next(sent.Length);
        var writing = Task.Run(() => Send(first.Input, sent));
        var output = Task.Run(() => Read(first.Output, server == 0 ? 0 : received));
        await output.WaitAsync(Lines.Patience); // the moment: so many bytes have come back
        if (victim == Victim.Server) Assert.Equal(0, Posix.Kill(server, Posix.SigKill));
        else first.Signal(Posix.SigKill);
        var rest = first.OutputAsync();
        Assert.Equal(new TapEnd(Posix.SigKill, BySignal: true), await first.ExitAsync());
        first.Input.Dispose();
        await writing.WaitAsync(Lines.Patience);
        await rest;
        if (server != 0) Assert.True(SpinWait.SpinUntil(() => Started.IsGone(server), Lines.Patience), "the server is still there");

        // The tap that was not killed comes to its end by itself, and says so in its file.
        if (victim == Victim.Host) Assert.True(SpinWait.SpinUntil(() => File.Exists(capture) && Captures.ReadFile(capture).Records.Events().Any(it => it is CaptureEvent.Closed), Lines.Patience));
        if (victim != Victim.Tap) Assert.IsType<CaptureEvent.Closed>(Check(capture, sent, server).Last());
        else if (File.Exists(capture)) Assert.DoesNotContain(Check(capture, sent, server), it => it is CaptureEvent.Closed); // or it had not come that far
        if (victim == Victim.Host && File.Exists(hostCapture)) Check(hostCapture, sent, server); // it was killed as the tap is above
        File.Delete(capture);
        File.Delete(hostCapture);
    }

    private static List<CaptureEvent> Check(string capture, byte[] sent, int server)
    {
        using var file = File.OpenRead(capture);
        var (records, end) = Captures.Read(file);
        Assert.Contains(end.Kind, (CaptureEndKind[])[CaptureEndKind.Whole, CaptureEndKind.Torn]);
        var last = records.Count == 0 ? 0 : records[^1].Offset;
        Assert.InRange(file.Length - last, 0, 2 * (CaptureLimits.MaxPacketBytes + 1024)); // the last complete block, and at most one torn one
        Assert.DoesNotContain(records, record => record is CaptureRecord.Skipped);
        Assert.True(sent.AsSpan().StartsWith(records.Bytes(Pipe.Stdin)));
        byte[] back = server == 0 ? [] : [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{server}\n")), .. sent];
        if (server != 0) Assert.True(back.AsSpan().StartsWith(records.Bytes(Pipe.Stdout)));
        return [.. records.Events()];
    }

    private static async Task<int> ServerAsync(TapProcess tap)
    {
        var digits = "";
        while (Encoding.ASCII.GetString(await tap.NextAsync(1)) is not "\n" and var digit) digits += digit;
        return int.Parse(digits, CultureInfo.InvariantCulture);
    }

    private static void Send(Stream to, byte[] bytes)
    {
        try
        {
            to.Write(bytes);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It was killed meanwhile.
        }
    }

    private static void Read(Stream from, int bytes)
    {
        var buffer = new byte[bytes];
        from.ReadAtLeast(buffer, bytes, throwOnEndOfStream: false);
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
