using System.Text;
using static RawMcp.Wire.Tests.Captures;

namespace RawMcp.Wire.Tests;

/// <summary>rawmcp show --tui in a real pseudo-terminal, which the program script makes.</summary>
public sealed partial class TerminalTests : IDisposable
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

    // On a capture that grows, in a terminal that changes its size, with keys that show the hostile frame in every form.
    [Fact]
    public async Task Nothing_hostile_reaches_a_real_terminal_while_it_follows()
    {
        const string hostile = "\e[31m\e]52;c;cHduZWQ=\a\u009B2J\u202Eevil\u2066\u200B\u200D\0\u2028";
        var path = Capture();
        var tty = folder.File("tty");
        var inside = $"trap : INT; stty cols 80 rows 24; tty > {tty}; {Programs.RawMcp} show {path} --tui --follow; echo code=$?; stty -a";
        using var run = TapProcess.Run("", Script(), "-qec", inside, "/dev/null");
        var seen = new StringBuilder();
        await SeeAsync(run, seen, "q end");
        using (var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Write(PacketBlock(1, 3_000_000_000, Encoding.UTF8.GetBytes($"{{\"jsonrpc\":\"2.0\",\"method\":\"a{hostile}b\",\"params\":{{}}}}\n")));
            file.Write(PacketBlock(2, 4_000_000_000, Encoding.UTF8.GetBytes($"log {hostile} the newest line\n")));
        }

        await SeeAsync(run, seen, "the newest line");
        var all = new StringBuilder().Append(seen);
        foreach (var (key, sees) in new[] { ("v", "raw"), ("v", "hex"), ("k", "#3"), ("?", "Any key goes back"), ("x", "q end"), ("/evil\r", "found: evil"), ("\t", "== #") })
        {
            seen.Clear();
            run.Send(key);
            await SeeAsync(run, seen, sees);
            all.Append(seen);
        }

        seen.Clear();
        using (var resized = TapProcess.Run("", "/bin/sh", "-c", $"stty cols 40 rows 10 < $(cat {tty})")) await resized.ExitAsync();
        await SeeAsync(run, seen, "\e[1;1H"); // drawn anew
        run.Send("q");
        await SeeAsync(run, seen, "extproc");
        all.Append(seen);
        Assert.Contains("code=0", seen.ToString(), StringComparison.Ordinal);
        var rest = Ours().Replace(all.ToString(), "");
        Assert.DoesNotContain(rest, one => (char.IsControl(one) && one is not ('\r' or '\n' or '\t')) || one is '\u202E' or '\u2066' or '\u200B' or '\u200D' or '\u2028');
        Assert.DoesNotContain("\e[31m", all.ToString(), StringComparison.Ordinal);
    }

    /// <summary>What the view itself asks of a terminal: screens, modes, places, colours by number. Titles, the clipboard, clearing and plain colours are not among it.</summary>
    [System.Text.RegularExpressions.GeneratedRegex(@"\e\[\?(1049|7|25|1)[hl]|\e\[[0-9]*(;[0-9]*)*[mH]|\e[=>]")]
    private static partial System.Text.RegularExpressions.Regex Ours();

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
