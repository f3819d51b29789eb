using System.Text.Json;

namespace RawMcp.Stdio.Tests;

/// <summary>What a child is given, and what is kept of it.</summary>
public sealed class ChildProcessTests
{
    [Fact]
    public async Task Arguments_arrive_as_they_were_given()
    {
        string[] arguments = ["two words", "\"quoted\" and 'quoted'", "@file", "", "*", "$HOME", "`x`", "a\\b\\", "--", "-v", "中文 🦉", "tab\there", "line\nbreak", "%PATH%", "^&|<>"];
        var told = await Tell(new ServerCommand(Programs.Stray, ["tell", "RAWMCP_X", .. arguments]));
        Assert.Equal(arguments, told.GetProperty("arguments").EnumerateArray().Select(item => item.GetString()));
    }

    [Theory]
    [InlineData("a value with spaces=and=signs")]
    [InlineData("")]
    public async Task A_variable_can_be_set(string value)
    {
        var command = new ServerCommand(Programs.Stray, "tell", "RAWMCP_X") { Environment = new Dictionary<string, string?> { ["RAWMCP_X"] = value } };
        Assert.Equal(value, (await Tell(command)).GetProperty("variable").GetString());
    }

    [Fact]
    public async Task A_variable_is_inherited_and_can_be_removed()
    {
        var inherited = await Tell(new ServerCommand(Programs.Stray, "tell", "PATH"));
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), inherited.GetProperty("variable").GetString());

        var removed = await Tell(new ServerCommand(Programs.Stray, "tell", "PATH") { Environment = new Dictionary<string, string?> { ["PATH"] = null } });
        Assert.Equal(JsonValueKind.Null, removed.GetProperty("variable").ValueKind);
    }

    [Fact]
    public async Task It_starts_in_the_directory_it_is_given()
    {
        var place = Directory.CreateTempSubdirectory("rawmcp ");
        var told = await Tell(new ServerCommand(Programs.Stray, "tell", "X") { WorkingDirectory = place.FullName });
        Assert.Equal(place.Name, Path.GetFileName(told.GetProperty("directory").GetString())); // the path to it may go over a link
        place.Delete();
    }

    [Theory]
    [InlineData(3_501, StdioLimits.StderrTailBytes)]     // 16,398 bytes: the tail is full and the first numbers are gone
    [InlineData(3_497, 16_378)]                           // 16,378 bytes: all of it fits
    [InlineData(1_000_000, StdioLimits.StderrTailBytes)]
    public async Task The_tail_of_stderr_is_kept_and_all_of_it_counted(int last, int kept)
    {
        var all = string.Concat(Enumerable.Range(1, last).Select(number => number + "\n"));
        var seen = 0L;
        await using var child = ChildProcess.Start(new ServerCommand(Programs.Stray, "numbers", $"{last}"), chunk => seen += chunk.Length);
        Started.Note(child.Id);
        await child.Exited.WaitAsync(Lines.Patience);
        await child.ShutdownAsync();
        Assert.Equal(all[^kept..], child.StderrText);
        Assert.Equal(all.Length, child.StderrTotal);
        Assert.Equal(all.Length, seen);
    }

    [Fact]
    public async Task Ten_megabytes_on_stderr_do_not_stop_the_child()
    {
        await using var child = ChildProcess.Start(new ServerCommand(Programs.Faulty, "stderr-flood", "10000000"));
        Started.Note(child.Id);
        child.Input.Write("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n"u8);
        Assert.Contains("\"id\":1", await new Lines(child.Output).NextAsync(), StringComparison.Ordinal);
        var report = await child.ShutdownAsync(Ladders.Patient);
        Assert.Equal((ShutdownRung.Eof, 0), (report.Rung, report.ExitCode));
        Assert.Equal(10_000_000, child.StderrTotal);
        Assert.Equal(new string('x', StdioLimits.StderrTailBytes), child.StderrText);
    }

    [Theory]
    [InlineData(new[] { "npx", "@scope/pkg", "--x=1" }, "npx @scope/pkg --x=1")]
    [InlineData(new[] { "a b", "it's", "", "$x" }, "'a b' 'it'\\''s' '' '$x'")]
    public void A_command_reads_as_a_person_would_type_it(string[] words, string shown) =>
        Assert.Equal(shown, new ServerCommand(words[0], words[1..]).ToString());

    private static async Task<JsonElement> Tell(ServerCommand command)
    {
        await using var child = ChildProcess.Start(command);
        Started.Note(child.Id);
        var told = await new Lines(child.Output).NextAsync();
        await child.Exited.WaitAsync(Lines.Patience);
        return JsonElement.Parse(told!.TrimEnd('…'));
    }
}
