using System.Text.Json;
using static RawMcp.Cli.Tests.FakeEndpoint;

namespace RawMcp.Cli.Tests;

/// <summary>The key goes to the endpoint, and to nobody and nothing else.</summary>
public sealed class ChatKeyTests
{
    private const string Canary = "sk-canary-0123456789abcdef";

    private static readonly Dictionary<string, string> Variables = new() { ["OPENAI_API_KEY"] = Canary };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_key_is_never_shown_and_never_kept(int story)
    {
        using var scratch = new Scratch();
        var history = scratch.Path("history.jsonl");
        string[] answers = story switch
        {
            0 => [Calls(("c", "echo", $$"""{"message":"{{Canary}}"}""")), Says("ok")], // an endpoint that knows the key may say it
            1 => [Error("401 Unauthorized", $"Incorrect API key provided: {Canary}.")],
            _ => [Stream($"broken {Canary}")],
        };
        await using var endpoint = FakeEndpoint.Start(answers);
        var chat = await Launch.RunAsync([Repository.Rawmcp, "chat", "?", .. endpoint.Words, "--history", history, "--show-wire"], variables: Variables);
        Assert.Contains($"Authorization: Bearer {Canary}", endpoint.Requests.First());
        Assert.Equal(story == 0 ? 0 : 3, chat.ExitCode);
        Assert.Contains("model > POST", chat.Errors);
        Assert.Contains("[key hidden]", chat.Errors);
        Assert.DoesNotContain("canary", chat.Errors + chat.Output + File.ReadAllText(history));
        Assert.DoesNotContain("Authorization", chat.Errors);
    }

    [Fact]
    public async Task A_server_does_not_inherit_the_key()
    {
        using var scratch = new Scratch();
        var config = scratch.Write("servers.json", JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["mcpServers"] = new { probe = new { command = "/bin/sh", args = new[] { "-c", $"echo \"key=[$OPENAI_API_KEY]\" >> '{scratch.Path("seen")}'; exec '{Repository.Rawmcp}' serve" } } },
        }));
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no /bin/sh");
        await using var endpoint = FakeEndpoint.Start(Says("ok"));
        var chat = await Launch.RunAsync([Repository.Rawmcp, "chat", "?", .. endpoint.Words, "--config", config], variables: Variables);
        Assert.True(chat.ExitCode == 0, chat.ToString());
        Assert.Equal("key=[]\n", File.ReadAllText(scratch.Path("seen")));
    }

    [Fact]
    public async Task The_stand_in_gets_no_key()
    {
        var chat = await Launch.RunAsync([Repository.Rawmcp, "chat", "What is 2+3?", "--show-wire"], variables: Variables);
        Assert.True(chat.ExitCode == 0, chat.ToString());
        Assert.DoesNotContain("canary", chat.Errors + chat.Output);
    }
}
