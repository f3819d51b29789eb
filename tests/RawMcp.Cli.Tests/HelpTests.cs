namespace RawMcp.Cli.Tests;

/// <summary>--help has examples, and they work as printed.</summary>
public sealed class HelpTests
{
    [Theory, InlineData("demo"), InlineData("tools"), InlineData("call"), InlineData("send"), InlineData("serve"), InlineData("tap"), InlineData("show"), InlineData("export"), InlineData("diff"), InlineData("replay"), InlineData("doctor"), InlineData("schema"), InlineData("explain"), InlineData("chat")]
    public async Task Each_verb_has_examples_that_work(string verb)
    {
        var help = await Launch.Rawmcp(verb, "--help");
        Assert.Equal(0, help.ExitCode);
        Assert.Equal("", help.Errors);
        var examples = help.OutputLines.SkipWhile(line => line != "Examples:").Skip(1).Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Contains($"rawmcp {verb}", verb == "serve" ? example.Replace("tools -- rawmcp ", "", StringComparison.Ordinal) : example));

        // What runs packages from a registry is no matter of ours.
        var own = examples.Where(example => !example.Contains(" npx ", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(own);
        var place = Directory.CreateTempSubdirectory("rawmcp-");
        if (verb is "diff") await Typed.RunAsync("rawmcp tools -- rawmcp tap -o before.pcapng", place.FullName);
        if (verb is "diff") await Typed.RunAsync("rawmcp tools -- rawmcp tap -o after.pcapng", place.FullName);
        if (verb is "show" or "export" or "replay" or "doctor" or "explain") await Typed.RunAsync("rawmcp tools -- rawmcp tap -o session.pcapng", place.FullName);
        foreach (var example in own)
        {
            var launch = await Typed.RunAsync(example, place.FullName);
            Assert.True(launch.ExitCode == 0 && launch.Output.Length > 0, $"{example}\n{launch}");
            if (verb != "chat") Assert.Equal("", launch.Errors); // chat says there what it calls
        }

        place.Delete(recursive: true);
    }

    [Fact]
    public async Task The_help_of_all_lists_each_verb_and_each_exit_code()
    {
        var help = await Launch.Rawmcp("--help");
        Assert.Equal(0, help.ExitCode);
        Assert.All((string[])["demo", "tools", "call", "send", "serve", "tap", "show", "export", "diff", "replay", "doctor", "schema", "explain", "chat", "model"], verb => Assert.Contains($"\n  {verb} ", help.Output));
        Assert.All((string[])["0  ", "1  ", "2  ", "3  ", "4  ", "130"], code => Assert.Contains($"\n  {code}", help.Output));
    }

    [Fact]
    public async Task Without_a_verb_there_is_help_and_it_is_a_mistake()
    {
        var none = await Launch.Rawmcp();
        Assert.Equal(2, none.ExitCode);
        Assert.Equal((await Launch.Rawmcp("--help")).Output, none.Output);
    }
}
