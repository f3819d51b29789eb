using RawMcp.Mcp;

namespace RawMcp.Tests;

/// <summary>The end of a connection: what is in flight is answered first, within a bound.</summary>
public sealed class ServerLeavingTests
{
    private readonly TaskCompletionSource entered = new();
    private readonly TaskCompletionSource go = new();
    private readonly FakeTime time = new();

    private McpServer Waiting(bool heeds) => Servers.Plain(new McpServerOptions { DrainTimeout = TimeSpan.FromHours(1), Driver = new() { Time = time } })
        .Add("wait", async (_, cancellation) =>
        {
            entered.SetResult();
            await (heeds ? go.Task.WaitAsync(cancellation) : go.Task);
            return CallToolResult.Text("done");
        });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_in_flight_is_answered_after_the_end_of_the_input(bool terminated)
    {
        await using var talk = await Talk.OpenAsync(Waiting(heeds: true));
        talk.Say(Talk.Call("1", "wait"));
        await entered.Task.WaitAsync(Lines.Patience);
        if (terminated) await talk.TerminateAsync();
        else talk.Close();
        go.SetResult();
        Assert.Equal("result 1", InShort.Of(await talk.HearAsync()));
        Assert.Empty(await talk.LeaveAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_that_takes_too_long_is_cancelled_and_refused(bool heeds)
    {
        await using var talk = await Talk.OpenAsync(Waiting(heeds));
        talk.Say(Talk.Call("1", "wait"));
        await entered.Task.WaitAsync(Lines.Patience);
        time.SkipWaits(TimeSpan.FromHours(1));
        Assert.Equal(["-32603 1"], (await talk.LeaveAsync()).Select(InShort.Of));
        go.SetResult();
    }

    [Fact]
    public async Task What_was_read_before_the_end_is_all_answered()
    {
        await using var talk = await Talk.OpenAsync(Servers.Plain());
        for (var id = 1; id <= 1000; id++) talk.Say(Talk.Call($"{id}", "echo", "{\"text\":\"" + new string('x', 1000) + "\"}"));
        Assert.Equal(1000, (await talk.LeaveAsync()).Select(InShort.Of).Distinct().Count(answer => answer.StartsWith("result ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_client_that_never_reads_is_served_to_the_end_and_then_left()
    {
        var done = new Inbox<int>();
        var big = new string('x', 10_000);
        await using var talk = new Talk(Servers.Plain(new McpServerOptions { DrainTimeout = TimeSpan.FromHours(1), Driver = new() { Time = time } }).Add("big", _ =>
        {
            done.Add(1);
            return CallToolResult.Text(big);
        }));
        talk.Say(Talk.Initialize("2025-11-25"));
        for (var id = 1; id <= 2000; id++) talk.Say(Talk.Call($"{id}", "big")); // 20 MB of answers; a pipe holds 64 KB
        for (var id = 1; id <= 2000; id++) await done.NextAsync();
        talk.Close();
        time.SkipWaits(TimeSpan.FromHours(1));
        await talk.Serving.WaitAsync(Lines.Patience);
    }

    [Fact]
    public async Task A_client_that_lets_too_much_wait_is_given_up()
    {
        await using var talk = new Talk(Servers.Plain(new McpServerOptions { Driver = new() { MaxQueuedBytes = 1_000_000 } }).Add("big", _ => CallToolResult.Text(new string('x', 600_000))));
        talk.Say(Talk.Initialize("2025-11-25"));
        talk.Say(Talk.Call("1", "big"));
        talk.Say(Talk.Call("2", "big"));
        await talk.Serving.WaitAsync(Lines.Patience);
    }
}
