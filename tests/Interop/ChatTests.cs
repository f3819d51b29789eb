namespace RawMcp.Interop;

/// <summary>rawmcp chat with real servers: the scripted model chooses among the tools they really have, and its sentence holds what they really said.</summary>
public sealed class ChatTests
{
    public static TheoryData<string, string, string, string> Questions => new()
    {
        { "everything", "What is the sum of 2 and 3?", "call get-sum {\"a\":2,\"b\":3}", "The sum of 2 and 3 is 5." },
        { "everything", "What is the sum of 2 and 3, and the sum of 40 and 2?", "call get-sum {\"a\":40,\"b\":2}", "The sum of 40 and 2 is 42." },
        { "filesystem", "Read the text file {a.txt}", "call read_text_file ", "grüße 你好" },
        { "filesystem", "List the directory {}", "call list_directory ", "[FILE] a.txt" },
        { "csharp", "Add 2 and 3", "call add {\"a\":2,\"b\":3}", "5" },
        { "ts-v2", "Add 2 and 3", "call add {\"a\":2,\"b\":3}", "5" },
    };

    [Theory, MemberData(nameof(Questions))]
    public async Task Answers_with_what_the_tool_gave(string name, string question, string call, string answer)
    {
        var peer = ServerPeer.All[name];
        using var scratch = new Scratch();
        var file = scratch.Write("a.txt", "grüße 你好\n");
        var asked = question.Replace("{a.txt}", file, StringComparison.Ordinal).Replace("{}", scratch.Folder, StringComparison.Ordinal);
        var chat = await Launch.RunAsync(scratch, [Repository.Rawmcp, "chat", asked, "--approve", "all", "--", .. peer.Command(scratch)], peer.Variables(scratch));
        Assert.True(chat.ExitCode == 0, chat.ToString());
        Assert.Contains(call, chat.Errors);
        Assert.Contains(answer, chat.Output);
    }
}
