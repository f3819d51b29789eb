using static RawMcp.Cli.Tests.FakeEndpoint;

namespace RawMcp.Cli.Tests;

/// <summary>--history: what was said is on disk, comes back, and is nobody else's file.</summary>
public sealed class ChatHistoryTests
{
    private const string User = """{"role":"user","content":"First?"}""";
    private const string Asked = """{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"add","arguments":"{\"a\":2}"}}]}""";

    [Fact]
    public async Task A_conversation_goes_on_where_it_ended()
    {
        using var scratch = new Scratch();
        var history = scratch.Path("history.jsonl");
        var first = await Launch.Rawmcp("chat", "What is 2+3?", "--history", history);
        Assert.True(first.ExitCode == 0, first.ToString());
        var kept = File.ReadAllText(history);
        Assert.Equal(["user", "assistant", "tool", "assistant"], ChatFailureTests.Lines(history).Select(line => line.GetProperty("role").GetString()));

        var second = await Launch.Rawmcp("chat", "What is 7+8?", "--history", history); // the stand-in refuses what providers refuse
        Assert.True(second.ExitCode == 0 && second.Output.Contains("15", StringComparison.Ordinal), second.ToString());
        Assert.StartsWith(kept, File.ReadAllText(history), StringComparison.Ordinal);
        ChatFailureTests.AssertWhole(history);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(User + "\n", User + "\n")]
    [InlineData(User, User + "\n")]
    [InlineData(User + "\n{\"role\":\"assi", User + "\n", "was only half written; its 13 bytes are cut off.")]
    [InlineData(User + "\n{", User + "\n", "was only half written; its 1 bytes are cut off.")]
    [InlineData(User + "\n" + Asked + "\n", User + "\n" + Asked + "\n{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"No result: the program ended before this call did.\"}\n")]
    public async Task What_an_end_at_any_moment_leaves_is_a_history(string before, string start, string note = "")
    {
        using var scratch = new Scratch();
        var history = scratch.Write("history.jsonl", before);
        await using var endpoint = FakeEndpoint.Start(Says("Fine."));
        var chat = await Launch.Rawmcp(["chat", "Now?", .. endpoint.Words, "--history", history]);
        Assert.True(chat.ExitCode == 0, chat.ToString());
        Assert.Contains(note, chat.Errors);
        Assert.Equal(start + "{\"role\":\"user\",\"content\":\"Now?\"}\n{\"role\":\"assistant\",\"content\":\"Fine.\"}\n", File.ReadAllText(history));
        ChatFailureTests.AssertWhole(history);
    }

    [Theory]
    [InlineData("Dear diary", "line 1 is no JSON object")]
    [InlineData("Dear diary\n", "line 1 is no JSON object")]
    [InlineData(User + "\n[]\n", "line 2 is no JSON object")]
    [InlineData(User + "\nx\n" + User + "\n", "line 2 is no JSON object")]
    [InlineData("{\"role\":\"robot\",\"content\":\"\"}\n", "line 1 has no role of system, user, assistant and tool")]
    public async Task Another_file_is_left_alone(string text, string problem)
    {
        using var scratch = new Scratch();
        var file = scratch.Write("file", text);
        var chat = await Launch.Rawmcp("chat", "?", "--history", file);
        Assert.True(chat.ExitCode == 2, chat.ToString());
        Assert.Contains($"is no history: {problem}. Nothing was changed; name another file.", chat.Errors);
        Assert.Equal(text, File.ReadAllText(file));
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_is_said()
    {
        using var scratch = new Scratch();
        var chat = await Launch.Rawmcp("chat", "?", "--history", scratch.Path("no/such/folder"));
        Assert.Equal(2, chat.ExitCode);
        Assert.Contains("cannot be opened", chat.Errors);
    }
}
