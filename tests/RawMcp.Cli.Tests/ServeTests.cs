using System.Text.Json;

namespace RawMcp.Cli.Tests;

/// <summary>rawmcp serve, and rawmcp tools that lists it.</summary>
public sealed class ServeTests
{
    [Fact]
    public async Task Tools_are_listed_for_people_and_for_programs()
    {
        var people = await Launch.Rawmcp("tools");
        Assert.Equal(["add(a: number, b: number)", "    Add two numbers.", "echo(message: string)", "    Give the message back."], people.OutputLines[..4]);
        var programs = await Launch.Rawmcp("tools", "--json");
        Assert.Single(programs.OutputLines);
        var root = JsonElement.Parse(programs.Output);
        Assert.Equal(["tools"], root.EnumerateObject().Select(member => member.Name));
        Assert.Equal(people.OutputLines.Where(line => line[0] != ' ').Select(line => line.Split('(')[0]), Names(root));
        Assert.All(root.GetProperty("tools").EnumerateArray(), tool => Assert.Equal("object", tool.GetProperty("inputSchema").GetProperty("type").GetString()));
    }

    [Theory, InlineData("legacy"), InlineData("modern"), InlineData("auto")]
    public async Task Only_the_tools_asked_for_are_there(string era)
    {
        var tools = await Launch.Rawmcp("tools", "--json", "--era", era, "--", Repository.Rawmcp, "serve", "--tools", "echo,add", "--tools", "log");
        Assert.Equal(["add", "echo", "log"], Names(JsonElement.Parse(tools.Output)).Order());
        var call = await Launch.Rawmcp("call", "blob", "n=1", "--era", era, "--", Repository.Rawmcp, "serve", "--tools", "echo");
        Assert.Equal(3, call.ExitCode);
    }

    [Theory, InlineData(1), InlineData(5), InlineData(1000)]
    public async Task All_pages_are_joined(int size)
    {
        var whole = await Launch.Rawmcp("tools", "--json");
        var count = Names(JsonElement.Parse(whole.Output)).Length;
        var paged = await Launch.Rawmcp("tools", "--json", "--wire", "--", Repository.Rawmcp, "serve", "--page-size", $"{size}");
        Assert.Equal(whole.Output, paged.Output);
        Assert.Equal((count + size - 1) / size, paged.Errors.Split('\n').Count(line => line.Contains("\"method\":\"tools/list\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Stdout_holds_messages_only_and_oddities_are_told_on_stderr()
    {
        var serve = await Launch.RunAsync([Repository.Rawmcp, "serve"], "hello\n{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"method\":\"ping\"}\n"u8.ToArray());
        Assert.Equal(0, serve.ExitCode);
        Assert.All(serve.OutputLines, line => Assert.Equal("2.0", JsonElement.Parse(line).GetProperty("jsonrpc").GetString()));
        Assert.Contains("{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"result\":{}}", serve.OutputLines);
        Assert.StartsWith("rawmcp serve: ", serve.Errors, StringComparison.Ordinal);
    }

    private static string[] Names(JsonElement list) => [.. list.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()!)];
}
