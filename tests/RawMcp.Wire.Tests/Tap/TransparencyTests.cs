using System.Security.Cryptography;
using System.Text;

namespace RawMcp.Wire.Tests;

/// <summary>Through real pipes and processes: bytes out equal bytes in, both ways and on stderr, and the capture has them.</summary>
public sealed class TransparencyTests : IDisposable
{
    private readonly Folder folder = new();

    [Fact]
    public async Task Hostile_bytes_both_ways()
    {
        byte[] hostile = [0xEF, 0xBB, 0xBF, .. "{\"a\":1}\r\n"u8, 0xC3, 0x28, 0, 0xFF, (byte)'\n', (byte)'\n', .. "\e[31m \u202E"u8, (byte)'\r', 4, 0x1A, .. "no end"u8];
        using var tap = TapProcess.Before(folder, "cat");
        foreach (var one in hostile) tap.Input.Write([one]);
        var (end, output, errors) = await tap.FinishAsync();
        Assert.Equal(new TapEnd(0, false), end);
        Assert.Equal(hostile, output);
        Assert.Equal("", errors);
        var (records, whole) = tap.Recorded();
        Assert.Equal(CaptureEndKind.Whole, whole.Kind);
        Assert.Equal(hostile, records.Bytes(Pipe.Stdin));
        Assert.Equal(hostile, records.Bytes(Pipe.Stdout));
        Assert.IsType<CaptureEvent.Closed>(records.Events().Last());
    }

    [Fact]
    public async Task Chunks_of_every_size()
    {
        var random = new Random(4);
        var bytes = new byte[2_000_000];
        random.NextBytes(bytes);
        using var tap = TapProcess.Before(folder, "cat");
        var output = tap.OutputAsync();
        for (var at = 0; at < bytes.Length;)
        {
            var size = Math.Min(bytes.Length - at, random.Next(3) == 0 ? random.Next(1, 10) : random.Next(1, 100_000));
            tap.Input.Write(bytes.AsSpan(at, size));
            at += size;
        }

        tap.Input.Dispose();
        Assert.Equal(bytes, await output);
        Assert.Equal(0, (await tap.ExitAsync()).Code);
        Assert.Equal(bytes, tap.Recorded().Records.Bytes(Pipe.Stdin));
        Assert.Equal(bytes, tap.Recorded().Records.Bytes(Pipe.Stdout));
    }

    [Fact]
    public async Task A_frame_of_100_MB_both_ways()
    {
        const int size = 100_000_000;
        var block = new byte[1_000_000];
        new Random(1).NextBytes(block);

        // Memory for all of it: how fast the disk of a test machine is must not matter here.
        using var tap = TapProcess.Before(folder, ["--queue-bytes", "300000000"], "cat");
        using var sent = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var received = Task.Run(() => SHA256.HashData(tap.Output));
        for (var at = 0; at < size; at += block.Length)
        {
            sent.AppendData(block);
            tap.Input.Write(block);
        }

        tap.Input.Dispose();
        var hash = sent.GetHashAndReset();
        Assert.Equal(hash, await received.WaitAsync(Lines.Patience));
        Assert.Equal(0, (await tap.ExitAsync()).Code);

        using var file = File.OpenRead(tap.Capture);
        var reader = new CaptureReader(file);
        using var c2s = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var s2c = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (reader.TryRead(out var record))
        {
            if (record is CaptureRecord.Chunk chunk) (chunk.Stream == Pipe.Stdin ? c2s : s2c).AppendData(chunk.Bytes.Span);
        }

        Assert.Equal(hash, c2s.GetHashAndReset());
        Assert.Equal(hash, s2c.GetHashAndReset());
    }

    [Fact]
    public async Task Stderr_is_forwarded_and_kept_apart()
    {
        var copy = folder.File("copy");
        using var tap = TapProcess.BeforeShell(folder, $"head -c 300000 /dev/urandom | tee '{copy}' >&2; echo done");
        tap.Input.Dispose();
        var errors = TapProcess.RestAsync(tap.Errors);
        Assert.Equal("done\n"u8.ToArray(), await tap.OutputAsync());
        var wrote = await File.ReadAllBytesAsync(copy);
        Assert.Equal(wrote, await errors);
        await tap.ExitAsync();
        Assert.Equal(wrote, tap.Recorded().Records.Bytes(Pipe.Stderr));
    }

    // The other side's acknowledgement proves that the half frame was there before the rest was written. No clock is needed.
    [Fact]
    public async Task Half_a_frame_is_forwarded_before_its_end_exists()
    {
        using var tap = TapProcess.BeforeShell(folder, "printf '{\"half\":'; read acknowledged; printf '1}\\n'");
        Assert.Equal("{\"half\":", Encoding.UTF8.GetString(await tap.NextAsync(8)));
        tap.Send("go on\n");
        Assert.Equal("1}\n", Encoding.UTF8.GetString((await tap.FinishAsync()).Output));
        Assert.Equal(2, tap.Recorded().Records.OfType<CaptureRecord.Chunk>().Count(chunk => chunk.Stream == Pipe.Stdout));
    }

    [Fact]
    public async Task The_server_has_the_environment_it_would_have_had()
    {
        string[] odd = ["env", "-i", "PATH=" + Environment.GetEnvironmentVariable("PATH"), "EMPTY=", "ODD=grüße\n\u0001", "HOME=/", "DOTNET_ROOT=" + Environment.GetEnvironmentVariable("DOTNET_ROOT")];
        using var direct = TapProcess.Run("", [.. odd, "env"]);
        var expected = (await direct.FinishAsync()).Output;
        var capture = folder.File("env.pcapng");
        using var tapped = TapProcess.Run(capture, [.. odd, Programs.RawMcp, "tap", "-o", capture, "--", "env"]);
        Assert.Equal(Encoding.UTF8.GetString(expected), Encoding.UTF8.GetString((await tapped.FinishAsync()).Output));

        var command = tapped.Recorded().Records.Events().OfType<CaptureEvent.Command>().Single();
        Assert.Equal(["DOTNET_ROOT", "EMPTY", "HOME", "ODD", "PATH"], command.Environment);
        Assert.DoesNotContain("grüße", Encoding.UTF8.GetString(await File.ReadAllBytesAsync(capture)).Split("\"rawmcp\":\"spawned\"")[0]);
    }

    [Theory]
    [InlineData("exec ls /proc/self/fd")]              // nothing of ours is open in it
    [InlineData("ulimit -Sn")]                           // the runtime raises this limit for itself
    [InlineData("pwd; umask")]
    [InlineData("yes 2>/dev/null | head -1; echo")]       // SIGPIPE means what it meant
    [InlineData("grep -E 'SigBlk|SigCgt' /proc/self/status")]
    public async Task The_server_finds_itself_as_it_would_have(string script)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "looks into /proc");
        var limited = "ulimit -Sn 512; trap : EXIT; "; // the shell stays: it is the host, with the host's limits
        using var direct = TapProcess.Run("", "/bin/sh", "-c", limited + "/bin/sh -c \"$1\"", "sh", script);
        using var tapped = TapProcess.Run("", "/bin/sh", "-c", limited + $"'{Programs.RawMcp}' tap -o '{folder.File("x")}' -- /bin/sh -c \"$1\"", "sh", script);
        Assert.Equal(Encoding.UTF8.GetString((await direct.FinishAsync()).Output), Encoding.UTF8.GetString((await tapped.FinishAsync()).Output));
    }

    public void Dispose() => folder.Dispose();
}
