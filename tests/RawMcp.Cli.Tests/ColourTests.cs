namespace RawMcp.Cli.Tests;

/// <summary>Colour is for terminals, and for people who want it.</summary>
public sealed class ColourTests
{
    [Theory]
    [InlineData("demo")]
    [InlineData("tools")]
    [InlineData("call", "add", "a=2", "b=3")]
    [InlineData("call", "nope")]
    [InlineData("--help")]
    public async Task None_where_the_output_is_no_terminal(params string[] arguments)
    {
        var launch = await Launch.Rawmcp(arguments);
        Assert.DoesNotContain('\e', launch.Output);
        Assert.DoesNotContain('\e', launch.Errors);
    }

    [Fact]
    public async Task On_a_terminal_there_is_some_but_not_with_NO_COLOR()
    {
        const string script = "/usr/bin/script";
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(script), "script (util-linux) is not here to make a terminal with");
        Assert.SkipWhen(Repository.Rawmcp.Any(c => c is ' ' or '\''), "script takes a shell's words, and the path to rawmcp is more than one");
        string[] command = [script, "--quiet", "--return", "--command", Repository.Rawmcp + " demo", "/dev/null"];
        var plain = await Launch.RunAsync(command, variables: new() { ["NO_COLOR"] = "1", ["TERM"] = "xterm" });
        Assert.Contains("add 2 3 → 5", plain.Output);
        Assert.DoesNotMatch("\e\\[[0-9;]*m", plain.Output); // what .NET itself says to a terminal is no colour
        var coloured = await Launch.RunAsync(command, variables: new() { ["TERM"] = "xterm" });
        Assert.Contains("\e[1madd 2 3 → \e[0m\e[1;32m5\e[0m", coloured.Output);
    }
}
