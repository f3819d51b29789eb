using System.Text;
using static RawMcp.Wire.Tests.Captures;

namespace RawMcp.Wire.Tests;

/// <summary>rawmcp show --filter, as it is typed.</summary>
public sealed class ShowFilterTests : IDisposable
{
    private readonly Folder folder = new();

    private async Task<(int Code, string Output, string Errors)> Show(string filter)
    {
        var path = folder.File("x.pcapng");
        File.WriteAllBytes(path,
        [
            .. SectionBlock(), .. InterfaceBlock("stdin"), .. InterfaceBlock("stdout"), .. InterfaceBlock("stderr"),
            .. EventBlock("{\"rawmcp\":\"spawned\",\"ns\":\"1000000000\",\"pid\":7}"),
            .. PacketBlock(0, 2_000_000_000, "{\"jsonrpc\":\"2.0\",\"id\":\"7\",\"method\":\"tools/call\",\"params\":{\"name\":\"search\"}}\n"u8.ToArray()),
            .. PacketBlock(2, 2_100_000_000, "warming up\n"u8.ToArray()),
            .. PacketBlock(1, 2_200_000_000, "[{\"jsonrpc\":\"2.0\",\"method\":\"a\"},{\"jsonrpc\":\"2.0\",\"method\":\"b\"}]\n"u8.ToArray()),
            .. PacketBlock(1, 2_700_000_001, "{\"jsonrpc\":\"2.0\",\"id\":\"7\",\"result\":{}}\n"u8.ToArray()),
        ]);
        using var run = TapProcess.Run("", Programs.RawMcp, "show", path, "--filter", filter);
        var (end, output, errors) = await run.FinishAsync();
        return (end.Code, Encoding.UTF8.GetString(output), errors);
    }

    private static string Lines(params string[] lines) => string.Concat(lines.Select(line => line + "\n"));

    private static string List(params string[] lines) =>
        Lines(["     seconds     frame     bytes  what        (> client to server, < server to client, ! stderr, * event)", .. lines]);

    [Fact]
    public async Task Shows_what_it_chooses_with_its_numbers_and_times()
    {
        Assert.Equal(
            (0, List(
                "    1.000000 >       #1        75  request      tools/call search id \"7\"; answered by #4 after 700 ms",
                "    1.700000 <       #4        38  result       tools/call search id \"7\"; answers #1 after 700 ms"), ""),
            await Show("method == \"tools/call\" and dur > 500ms"));
        Assert.Equal((0, List("    1.000000 >       #1        75  request      tools/call search id \"7\"; answered by #4 after 700 ms"), ""), await Show("params.name contains \"search\""));
        Assert.Equal((0, List("    1.100000 !       #2        10  warming up"), ""), await Show("dir == stderr"));
        Assert.Equal((0, List("    1.200000 <       #3        63  notification b"), ""), await Show("method == 'b'")); // of a batch, only that message
    }

    [Fact]
    public async Task Says_that_nothing_matches() =>
        Assert.Equal((0, "", Lines("rawmcp: None of the 4 frames matches the filter.")), await Show("dir == s2c and not answered"));

    [Fact]
    public async Task Points_at_what_is_wrong()
    {
        var (code, output, errors) = await Show("dir == s2c and metod == 'x'");
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith(Lines("rawmcp: --filter, column 16: There is no field 'metod'. Is method meant?", "  dir == s2c and metod == 'x'", "                 ^"), errors, StringComparison.Ordinal);
        (code, _, errors) = await Show("");
        Assert.Equal(2, code);
        Assert.StartsWith(Lines("rawmcp: --filter, column 1: The filter is empty.", "  ", "  ^"), errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Points_at_it_in_a_long_filter_and_behind_hostile_text()
    {
        var (code, _, errors) = await Show(string.Concat(Enumerable.Repeat("frame == 1 or ", 200)) + "method == \"\e\" zzz" + new string(' ', 500));
        Assert.Equal(2, code);
        var lines = errors.Split('\n');
        Assert.StartsWith("rawmcp: --filter, column 2815: ", lines[0], StringComparison.Ordinal);
        Assert.Equal(lines[1].IndexOf("zzz", StringComparison.Ordinal), lines[2].IndexOf('^', StringComparison.Ordinal));
        Assert.StartsWith("  …", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("…", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain(errors, one => one < ' ' && one != '\n');
    }

    public void Dispose() => folder.Dispose();
}
