using System.Text.RegularExpressions;

namespace RawMcp.Cli.Tests;

/// <summary>docs/one-question.md shows what its command prints: all of it, in its order.</summary>
public sealed partial class OneQuestionTests
{
    [Fact]
    public async Task The_page_is_what_the_command_prints()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "one-question.md")).ReplaceLineEndings("\n");
        var blocks = Block.Matches(page).Select(block => (Language: block.Groups[1].Value, Text: block.Groups[2].Value)).ToList();
        Assert.Equal("sh", blocks[0].Language);

        using var scratch = new Scratch();
        var run = await Typed.RunAsync(blocks[0].Text.Trim(), scratch.Folder);
        Assert.True(run.ExitCode == 0, run.ToString());
        var shown = string.Concat(blocks[1..^1].Select(block => block.Text));
        Assert.Equal(Steady(shown), Steady(run.Errors.ReplaceLineEndings("\n")));
        Assert.Equal(blocks[^1].Text, run.Output.ReplaceLineEndings("\n"));
    }

    // A free port and the time of day: all that differs from run to run.
    private static string Steady(string text) => Time.Replace(Port.Replace(text, "127.0.0.1:_"), "\"created\":_");

    [GeneratedRegex("^```([a-z]*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block { get; }

    [GeneratedRegex(@"127\.0\.0\.1:\d+")]
    private static partial Regex Port { get; }

    [GeneratedRegex(@"""created"":\d+")]
    private static partial Regex Time { get; }
}
