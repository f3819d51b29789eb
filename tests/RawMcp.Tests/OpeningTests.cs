using RawMcp.Stdio;

namespace RawMcp.Tests;

/// <summary>Connections that do not open, each with its own exception.</summary>
public sealed class OpeningTests
{
    [Fact]
    public async Task A_program_that_is_not_there()
    {
        var failure = await Assert.ThrowsAsync<McpConnectionException>(() => McpClient.OpenAsync(new ServerCommand("no-such-program-here")));
        Assert.Contains("There is no program 'no-such-program-here' in PATH", failure.Message, StringComparison.Ordinal);
        Assert.IsType<ServerStartException>(failure.InnerException);
    }

    [Theory]
    [InlineData(EraChoice.Auto, "no answer to server/discover")]
    [InlineData(EraChoice.Modern, "no answer to server/discover")]
    [InlineData(EraChoice.Legacy, "no answer to initialize")]
    public async Task Streams_that_end_at_once(EraChoice era, string part)
    {
        using var pipes = new PipePair();
        pipes.Far.Output.Dispose();
        var failure = await Assert.ThrowsAsync<McpConnectionException>(
            () => McpClient.OpenAsync(pipes.Near.Input, pipes.Near.Output, new McpClientOptions { Era = era }).WaitAsync(Lines.Patience));
        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("started a second time", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exits-at-once 3", typeof(McpConnectionException), "exited with code 3")]
    [InlineData("silent", typeof(McpTimeoutException), "did not answer server/discover")]
    [InlineData("honest", typeof(McpProtocolException), "does not speak the modern era: the server refused server/discover with error -32601")]
    [InlineData("id-string", typeof(McpProtocolException), "does not speak the modern era: the server's answer to server/discover is no valid response")]
    [InlineData("unsupported-future", typeof(McpProtocolException), "No common revision: the server speaks 2099-01-01")]
    public async Task A_server_that_is_to_be_modern_and_is_not(string command, Type exception, string part)
    {
        var time = new FakeTime { Unhurried = true };
        if (command == "silent") time.SkipWaits(TimeSpan.FromHours(1));
        var options = Patient(time) with { Era = EraChoice.Modern, OnStarted = id => Started.Note(id) };
        var failure = await Assert.ThrowsAnyAsync<McpException>(() => McpClient.OpenAsync(new ServerCommand(Programs.Faulty, command.Split(' ')), options).WaitAsync(Lines.Patience));
        Assert.IsType(exception, failure);
        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EraChoice.Auto)]
    [InlineData(EraChoice.Modern)]
    [InlineData(EraChoice.Legacy)]
    public async Task Opening_can_be_given_up_and_leaves_no_process(EraChoice era)
    {
        var started = 0;
        using var given = new CancellationTokenSource();
        var asked = new TaskCompletionSource();
        var options = Patient(new FakeTime { Unhurried = true }) with
        {
            Era = era,
            OnStarted = id => started = Started.Note(id),
            Driver = new() { Observer = _ => asked.TrySetResult() },
        };
        var opening = McpClient.OpenAsync(new ServerCommand(Programs.Faulty, "silent"), options, given.Token);
        await asked.Task.WaitAsync(Lines.Patience);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening.WaitAsync(Lines.Patience));
        Started.AssertGone(started);
    }

    private static McpClientOptions Patient(FakeTime time) => new()
    {
        ProbeTimeout = TimeSpan.FromHours(1),
        OpenTimeout = TimeSpan.FromHours(1),
        Ladder = new(TimeSpan.FromHours(2), TimeSpan.FromHours(2), TimeSpan.FromHours(2)),
        Driver = new() { Time = time },
    };
}
