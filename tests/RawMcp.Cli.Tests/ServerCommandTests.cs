using System.Text.Json;

namespace RawMcp.Cli.Tests;

/// <summary>What stands behind -- is the server's, and the server's alone.</summary>
public sealed class ServerCommandTests
{
    [Theory]
    [InlineData("@scope/pkg", "@file")]
    [InlineData("--help", "-h", "--version", "--json", "--era", "bogus")]
    [InlineData("--", "a", "--", "--")]
    [InlineData("", " ", "two words", "\"quoted\"", "'single'", "back\\slash\\")]
    [InlineData("$HOME", "%PATH%", "*", "~", "a;b", "a|b", "`c`", "[directive]", "!")]
    [InlineData("grüße", "你好", "🦉", "tab\there", "new\nline")]
    public async Task Its_arguments_arrive_untouched(params string[] words)
    {
        var send = await Launch.Rawmcp(["send", "--", Repository.Scripted, "argv", .. words]);
        Assert.True(send.ExitCode == 0, send.ToString());
        Assert.Equal(words, send.OutputLines.Select(line => JsonElement.Parse(line).GetString()));
    }

    [Fact]
    public async Task It_starts_where_and_with_what_it_is_told()
    {
        using var scratch = new Scratch();
        var send = await Launch.Rawmcp("send", "--cwd", scratch.Folder, "--env", "RAWMCP_TEST_WORD=a=b c", "-e", "OTHER=", "--", Repository.Scripted, "surroundings", "RAWMCP_TEST_WORD");
        Assert.True(send.ExitCode == 0, send.ToString());
        var seen = send.OutputLines.Select(line => JsonElement.Parse(line).GetString()!).ToArray();
        // The temporary folder may be a link.
        Assert.Equal(Path.GetFileName(scratch.Folder), Path.GetFileName(seen[0]));
        Assert.Equal("a=b c", seen[1]);
    }
}
