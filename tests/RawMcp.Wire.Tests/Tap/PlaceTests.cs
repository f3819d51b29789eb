using System.Text;

namespace RawMcp.Wire.Tests;

/// <summary>Where the capture goes, and what becomes of the session when it can go nowhere.</summary>
public sealed class PlaceTests : IDisposable
{
    private readonly Folder folder = new();

    [Fact]
    public async Task Without_a_name_it_goes_to_the_state_directory()
    {
        for (var run = 0; run < 2; run++)
        {
            using var tap = TapProcess.Run("", "env", "XDG_STATE_HOME=" + folder.Path, Programs.RawMcp, "tap", "--", "echo", "hello");
            var (end, output, errors) = await tap.FinishAsync();
            Assert.Equal((0, "hello\n", ""), (end.Code, Encoding.UTF8.GetString(output), errors));
        }

        Assert.SkipUnless(OperatingSystem.IsLinux(), "the platform's own place, which is no test's to write to");
        var files = Directory.GetFiles(Path.Combine(folder.Path, "rawmcp", "captures"));
        Assert.Equal(2, files.Length);
        foreach (var file in files)
        {
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.All(files, file => Assert.Equal("hello\n"u8.ToArray(), Captures.ReadFile(file).Records.Bytes(Pipe.Stdout)));
    }

    [Theory]
    [InlineData("no-such-directory/x.pcapng")]
    [InlineData(".")]
    public async Task A_file_that_cannot_be_made_does_not_touch_the_session(string path)
    {
        using var tap = TapProcess.Run("", Programs.RawMcp, "tap", "-o", Path.Combine(folder.Path, path), "--", "/bin/sh", "-c", "cat; echo log >&2; exit 6");
        tap.Send("{}\n");
        var (end, output, errors) = await tap.FinishAsync();
        Assert.Equal((6, "{}\n"), (end.Code, Encoding.UTF8.GetString(output)));
        var lines = errors.TrimEnd('\n').Split('\n');
        Assert.Equal("log", Assert.Single(lines, line => !line.StartsWith("rawmcp tap: ", StringComparison.Ordinal)));
        Assert.Single(lines, line => line.Contains("The capture cannot be written", StringComparison.Ordinal));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_full_disk_does_not_touch_the_session(bool durable)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");
        var bytes = new byte[500_000];
        new Random(3).NextBytes(bytes);
        using var tap = TapProcess.Run("", [Programs.RawMcp, "tap", "-o", "/dev/full", .. durable ? ["--durable"] : Array.Empty<string>(), "--", "cat"]);
        var output = tap.OutputAsync();
        var errors = tap.ErrorsAsync();
        tap.Input.Write(bytes);
        tap.Input.Dispose();
        Assert.Equal(bytes, await output);
        Assert.Equal(0, (await tap.ExitAsync()).Code);
        Assert.Single((await errors).Split('\n'), line => line.Contains("No space left", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_capture_that_is_full_says_so_and_the_session_goes_on()
    {
        using var tap = TapProcess.Before(folder, ["--max-bytes", "10000"], "cat");
        tap.Input.Write(new byte[60_000]);
        var (end, output, errors) = await tap.FinishAsync();
        Assert.Equal((0, 60_000), (end.Code, output.Length));
        Assert.Contains("bytes that crossed", errors, StringComparison.Ordinal);
        var records = tap.Recorded().Records;
        var missing = records.Events().OfType<CaptureEvent.Gap>().Sum(gap => gap.Bytes);
        Assert.Equal(120_000, missing + records.Bytes(Pipe.Stdin).Length + records.Bytes(Pipe.Stdout).Length);
        Assert.InRange(new FileInfo(tap.Capture).Length, 1, 12_000);
    }

    [Theory]
    [InlineData("--queue-bytes", "1048575", 2)]
    [InlineData("--queue-bytes", "1048576", 0)]
    [InlineData("--max-bytes", "0", 2)]
    [InlineData("--max-bytes", "1", 0)]
    public async Task Limits_have_limits(string option, string value, int code)
    {
        using var tap = TapProcess.Before(folder, [option, value], "true");
        var (end, _, errors) = await tap.FinishAsync();
        Assert.True(code == end.Code, errors);
        if (code == 2) Assert.Contains(option, errors, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
