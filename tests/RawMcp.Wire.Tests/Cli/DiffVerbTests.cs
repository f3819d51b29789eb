using System.Text;
using System.Text.Json;

namespace RawMcp.Wire.Tests;

/// <summary>rawmcp diff, as it is typed.</summary>
public sealed class DiffVerbTests : IDisposable
{
    private readonly Folder folder = new();

    private string Write(string name, ExportSession session)
    {
        File.WriteAllBytes(folder.File(name), session.File.ToArray());
        session.Dispose();
        return folder.File(name);
    }

    private static async Task<(int Code, string Output, string Errors)> Diff(params string[] words)
    {
        using var run = TapProcess.Run("", [Programs.RawMcp, "diff", .. words]);
        var (end, output, errors) = await run.FinishAsync();
        return (end.Code, Encoding.UTF8.GetString(output), errors);
    }

    private static ExportSession Session(string tool, string text) => new ExportSession()
        .Ask("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""").Answer($$$"""{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"a","description":"{{{tool}}}"}]}}""")
        .Ask("""{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"a"}}""").Answer($$$"""{"jsonrpc":"2.0","id":2,"result":{"content":"{{{text}}}"}}""");

    [Fact]
    public async Task Same_captures_end_with_0()
    {
        var (a, b) = (Write("a", Session("t", "x")), Write("b", Session("t", "x")));
        Assert.Equal((0, $"A  {a}, 4 frames, 2 calls\nB  {b}, 4 frames, 2 calls\n\nNo difference in 2 calls and 1 tool.\n", ""), await Diff(a, b));
    }

    [Fact]
    public async Task Differences_are_listed_and_end_with_1()
    {
        var (a, b) = (Write("a", Session("t", "x")), Write("b", Session("u", "y\\u001b[2J")));
        var (code, output, errors) = await Diff(a, b);
        Assert.Equal((1, ""), (code, errors));
        Assert.Equal(
            $"""
            A  {a}, 4 frames, 2 calls
            B  {b}, 4 frames, 2 calls

            Tools (0 the same)
              ~ a
                  ~ description: "t" → "u"

            Calls (1 the same)
              ~ tools/call a (#3 and #3): another result, 1.5 ms → 1.5 ms
                  ~ result.content: "x" → "y\u001b[2J"

            """.ReplaceLineEndings("\n"),
            output);
        (code, output, _) = await Diff(a, b, "--json");
        var json = JsonElement.Parse(output);
        Assert.Equal((1, false), (code, json.GetProperty("same").GetBoolean()));
        Assert.Equal("description", json.GetProperty("tools").GetProperty("changed")[0].GetProperty("changes")[0].GetProperty("path").GetString());
        Assert.Equal("result.content", json.GetProperty("calls").GetProperty("changed")[0].GetProperty("changes")[0].GetProperty("path").GetString());
    }

    [Fact]
    public async Task A_filter_chooses_calls()
    {
        var (a, b) = (Write("a", Session("t", "x")), Write("b", Session("u", "y")));
        Assert.Equal(0, (await Diff(a, b, "--filter", "method == 'tools/list'")).Code);
        Assert.Equal(1, (await Diff(a, b, "--filter", "method == 'tools/call'")).Code);
        Assert.Equal((3, "", "rawmcp: There is nothing to compare: the filter chooses no call in either capture.\n"), await Diff(a, b, "--filter", "method == 'x'"));
    }

    [Fact]
    public async Task Bad_captures_are_told_apart_from_different_ones()
    {
        var (a, torn, empty, text) = (Write("a", Session("t", "x")), Write("b", Session("t", "x")), Write("empty", new ExportSession()), folder.File("notes"));
        using (var file = new FileStream(torn, FileMode.Open)) file.SetLength(file.Length - 1);
        File.WriteAllText(text, "hello");
        var (code, output, errors) = await Diff(a, torn);
        Assert.Equal(1, code); // its last answer is lost
        Assert.Contains("ends inside a block", errors, StringComparison.Ordinal);
        Assert.Contains("result → in flight", output, StringComparison.Ordinal);
        (code, _, errors) = await Diff(a, empty);
        Assert.Equal((1, $"rawmcp: '{empty}' begins as a capture, but nothing was recorded in it.\n"), (code, errors));
        (code, output, errors) = await Diff(empty, empty);
        Assert.Equal((3, ""), (code, output));
        Assert.EndsWith("rawmcp: There is nothing to compare: neither capture holds a call.\n", errors, StringComparison.Ordinal);
        foreach (var other in new[] { text, folder.File("nothing"), folder.Path }) Assert.Equal((2, ""), ((await Diff(a, other)).Code, (await Diff(other, a)).Output));
        Assert.Equal(2, (await Diff(a)).Code);
    }

    public void Dispose() => folder.Dispose();
}
