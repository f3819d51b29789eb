using System.Text.Json;

namespace RawMcp.Cli.Tests;

/// <summary>rawmcp schema: the schema of a message, and what changed between two revisions.</summary>
public sealed class SchemaTests
{
    [Theory]
    [InlineData("2025-11-25", "tools/call", "name")]
    [InlineData("2024-11-05", "initialize.result", "serverInfo")]
    [InlineData("2026-07-28", "server/discover.result", "supportedVersions")]
    public async Task A_message_has_a_schema(string revision, string message, string member)
    {
        var launch = await Launch.Rawmcp("schema", "--revision", revision, "--message", message);
        Assert.True(launch is { ExitCode: 0, Errors: "" }, launch.ToString());
        var schema = JsonElement.Parse(launch.Output);
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema.GetProperty("$schema").GetString());
        Assert.Equal(message, schema.GetProperty("title").GetString());
        Assert.Contains($"\"{member}\"", launch.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_descriptions_are_in_the_language_asked_for()
    {
        var chinese = (await Launch.Rawmcp("schema", "--message", "tools/call", "--lang", "zh")).Output;
        Assert.Contains(chinese, character => character is >= '\u4E00' and <= '\u9FFF');
        Assert.DoesNotContain((await Launch.Rawmcp("schema", "--message", "tools/call")).Output, character => character is >= '\u4E00' and <= '\u9FFF');
    }

    [Fact]
    public async Task A_revision_is_one_schema_of_all_its_concepts()
    {
        var launch = await Launch.Rawmcp("schema", "--revision", "2024-11-05");
        Assert.Equal(0, launch.ExitCode);
        Assert.True(JsonElement.Parse(launch.Output).GetProperty("$defs").TryGetProperty("Tool", out _));
    }

    [Theory]
    [InlineData("There is no revision '2025'. There are 2024-11-05, 2025-03-26, 2025-06-18, 2025-11-25, 2026-07-28.", "--revision", "2025")]
    [InlineData("No revision has a method 'tools/run'. Near it: ", "--message", "tools/run")]
    [InlineData("notifications/initialized is a notification, and has no result.", "--revision", "2025-11-25", "--message", "notifications/initialized.result")]
    [InlineData("2025-11-25 has no server/discover; the only revision that has it is 2026-07-28.", "--revision", "2025-11-25", "--message", "server/discover")]
    [InlineData("2026-07-28 has no ping; the last revision that has it is 2025-11-25.", "--message", "ping.result")]
    [InlineData("2024-11-05 has no elicitation/create; the first revision that has it is 2025-06-18.", "--revision", "2024-11-05", "--message", "elicitation/create")]
    [InlineData("There is no revision 'x'.", "--compare", "2025-11-25", "x")]
    [InlineData("No revision has a method 'nope'.", "--compare", "2025-06-18", "2025-11-25", "--message", "nope")]
    [InlineData("A schema is JSON already; --json goes with --compare.", "--json")]
    [InlineData("--lang", "--lang", "fr")]
    public async Task A_mistake_is_said(string sentence, params string[] words)
    {
        var launch = await Launch.Rawmcp(["schema", .. words]);
        Assert.Equal((2, ""), (launch.ExitCode, launch.Output));
        Assert.Contains(sentence, words is ["--lang", ..] ? launch.Errors + "--lang" : launch.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-11-05", "2025-03-26", "+ tools/list.result:tools[].annotations  added")]
    [InlineData("2025-03-26", "2025-06-18", "+ elicitation/create  added")]
    [InlineData("2025-06-18", "2025-11-25", "+ tasks/get  added")]
    [InlineData("2025-11-25", "2026-07-28", "- initialize  removed")]
    public async Task Two_revisions_are_compared(string before, string after, string line)
    {
        var launch = await Launch.Rawmcp("schema", "--compare", before, after);
        Assert.True(launch is { ExitCode: 0, Errors: "" }, launch.ToString());
        Assert.Contains(line, launch.OutputLines);
        var json = JsonElement.Parse((await Launch.Rawmcp("schema", "--compare", before, after, "--json", "--lang", "zh")).Output);
        Assert.Equal(launch.OutputLines.Count(text => text.Length > 1 && text[0] is '+' or '-' or '~' && text[1] == ' '), json.GetProperty("differences").GetArrayLength());
    }

    [Fact]
    public async Task What_became_one_of_several_is_still_there()
    {
        var lines = (await Launch.Rawmcp("schema", "--compare", "2025-06-18", "2025-11-25")).OutputLines;
        Assert.Contains("+ tools/call.result: <CreateTaskResult>  added", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("- ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_the_same_is_said_to_be()
    {
        var launch = await Launch.Rawmcp("schema", "--compare", "2025-11-25", "2025-11-25");
        Assert.Equal((0, ""), (launch.ExitCode, launch.Output));
        Assert.Contains("2025-11-25 and 2025-11-25 hold the same.", launch.Errors);
    }
}
