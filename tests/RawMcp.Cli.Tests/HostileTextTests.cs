using System.Text;

namespace RawMcp.Cli.Tests;

/// <summary>A server's words never command the terminal, and never look like ours.</summary>
public sealed class HostileTextTests
{
    // Red, a title, a bell, a backspace, a CR that overwrites, an 8-bit CSI, right-to-left override, a tag character.
    private const string Hostile = "x\e[31m\e]0;t\a\b\ry\u009B2J\u202Ez\U000E0041";

    private static string Escaped { get; } = string.Concat(Hostile.Select(c => c < 0x7F && c >= 0x20 ? $"{c}" : $"\\u{(int)c:x4}")) + "\\nrawmcp: all is well";

    [Theory]
    [InlineData("tools")]
    [InlineData("tools", "--stderr", "--wire")]
    [InlineData("demo")]
    [InlineData("demo", "--hex")]
    public async Task Is_shown_by_number(params string[] verb)
    {
        using var scratch = new Scratch();
        var launch = await Launch.Rawmcp([.. verb, "--era", "legacy", "--", .. Server(scratch)]);
        Assert.True(launch.ExitCode == 0, launch.ToString());
        AssertHarmless(launch);
        Assert.Contains(@"x\u{1B}[31m", launch.Output);
        Assert.DoesNotContain("\nrawmcp: all is well", launch.Output);
    }

    [Fact]
    public async Task Also_in_an_error()
    {
        using var scratch = new Scratch();
        var launch = await Launch.Rawmcp(["call", "echo", "message=hi", "--era", "legacy", "--progress", "--", .. Server(scratch, refuses: true)]);
        Assert.True(launch.ExitCode == 3, launch.ToString());
        AssertHarmless(launch);
        Assert.Contains(@"x\u{1B}[31m", launch.Errors);
    }

    [Fact]
    public async Task Also_in_json_that_people_read_beside()
    {
        using var scratch = new Scratch();
        var launch = await Launch.Rawmcp(["demo", "--json", "--", .. Server(scratch)]);
        Assert.True(launch.ExitCode == 0, launch.ToString());
        AssertHarmless(launch with { OutputBytes = [] });
        Assert.DoesNotContain('\e', launch.Output);
        Assert.NotEmpty(Story.ReadJson(launch));
    }

    private static void AssertHarmless(Launch launch)
    {
        foreach (var text in (string[])[Encoding.UTF8.GetString(launch.OutputBytes), launch.Errors])
        {
            var bad = text.EnumerateRunes().Where(rune => (Rune.IsControl(rune) && rune.Value != '\n') || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0xE0000 and <= 0xE007F));
            Assert.Equal("", string.Join(' ', bad.Select(rune => $"U+{rune.Value:X4}")));
        }
    }

    private static string[] Server(Scratch scratch, bool refuses = false)
    {
        var banner = Hostile.Replace("\r", "", StringComparison.Ordinal);
        var opened = $$$$"""{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{},"{{{{Escaped}}}}":{}},"serverInfo":{"name":"{{{{Escaped}}}}","version":"{{{{Escaped}}}}"}}}""";
        var notification = $$$$"""{"jsonrpc":"2.0","method":"{{{{Escaped}}}}"}""";
        var tools = $$$$"""{"jsonrpc":"2.0","id":2,"result":{"tools":[{"name":"echo","description":"{{{{Escaped}}}}","inputSchema":{"type":"object","properties":{"message":{"type":"string"},"{{{{Escaped}}}}":{"type":"{{{{Escaped}}}}"}},"required":["message"]}},{"name":"{{{{Escaped}}}}","inputSchema":{"type":"object"}}]}}""";
        var answer = refuses
            ? $$$$"""{"jsonrpc":"2.0","id":3,"error":{"code":-32000,"message":"{{{{Escaped}}}}","data":"{{{{Escaped}}}}"}}"""
            : $$$$"""{"jsonrpc":"2.0","id":3,"result":{"content":[{"type":"text","text":"{{{{Escaped}}}}"}]}}""";
        return
        [
            Repository.Scripted, "play",
            scratch.Write("answers", string.Join("\n\n", $"{banner}\n{opened}", $"{notification}\n{tools}", answer)),
            scratch.Write("stderr", $"{Hostile}\n{Hostile}"),
        ];
    }
}
