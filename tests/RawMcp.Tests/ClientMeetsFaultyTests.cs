using System.Collections.Concurrent;
using System.Globalization;
using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.Stdio;

namespace RawMcp.Tests;

/// <summary>A client and each way a server can misbehave: a clear outcome, nothing lost, no process left.</summary>
public sealed class ClientMeetsFaultyTests
{
    private static readonly TimeSpan Call = TimeSpan.FromHours(2);
    private static readonly TimeSpan Probe = TimeSpan.FromHours(1);
    private static readonly TimeSpan Open = TimeSpan.FromHours(5);
    private static readonly ShutdownLadder Ladder = new(TimeSpan.FromHours(10), TimeSpan.FromHours(20), TimeSpan.FromHours(30));
    private static readonly RawJson TwoAndThree = RawJson.From("""{"a":2,"b":3}""");

    private readonly ConcurrentQueue<string> notes = [];
    private readonly ConcurrentQueue<int> started = [];
    private FakeTime time = new() { Unhurried = true };

    [Theory]
    [MemberData(nameof(ClientRows.All), MemberType = typeof(ClientRows))]
    public async Task Each_mode_has_its_outcome(string command, Skips skips, string expected, string part, int processes)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && skips >= Skips.AnswersAndEof, "no SIGTERM there");
        if (command == "closes-stdout") time = new FakeTime(); // there is no exit to wait for
        if (skips is not (Skips.AnswersOnceNoted or Skips.EofAtClose or Skips.TerminateAtClose)) Skip(skips);

        var (outcome, message) = await OpenListAndCall(command, skips);

        Assert.Equal(expected, outcome);
        var said = message ?? string.Join('\n', notes);
        if (part.Length == 0) Assert.Equal("", said);
        Assert.All(part.Split('|'), one => Assert.Contains(one, said, StringComparison.Ordinal));
        Assert.Equal(processes, started.Count);
        Assert.All(started, Started.AssertGone);
    }

    [Fact]
    public async Task Every_mode_is_tried()
    {
        await using var child = ChildProcess.Start(new ServerCommand(Programs.Faulty, "--list"));
        Started.Note(child.Id);
        var rows = (await new Lines(child.Output).RestAsync()).Skip(2).Select(line => line.Split('`')[1]).ToList();
        Assert.NotEmpty(rows);
        Assert.Equal(rows.Order(), ClientRows.All.Select(row => row.Data.Item1.Split(' ')[0]).Concat(ClientRows.Elsewhere).Distinct().Order());
    }

    private async Task<(string Outcome, string? Message)> OpenListAndCall(string command, Skips skips)
    {
        try
        {
            await using var client = await McpClient.OpenAsync(Server(command), Options(skips)).WaitAsync(Lines.Patience);
            Assert.Equal(started.Last(), client.ProcessId);
            Assert.Contains("add", (await client.ListToolsAsync()).Select(tool => tool.Name));
            var result = await client.CallToolAsync("add", TwoAndThree, new CallOptions { Timeout = Call });
            if (skips is Skips.EofAtClose or Skips.TerminateAtClose) Skip(skips);
            var report = await client.CloseAsync().WaitAsync(Lines.Patience);
            Assert.False(report!.OutputStillOpen);
            return ("returned " + Text(result), null);
        }
        catch (McpException e)
        {
            return (e.GetType().Name, e.Message);
        }
    }

    [Fact]
    public async Task A_grandchild_that_holds_the_pipes_open_is_reported_and_holds_nothing_up()
    {
        time = new FakeTime();
        var words = new Inbox<string>();
        var options = Options(Skips.None) with { OnStderr = chunk => words.Add(System.Text.Encoding.UTF8.GetString(chunk.Span)) };
        var client = await McpClient.OpenAsync(Server("grandchild 60"), options);
        var said = "";
        while (!said.Contains('\n', StringComparison.Ordinal)) said += await words.NextAsync();
        var grandchild = Started.Note(int.Parse(said.Split(' ')[^1], CultureInfo.InvariantCulture));
        try
        {
            Assert.Equal("5", Text(await client.CallToolAsync("add", TwoAndThree)));
            var report = await client.CloseAsync().WaitAsync(Lines.Patience);
            Assert.Equal((ShutdownRung.Eof, 0, true), (report!.Rung, report.ExitCode, report.OutputStillOpen));
            await client.DisposeAsync().AsTask().WaitAsync(Lines.Patience);
            Started.AssertGone(client.ProcessId!.Value);
        }
        finally
        {
            Started.End(grandchild);
        }
    }

    [Fact]
    public async Task A_server_that_asks_back_gets_an_answer_to_each_of_its_requests()
    {
        await using var client = await McpClient.OpenAsync(Server("server-requests"), Options(Skips.None));
        var replies = Text(await client.CallToolAsync("add", TwoAndThree)).Split('\n');
        Assert.Equal("""{"jsonrpc":"2.0","id":0,"result":{}}""", replies[0]); // ping
        Assert.Equal(["result 0", "-32601 1", "-32601 2"], replies.Select(InShort.Of));
        Assert.Empty(notes);
    }

    [Fact]
    public async Task Ten_thousand_notifications_in_one_write_all_arrive_in_order()
    {
        var lines = new Inbox<string>();
        await using var client = await McpClient.OpenAsync(Server("burst 10000"), Options(Skips.None) with { OnLog = line => lines.Add(line.Data.ToString()) });
        await client.CallToolAsync("add", TwoAndThree);
        for (var number = 1; number <= 10_000; number++) Assert.Equal($"{number}", await lines.NextAsync());
        Assert.Empty(notes);
    }

    [Fact]
    public async Task Handlers_slower_than_the_server_lose_the_oldest_and_are_told()
    {
        using var go = new ManualResetEventSlim();
        var lines = new Inbox<string>();
        var options = Options(Skips.None) with
        {
            MaxQueuedNotifications = 100,
            OnLog = line =>
            {
                go.Wait();
                lines.Add(line.Data.ToString());
            },
        };
        await using var client = await McpClient.OpenAsync(Server("burst 10000"), options);
        await client.CallToolAsync("add", TwoAndThree);
        go.Set();
        string last;
        var heard = 0;
        do
        {
            last = await lines.NextAsync();
            heard++;
        }
        while (last != "10000");
        Assert.InRange(heard, 100, 101); // those that waited, and the one in the handler's hands
        Assert.Equal(10_000 - heard, notes.Count(note => note.StartsWith("A notification was dropped", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task All_pages_are_joined_and_the_empty_cursor_is_one()
    {
        await using var client = await McpClient.OpenAsync(Server("list-pages 5"), Options(Skips.None));
        Assert.Equal(["page1", "page2", "page3", "page4", "add"], (await client.ListToolsAsync()).Select(tool => tool.Name));
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(4, false)]
    public async Task A_list_may_have_so_many_pages_and_no_more(int most, bool fits)
    {
        await using var client = await McpClient.OpenAsync(Server("list-pages 5"), Options(Skips.None) with { MaxPages = most });
        if (fits) Assert.Equal(5, (await client.ListToolsAsync()).Count);
        else Assert.Contains("more than 4 pages", (await Assert.ThrowsAsync<McpProtocolException>(() => client.ListToolsAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_after_the_cancellation_is_noted()
    {
        var late = new Inbox<string>();
        await using var client = await McpClient.OpenAsync(Server("after-cancel"), Options(Skips.None) with { OnOdd = late.Add });
        time.SkipWaits(Call);
        await Assert.ThrowsAsync<McpTimeoutException>(() => client.CallToolAsync("add", TwoAndThree, new CallOptions { Timeout = Call }));
        Assert.Contains("that request was cancelled, or had run out of time", await late.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_the_revision_that_has_batches_an_answer_may_come_in_one()
    {
        var options = Options(Skips.None) with { LegacyRevision = Revision.V20250326 };
        await using var client = await McpClient.OpenAsync(Server("batch --only tools/call"), options);
        Assert.Equal("5", Text(await client.CallToolAsync("add", TwoAndThree)));
        Assert.Empty(notes);
    }

    private static string Text(CallToolResult result) => result.Content.Single() switch
    {
        Content.Text { Value: { Length: > 1000 } text } when text.All(one => one == 'x') => $"{text.Length} times x",
        Content.Text text => text.Value,
        Content.Unknown unknown => unknown.Raw.ToString(),
        var other => other.ToString(),
    };

    private void Skip(Skips skips) => time.SkipWaits(skips switch
    {
        Skips.None => TimeSpan.Zero,
        Skips.Call => Call,
        Skips.Probe => Probe,
        Skips.Answers or Skips.AnswersOnceNoted => Open,
        Skips.TerminateAtClose => Ladder.AfterTerminate,
        _ => Ladder.AfterEof,
    });

    private static ServerCommand Server(string command) => new(Programs.Faulty, command.Split(' '));

    private McpClientOptions Options(Skips skips) => new()
    {
        ProbeTimeout = Probe,
        OpenTimeout = Open,
        CallTimeout = Open,
        Ladder = Ladder,
        Driver = new() { Time = time },
        OnStarted = id => started.Enqueue(Started.Note(id)),
        OnOdd = note =>
        {
            notes.Enqueue(note);
            if (skips == Skips.AnswersOnceNoted) Skip(skips);
        },
    };
}
