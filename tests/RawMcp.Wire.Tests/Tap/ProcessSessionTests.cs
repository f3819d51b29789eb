using System.Globalization;
using System.Security.Cryptography;

namespace RawMcp.Wire.Tests;

/// <summary>
/// Random sessions through real processes. <c>RAWMCP_TAP_SESSIONS</c> says how many; <c>RAWMCP_TAP</c> names another binary than the one
/// beside the tests, such as the native one, which starts ten times as fast.
/// </summary>
public sealed class ProcessSessionTests : IDisposable
{
    private const int Seed = 20261124;
    private const int AtOnce = 4;

    private static readonly int Sessions = int.TryParse(Environment.GetEnvironmentVariable("RAWMCP_TAP_SESSIONS"), CultureInfo.InvariantCulture, out var asked) ? asked : 200;

    // What a careless tap would touch: CR, NUL, blank lines, a BOM, what is not UTF-8, no LF at the end.
    private static readonly byte[][] Morsels =
    [
        [(byte)'\n'], "\r\n"u8.ToArray(), [0], [0xEF, 0xBB, 0xBF], [0xC3, 0x28], [0xFF], "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n"u8.ToArray(),
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\r\n"u8.ToArray(), "\u2028é\u202E"u8.ToArray(), "  "u8.ToArray(), [0x1A], [0x04], "\e[2J"u8.ToArray(),
    ];

    private static readonly (int Number, string Name)[] Deaths = [(9, "KILL"), (15, "TERM"), (6, "ABRT")];

    private readonly Folder folder = new();

    /// <summary>How a server goes about it. It reads and writes in chunks of its own, and it ends in a way of its own.</summary>
    private enum Habit
    {
        Echoes,
        TalksFirst,
        TalksWhileItListens,
        DiesInMidFrame,
        StopsListening,
    }

    [Fact]
    public async Task What_goes_in_comes_out_and_is_in_the_capture()
    {
        await Parallel.ForAsync(0, Sessions, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) => await RunAsync(number));
    }

    private async Task RunAsync(int number)
    {
        var random = new Random(Seed + number);
        var habit = (Habit)random.Next(5);
        var (input, output, errors) = (Hostile(random), Hostile(random), Hostile(random));
        var exit = random.Next(256);
        var capture = folder.File($"{number}.pcapng");
        var (outFile, errFile, heard) = (folder.File($"{number}.out"), folder.File($"{number}.err"), folder.File($"{number}.heard"));
        await File.WriteAllBytesAsync(outFile, output);
        await File.WriteAllBytesAsync(errFile, errors);

        var say = $"dd bs={Chunk(random)} if='{outFile}' 2>/dev/null";
        var warn = $"dd bs={Chunk(random)} if='{errFile}' >&2 2>/dev/null";
        var listen = $"cat >'{heard}'";
        var (signal, signalName) = Deaths[random.Next(Deaths.Length)];
        var script = habit switch
        {
            Habit.Echoes => $"tee '{heard}'; {warn}; exit {exit}",
            Habit.TalksFirst => $"{say}; {warn}; {listen}; exit {exit}",
            Habit.TalksWhileItListens => $"exec 3<&0; {warn} & {say} & {listen} <&3; wait; exit {exit}",
            Habit.DiesInMidFrame => $"{listen}; {say}; printf '{{\"half' ; {warn}; ulimit -c 0; kill -{signalName} $$",
            _ => $"exec 0<&-; {say}; {warn}; exit {exit}",
        };
        var expected = habit switch
        {
            Habit.Echoes => input,
            Habit.DiesInMidFrame => [.. output, .. "{\"half"u8],
            _ => output,
        };

        using var tap = TapProcess.Run(capture, TapProcess.Binary, "tap", "-o", capture, "--", "/bin/sh", "-c", script);
        var (gotOut, gotErr) = (tap.OutputAsync(), TapProcess.RestAsync(tap.Errors));
        var writing = Task.Run(() => Write(tap.Input, input, random));
        var end = await tap.ExitAsync();
        await writing.WaitAsync(Lines.Patience);
        var why = $"session {number}, {habit}";
        Assert.True(Same(expected, await gotOut), why + ": stdout");
        Assert.True(Same(errors, await gotErr), why + ": stderr");
        Assert.True(end == (habit == Habit.DiesInMidFrame ? new TapEnd(signal, BySignal: true) : new TapEnd(exit, BySignal: false)), $"{why}: ended with {end}");

        Assert.Equal(SHA256.HashData(expected), Exported(capture, Pipe.Stdout));
        Assert.Equal(SHA256.HashData(errors), Exported(capture, Pipe.Stderr));
        if (habit == Habit.StopsListening)
        {
            // What it never read may have stayed on either side.
            using var stayed = new MemoryStream();
            using var file = File.OpenRead(capture);
            RawExport.Copy(file, Pipe.Stdin, stayed);
            Assert.True(stayed.Length <= input.Length && Same(input[..(int)stayed.Length], stayed.ToArray()), why + ": stdin");
        }
        else
        {
            Assert.True(Same(input, await File.ReadAllBytesAsync(heard)), why + ": stdin");
            Assert.Equal(SHA256.HashData(input), Exported(capture, Pipe.Stdin));
        }

        foreach (var file in (string[])[capture, outFile, errFile, heard]) File.Delete(file);
    }

    private static bool Same(byte[] one, byte[] other) => one.AsSpan().SequenceEqual(other);

    private static byte[] Exported(string capture, Pipe stream)
    {
        using var file = File.OpenRead(capture);
        using var to = new MemoryStream();
        var export = RawExport.Copy(file, stream, to);
        Assert.Equal((CaptureEndKind.Whole, 0L), (export.End.Kind, export.Missing));
        return SHA256.HashData(to.ToArray());
    }

    private static void Write(Stream to, byte[] bytes, Random random)
    {
        try
        {
            for (var at = 0; at < bytes.Length;)
            {
                var size = Math.Min(bytes.Length - at, Chunk(random));
                to.Write(bytes, at, size);
                at += size;
            }

            to.Dispose();
        }
        catch (IOException)
        {
            to.Dispose(); // it does not listen, and we were told so
        }
    }

    private static int Chunk(Random random) => random.Next(3) switch { 0 => 1, 1 => random.Next(2, 60), _ => random.Next(60, 100_000) };

    private static byte[] Hostile(Random random)
    {
        var bytes = new List<byte>();
        for (var parts = random.Next(20); parts > 0; parts--) bytes.AddRange(Morsels[random.Next(Morsels.Length)]);
        if (random.Next(20) == 0)
        {
            var more = new byte[random.Next(300_000)];
            random.NextBytes(more);
            bytes.AddRange(more);
        }

        return [.. bytes];
    }

    public void Dispose() => folder.Dispose();
}
