using System.Text;
using static RawMcp.Wire.Tests.Captures;

namespace RawMcp.Wire.Tests;

/// <summary>rawmcp show --tui in a real pseudo-terminal, which the program script makes.</summary>
public sealed class TerminalTests : IDisposable
{
    private readonly Folder folder = new();

    private string Capture()
    {
        var path = folder.File("x.pcapng");
        File.WriteAllBytes(path,
        [
            .. SectionBlock(), .. InterfaceBlock("stdin"), .. InterfaceBlock("stdout"), .. InterfaceBlock("stderr"),
            .. PacketBlock(0, 1_000_000_000, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"search\"}}\n"u8.ToArray()),
            .. PacketBlock(1, 2_000_000_000, "\e[31mhello\n"u8.ToArray()),
        ]);
        return path;
    }

    [Theory, InlineData("q", 0), InlineData("\u0003", 130), InlineData("?", 143)]
    public async Task It_comes_up_takes_keys_and_leaves_the_terminal_as_it_was(string key, int code)
    {
        var pid = folder.File("pid");
        var inside = $"trap : INT; stty cols 80 rows 24; sh -c 'echo $$ > {pid}; exec {Programs.RawMcp} show {Capture()} --tui'; echo code=$?; stty -a";
        using var run = TapProcess.Run("", Script(), "-qec", inside, "/dev/null");
        var seen = new StringBuilder();
        await SeeAsync(run, seen, "q end");
        Assert.Contains("tools/call search id 1; in flight", seen.ToString(), StringComparison.Ordinal);
        Assert.Contains("\e[?1049h", seen.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\e[31mhello", seen.ToString(), StringComparison.Ordinal);
        seen.Clear();
        run.Send("e");
        await SeeAsync(run, seen, "no answer to this request", "no message");
        seen.Clear();
        if (code == 143) Posix.Kill(int.Parse(File.ReadAllText(pid), System.Globalization.CultureInfo.InvariantCulture), 15);
        else run.Send(key);
        await SeeAsync(run, seen, "extproc"); // the last word of stty
        var last = seen.ToString();
        Assert.Contains("code=" + code, last, StringComparison.Ordinal);
        Assert.True(last.IndexOf("\e[?1049l", StringComparison.Ordinal) is >= 0 and var left && left < last.IndexOf("code=", StringComparison.Ordinal), "the screen is given back before the end");
        Assert.True(last.IndexOf("\e[?1l\e>", StringComparison.Ordinal) is >= 0 and var plain && plain < last.IndexOf("code=", StringComparison.Ordinal), "arrow keys send again what they sent before");
        Assert.DoesNotContain("-echo ", last, StringComparison.Ordinal);
        Assert.DoesNotContain("-icanon", last, StringComparison.Ordinal);
        await run.ExitAsync();
    }

    [Fact]
    public async Task Without_a_terminal_it_says_so()
    {
        using var run = TapProcess.Run("", Programs.RawMcp, "show", Capture(), "--tui");
        var (end, output, errors) = await run.FinishAsync();
        Assert.Equal((2, 0), (end.Code, output.Length));
        Assert.Contains("--tui needs a terminal", errors, StringComparison.Ordinal);
    }

    /// <summary>Reads until one of the texts has come.</summary>
    private static async Task SeeAsync(TapProcess run, StringBuilder seen, params string[] wanted)
    {
        var chunk = new byte[4096];
        while (!wanted.Any(text => seen.ToString().Contains(text, StringComparison.Ordinal)))
        {
            var count = await Task.Run(() => run.Output.Read(chunk)).WaitAsync(Lines.Patience);
            Assert.True(count > 0, "it ended after: " + seen);
            seen.Append(Encoding.UTF8.GetString(chunk, 0, count));
        }
    }

    private static string Script()
    {
        var found = OperatingSystem.IsLinux() ? (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(place => Path.Combine(place, "script")).FirstOrDefault(File.Exists) : null;
        if (found is null && OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail("script is not installed");
        Assert.SkipWhen(found is null, "needs script of util-linux (Debian: apt-get install bsdutils)");
        return found!;
    }

    public void Dispose() => folder.Dispose();
}
