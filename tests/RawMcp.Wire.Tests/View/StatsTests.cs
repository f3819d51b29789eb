using System.Text;
using RawMcp.Cli.Show;
using static RawMcp.Wire.Tests.Captures;

namespace RawMcp.Wire.Tests;

/// <summary>rawmcp show --stats: what is counted, and how exactly.</summary>
public sealed class StatsTests : IDisposable
{
    private readonly MemoryStream file = new();

    public StatsTests() => file.Write([.. SectionBlock(), .. InterfaceBlock("stdin"), .. InterfaceBlock("stdout"), .. InterfaceBlock("stderr")]);

    private void Add(Pipe stream, ulong milliseconds, string text) => file.Write(PacketBlock((uint)stream, milliseconds * 1_000_000, Encoding.UTF8.GetBytes(text + "\n")));

    private Stats Count(string? filter = null)
    {
        file.Position = 0;
        Filter? chosen = null;
        Assert.True(filter is null || Filter.TryParse(filter, out chosen, out _));
        return Stats.Of(FrameIndex.Read(file), file, chosen);
    }

    private void Session()
    {
        for (var id = 1; id <= 100; id++)
        {
            Add(Pipe.Stdin, (ulong)id * 1000, $$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"tools/call","params":{"name":"t"}}""");
            Add(Pipe.Stdout, (ulong)((id * 1000) + id), $$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{"isError":{{{(id % 10 == 0 ? "true" : "false")}}}}}""");
        }

        Add(Pipe.Stdout, 200_000, """{"jsonrpc":"2.0","id":1,"method":"ping"}""");
        Add(Pipe.Stdin, 200_001, """{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no"}}""");
        Add(Pipe.Stdin, 200_002, """{"jsonrpc":"2.0","id":7,"method":"ping"}""");
        Add(Pipe.Stderr, 200_003, "log");
        Add(Pipe.Stdout, 200_004, "oops");
        Add(Pipe.Stdout, 200_005, """{"jsonrpc":"2.0","id":99,"result":{}}""");
    }

    [Fact]
    public void Each_method_and_direction_has_its_row()
    {
        Session();
        var stats = Count();
        Assert.Equal(
            [("tools/call", Pipe.Stdin, 100, 0, 0, 10), ("ping", Pipe.Stdin, 1, 1, 0, 0), ("ping", Pipe.Stdout, 1, 0, 1, 0)],
            stats.Rows.Where(row => row.IsCall).Select(row => (row.What, row.From, row.Count, row.InFlight, row.Errors, row.ToolErrors)));
        Assert.Equal(["(answers to nothing)", "(malformed)", "(stderr lines)"], stats.Rows.Where(row => !row.IsCall).Select(row => row.What));
        var calls = stats.Rows.First();
        foreach (var percent in new[] { 50, 95, 99, 100 }) Assert.InRange(calls.Took.Percentile(percent)!.Value / 1e6, percent, percent * 1.016);
        Assert.Equal([100, 99, 98], stats.Slowest.Take(3).Select(call => (int)call.Id.Number!.Value));
        Assert.Equal(7, stats.InFlight.Single().Id.Number);
    }

    [Fact]
    public void A_call_counts_whole_when_its_request_or_its_answer_is_chosen()
    {
        Session();
        Assert.Equal((10, 10), Count("kind == result and dur > 90ms").Rows.Select(row => (row.Count, row.Took.Count)).Single());
        Assert.Equal(100, Count("params.name == 't'").Rows.Single().Took.Count);
        Assert.Equal("(stderr lines)", Count("dir == stderr").Rows.Single().What);
        Assert.Empty(Count("frame == 0").Rows);
    }

    [Theory, InlineData(Stats.MaxRows, 0), InlineData(Stats.MaxRows + 1, 1), InlineData(Stats.MaxRows + 50, 50)]
    public void Methods_without_end_share_a_row(int methods, int others)
    {
        for (var i = 0; i < methods; i++) Add(Pipe.Stdin, 1, $$"""{"jsonrpc":"2.0","method":"m{{i}}"}""");
        Assert.Equal(others, Count().Rows.Where(row => row.What == "(others)").Sum(row => row.Count));
    }

    // Against sorted numbers, over all sizes.
    [Fact]
    public void Percentiles_are_right_to_1_6_percent()
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var took = new Durations();
            var all = Enumerable.Range(0, random.Next(1, 500)).Select(_ => random.NextInt64(1L << random.Next(1, 62))).ToList();
            all.ForEach(took.Add);
            all.Sort();
            foreach (var percent in new double[] { 1, 50, 95, 99, 100 })
            {
                var exact = all[(int)Math.Ceiling(all.Count * percent / 100) - 1];
                Assert.InRange(took.Percentile(percent)!.Value, exact, exact + (exact / Durations.Steps) + 1);
            }

            Assert.Equal(all[^1], took.Longest);
            Assert.Equal(all.Count, took.Between([0, 1_000, 1_000_000, 1_000_000_000]).Sum());
        }
    }

    [Fact]
    public void Drawn_with_blocks_or_with_ascii_alone()
    {
        Session();
        var (blocks, ascii) = (new StringWriter(), new StringWriter());
        new StatsText(ascii: false).Write(blocks, Count());
        new StatsText(ascii: true).Write(ascii, Count());
        Assert.Contains('█', blocks.ToString());
        Assert.Contains('@', ascii.ToString());
        Assert.DoesNotContain(ascii.ToString(), one => one > '~');
        Assert.Matches(">  tools/call +100 +0 +0 +10 ", ascii.ToString());
    }

    [Fact]
    public void As_json()
    {
        Session();
        using var to = new MemoryStream();
        StatsJson.Write(to, Count());
        using var json = System.Text.Json.JsonDocument.Parse(to.ToArray());
        var row = json.RootElement.GetProperty("rows")[0];
        Assert.Equal(("tools/call", "c2s", 100, 10), (row.GetProperty("method").GetString(), row.GetProperty("direction").GetString(), row.GetProperty("count").GetInt32(), row.GetProperty("toolErrors").GetInt32()));
        Assert.Equal(100, row.GetProperty("max").GetDouble());
        Assert.Equal(100, row.GetProperty("histogram").EnumerateArray().Sum(cell => cell.GetProperty("count").GetInt32()));
        Assert.Equal((199, "t", 100.0), (json.RootElement.GetProperty("slowest")[0].GetProperty("frame").GetInt32(), json.RootElement.GetProperty("slowest")[0].GetProperty("target").GetString(), json.RootElement.GetProperty("slowest")[0].GetProperty("duration").GetDouble()));
    }

    public void Dispose() => file.Dispose();
}
