using System.Text.Json;
using System.Text.RegularExpressions;

namespace RawMcp.Cli.Tests;

/// <summary>What the README shows is what happens.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public async Task The_first_command_shows_the_sum()
    {
        var command = Blocks("sh")[0].Split('\n').Select(Typed.Split).First(words => words is ["dotnet", "run", ..]);
        // Nothing that builds may outlive the test, and what was built for the test need not be built again.
        var variables = new Dictionary<string, string>
        {
            ["Configuration"] = new DirectoryInfo(AppContext.BaseDirectory).Name == "debug" ? "Debug" : "Release",
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            ["UseSharedCompilation"] = "false",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        };
        var dotnet = Path.Combine(Repository.DotnetRoot, Repository.Executable("dotnet"));
        var run = await Launch.RunAsync([dotnet, .. command[1..]], variables: variables, directory: Repository.Root);
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("add 2 3 → 5", run.OutputLines);
    }

    [Fact]
    public async Task The_commands_of_the_tool_work()
    {
        using var scratch = new Scratch();
        var lines = Blocks("sh").Single(block => block.StartsWith("rawmcp demo", StringComparison.Ordinal)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length >= 6);
        scratch.Write("session.txt", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n");
        foreach (var line in lines.Where(line => !line.Contains(" npx ", StringComparison.Ordinal)))
        {
            if (line.Contains("./my-server", StringComparison.Ordinal) && !File.Exists(scratch.Path("my-server")))
            {
                if (OperatingSystem.IsWindows()) continue; // a script is no program there
                File.WriteAllText(scratch.Path("my-server"), $"#!/bin/sh\nexec '{Repository.Faulty}' honest\n");
                File.SetUnixFileMode(scratch.Path("my-server"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }

            var launch = await Typed.RunAsync(line, scratch.Folder);
            Assert.True(launch.ExitCode == 0 && launch.Errors.Length == 0, $"{line}\n{launch}");
            Assert.True(launch.Output.Length > 0 || line.Contains("serve", StringComparison.Ordinal) || line.Contains("tap", StringComparison.Ordinal) || line.Contains("raw-s2c", StringComparison.Ordinal), line);
        }
    }

    [Fact]
    public async Task The_conversations_that_need_nothing_else_work()
    {
        using var scratch = new Scratch();
        var lines = Blocks("sh").Single(block => block.StartsWith("rawmcp chat", StringComparison.Ordinal)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.Contains(" npx ", StringComparison.Ordinal) && !line.Contains("--base-url", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, lines.Count);
        foreach (var line in lines)
        {
            var launch = await Typed.RunAsync(line, scratch.Folder);
            Assert.True(launch.ExitCode == 0 && launch.Output.Contains('5', StringComparison.Ordinal), $"{line}\n{launch}");
            Assert.Equal(line.Contains("--show-wire", StringComparison.Ordinal), launch.Errors.Contains("server > {", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_message_of_a_server_that_died_is_the_one_shown()
    {
        var shown = Blocks("").Single(block => block.StartsWith("rawmcp: ", StringComparison.Ordinal));
        var call = await Launch.Rawmcp("call", "add", "a=2", "b=3", "--", Repository.Faulty, "dies-in-call");
        Assert.Equal(shown, call.Errors.ReplaceLineEndings("\n").Replace("| faulty: ", "| ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_code_compiles()
    {
        var compiled = Squeezed(File.ReadAllText(Path.Combine(Repository.Root, "tests", "RawMcp.Cli.Tests", "Snippets.cs")));
        var shown = Blocks("csharp");
        Assert.Equal(3, shown.Count);
        Assert.All(shown, block => Assert.Contains(Squeezed(block), compiled));
    }

    [Fact]
    public void The_lines_of_the_session_are_messages()
    {
        var lines = Blocks("")[0].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(8, lines.Length);
        Assert.All(lines[..7], line => Assert.Equal("2.0", JsonElement.Parse(line[2..]).GetProperty("jsonrpc").GetString()));
    }

    private static List<string> Blocks(string language) =>
        [.. Block.Matches(Repository.Readme).Where(block => block.Groups[1].Value == language).Select(block => block.Groups[2].Value)];

    private static string Squeezed(string code) => string.Join('\n', code.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()));

    [GeneratedRegex("^```([a-z]*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block { get; }
}
