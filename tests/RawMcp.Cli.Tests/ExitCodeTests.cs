using System.Diagnostics;
using System.Globalization;

namespace RawMcp.Cli.Tests;

/// <summary>The exit code says how it went, and a sentence on stderr says why.</summary>
public sealed class ExitCodeTests
{
    [Theory]
    [InlineData(0, "", "tools")]
    [InlineData(0, "", "call", "add", "a=2", "b=3")]
    [InlineData(0, "", "--version")]
    [InlineData(1, "", "call", "error")]
    [InlineData(1, "", "call", "throw")]
    [InlineData(1, "", "call", "add", "a=2", "b=three")]
    [InlineData(2, "", new string[0])]
    [InlineData(2, "", "--", "server")]
    [InlineData(2, "There is no verb 'bogus'. There are demo, tools, call, send, serve, tap, show, export, diff, replay, doctor, schema, explain, chat, model.", "bogus")]
    [InlineData(2, "Unrecognized command or argument '--bogus'.", "demo", "--bogus")]
    [InlineData(2, "There is no option '--wire' here.", "send", "--wire")]
    [InlineData(2, "There is no option '--timout=5' here.", "call", "add", "a=1", "b=2", "--timout=5")]
    [InlineData(2, "Required argument 'NAME' missing", "call")]
    [InlineData(2, "Which server? Put its command behind --", "tools", "--")]
    [InlineData(2, "--timeout wants seconds, more than 0 and at most 86400, not '0'.", "tools", "--timeout", "0")]
    [InlineData(2, "--timeout wants seconds, more than 0 and at most 86400, not 'soon'.", "tools", "--timeout", "soon")]
    [InlineData(2, "--timeout wants seconds, more than 0 and at most 86400, not 'NaN'.", "tools", "--timeout", "NaN")]
    [InlineData(2, "--timeout wants seconds, more than 0 and at most 86400, not '86401'.", "tools", "--timeout", "86401")]
    [InlineData(2, "--quiet wants seconds, more than 0 and at most 86400, not '-1'.", "send", "--quiet", "-1")]
    [InlineData(2, "--page-size wants a whole number, 1 or more, not '0'.", "serve", "--page-size", "0")]
    [InlineData(2, "The embedded server has no tool 'nope'. It has add, echo, blob", "serve", "--tools", "add,nope")]
    [InlineData(2, "--env wants KEY=VALUE, not 'KEY'.", "tools", "--env", "KEY")]
    [InlineData(2, "Argument 'old' not recognized.", "tools", "--era", "old")]
    [InlineData(2, "no-such-file", "send", "no-such-file")]
    [InlineData(2, "There is no file 'no-such-file'.", "replay", "no-such-file", "--as", "client")]
    [InlineData(2, "--ignore wants a JSON pointer", "replay", "no-such-file", "--as", "client", "--ignore", "result")]
    [InlineData(3, "The server refused tools/call with error -32602 (Invalid params): Unknown tool: nope.", "call", "nope")]
    [InlineData(3, "The server refused tools/call with error -32021 (Missing required client capability)", "call", "needs_sampling", "--era", "modern")]
    [InlineData(4, "There is no program 'no-such-program' in PATH.", "tools", "--", "no-such-program")]
    [InlineData(4, "There is no file './no-such-program'.", "call", "add", "--", "./no-such-program")]
    [InlineData(4, "The directory 'no-such-folder' to start", "demo", "--cwd", "no-such-folder")]
    [InlineData(4, "There is no program 'no-such-program' in PATH.", "send", "--", "no-such-program")]
    public async Task Says_how_it_went(int code, string sentence, params string[] arguments)
    {
        var launch = await Launch.Rawmcp(arguments);
        Assert.True(code == launch.ExitCode, launch.ToString());
        Assert.DoesNotContain("   at ", launch.Errors);
        if (sentence.Length == 0) Assert.Equal("", launch.Errors);
        else Assert.StartsWith("rawmcp: ", launch.Errors, StringComparison.Ordinal);
        Assert.Contains(sentence, launch.Errors);
        if (code > 1 && arguments is ["tools" or "call" or "send", ..]) Assert.Equal("", launch.Output);
    }

    [Fact]
    public async Task A_folder_is_no_server_and_no_file_of_lines()
    {
        using var scratch = new Scratch();
        var server = await Launch.Rawmcp("tools", "--", scratch.Folder);
        Assert.Equal((4, true), (server.ExitCode, server.Errors.StartsWith("rawmcp: ", StringComparison.Ordinal)));
        var lines = await Launch.Rawmcp("send", scratch.Folder);
        Assert.Equal((2, true), (lines.ExitCode, lines.Errors.StartsWith("rawmcp: ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_ends_it_and_its_server(string signal, int code)
    {
        SkipWithoutSignals();
        var sent = false;
        var call = await Launch.RunAsync([Repository.Rawmcp, "call", "never_answers", "--wire"], onErrorLine: (process, line) =>
        {
            if (sent || !line.Contains("\"tools/call\"", StringComparison.Ordinal)) return;
            sent = true;
            Kill(signal, process.Id);
        });
        Assert.True(sent, call.ToString());
        Assert.True(code == call.ExitCode, call.ToString());
        Assert.Contains("notifications/cancelled", call.Errors);
        Assert.Equal("", call.Output);
    }

    [Fact]
    public async Task A_signal_takes_a_stubborn_server_along()
    {
        SkipWithoutSignals();
        var sent = false;
        var call = await Launch.RunAsync([Repository.Rawmcp, "call", "add", "a=1", "b=2", "--wire", "--", Repository.Faulty, "never-exits"], onErrorLine: (process, line) =>
        {
            if (sent || !line.StartsWith('<')) return;
            sent = true;
            Kill("TERM", process.Id);
        });
        Assert.True(sent, call.ToString());
        Assert.Contains(call.ExitCode, (int[])[0, 143]); // the call may have been over already; the server is gone either way
    }

    private static void Kill(string signal, int process)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {process.ToString(CultureInfo.InvariantCulture)}"]);
        kill.WaitForExit();
    }

    private static void SkipWithoutSignals()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals");
        if (!OperatingSystem.IsLinux()) return;
        var ignored = File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))[7..].Trim();
        Assert.SkipWhen((Convert.ToUInt64(ignored, 16) & 2) != 0, "SIGINT is ignored in this shell, and so in everything it starts");
    }
}
