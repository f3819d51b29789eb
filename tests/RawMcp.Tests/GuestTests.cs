using RawMcp.Mcp;

namespace RawMcp.Tests;

/// <summary>A tool and a waiting caller run on the thread that read the frame. However long they stay there, the reading goes on.</summary>
public sealed class GuestTests
{
    private const string Latest = "2025-11-25";

    [Fact]
    public async Task A_tool_that_blocks_its_thread_holds_up_no_other_call()
    {
        using var release = new ManualResetEventSlim();
        var server = Servers.Plain().Add("block", _ =>
        {
            release.Wait();
            return CallToolResult.Text("released");
        });
        await using var pair = await Pair.OpenAsync(server, Latest);

        // Several at once, and in a row: each takes the reader's thread away, and after three the tool counts as slow.
        for (var round = 0; round < 3; round++)
        {
            release.Reset();
            Task<CallToolResult>[] blocked = [pair.Client.CallToolAsync("block"), pair.Client.CallToolAsync("block")];
            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => pair.Client.CallToolAsync("add", ("a", n), ("b", 1))));
            Assert.Equal(Enumerable.Range(1, 20).Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)), answers.Select(Text));
            Assert.All(blocked, call => Assert.False(call.IsCompleted));
            release.Set();
            Assert.All(await Task.WhenAll(blocked), result => Assert.Equal("released", Text(result)));
        }

        Assert.Empty(pair.Notes);
    }

    [Fact]
    public async Task A_caller_that_blocks_where_its_answer_reached_it_holds_up_no_other_answer()
    {
        using var release = new ManualResetEventSlim();
        await using var pair = await Pair.OpenAsync(Servers.Plain(), Latest);
        var blocking = pair.Client.CallToolAsync("add", ("a", 1), ("b", 1)).ContinueWith(
            call =>
            {
                release.Wait();
                return Text(call.Result);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        for (var n = 0; n < 50; n++) Assert.Equal($"{n}", Text(await pair.Client.CallToolAsync("add", ("a", n), ("b", 0))));
        release.Set();
        Assert.Equal("2", await blocking);
        Assert.Empty(pair.Notes);
    }

    [Fact]
    public async Task A_caller_may_wait_for_its_next_answer_on_the_thread_of_the_last()
    {
        await using var pair = await Pair.OpenAsync(Servers.Plain(), Latest);
        var nested = await pair.Client.CallToolAsync("add", ("a", 1), ("b", 1)).ContinueWith(
            _ => pair.Client.CallToolAsync("add", ("a", 2), ("b", 2)).GetAwaiter().GetResult(),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        Assert.Equal("4", Text(nested));
    }

    [Fact]
    public async Task Ten_thousand_calls_at_once_each_get_their_own_answer()
    {
        await using var pair = await Pair.OpenAsync(Servers.Plain(), Latest);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10_000).Select(n => pair.Client.CallToolAsync("add", ("a", n), ("b", 1))));
        Assert.Equal(Enumerable.Range(1, 10_000).Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)), answers.Select(Text));
        Assert.Empty(pair.Notes);
    }

    private static string Text(CallToolResult result) => ((Content.Text)result.Content[0]).Value;
}
