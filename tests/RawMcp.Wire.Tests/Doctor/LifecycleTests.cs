namespace RawMcp.Wire.Tests;

using static Story;

/// <summary>Faults MT601, MT602 and MT701 to MT706, and what is nearly one of them.</summary>
public sealed class LifecycleTests
{
    private static Story Opened => new Story().Start().Open();

    private static Story Listed(string tool) => Opened.In(30, Request("1", "tools/list")).Out(40, Result("1", $$$"""{"tools":[{"name":"good","inputSchema":{"type":"object"}},{{{tool}}}]}""")).Bye(50);

    [Theory]
    [InlineData("""{"name":"bad"}""", "is missing")]
    [InlineData("""{"name":"bad","inputSchema":{}}""", "has no type")]
    [InlineData("""{"name":"bad","inputSchema":{"type":"array"}}""", "has the type \"array\"")]
    [InlineData("""{"name":"bad","inputSchema":{"type":["object"]}}""", "has the type [\"object\"]")]
    [InlineData("""{"name":"bad","inputSchema":null}""", "is no object but null")]
    public void MT601_an_input_schema_that_is_no_object(string tool, string why)
    {
        var finding = Listed(tool).First(Faults.InputSchema, Severity.Error);
        Assert.Contains($"the tool 'bad' {why}", finding.Cause);
        Assert.StartsWith("\"bad\"", Assert.IsType<Evidence.Frame>(finding.Evidence[0]).Excerpt, StringComparison.Ordinal);
    }

    [Fact]
    public void MT602_another_dialect()
    {
        Listed("""{"name":"old","inputSchema":{"$schema":"http://json-schema.org/draft-07/schema#","type":"object"}}""").First(Faults.Dialect, Severity.Info);
        Assert.Equal("", Listed("""{"name":"new","inputSchema":{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object"}}""").Codes);
    }

    [Fact]
    public void MT701_ignores_the_end_of_stdin()
    {
        var story = Opened.Call(30, "1", 40).HostCloses(100).Signal(5_100).Killed(5_110, 15, "SIGTERM").Closed(5_120);
        Assert.Contains("it stayed 5.0 s until it was ended by SIGTERM", story.First(Faults.IgnoresEnd, Severity.Warning).Cause);
        Assert.Equal("MT701", story.Codes);
        Opened.HostCloses(100).Signal(2_100).Killed(9_000, 9, "SIGKILL").Closed(9_001).First(Faults.IgnoresEnd, Severity.Error);
        Opened.HostCloses(100).Look(30_000).First(Faults.IgnoresEnd, Severity.Error);
    }

    [Fact]
    public void MT701_not_within_the_grace_and_not_while_it_still_answers()
    {
        Assert.Equal("", Opened.HostCloses(100).Exit(1_900).Closed(1_910).Codes);
        Assert.Equal("", Opened.HostCloses(100).Signal(150).Killed(160, 15, "SIGTERM").Closed(170).Codes);
        Assert.Equal("", Opened.In(30, Call("1")).HostCloses(100).Out(6_000, Result("1")).Exit(6_100).Closed(6_110).Codes);
        Assert.Equal("", string.Join(' ', Opened.HostCloses(100).Exit(9_000).Closed(9_010).Examine(new DoctorOptions { ExitGrace = TimeSpan.FromSeconds(10) }).Findings));
    }

    [Fact]
    public void MT702_spins_after_the_end_of_stdin()
    {
        var story = Opened.HostCloses(100).Look(600, "running", cpu: 500).Look(4_600, "running", cpu: 4_480).Signal(5_100).Killed(5_110, 15, "SIGTERM").Closed(5_120);
        Assert.Contains("uses 100 % of a processor", story.First(Faults.Spins, Severity.Error).Cause);
        Assert.Equal("MT702", story.Codes);
        Opened.HostCloses(100).Look(600, cpu: 500).Look(4_600, cpu: 520).Signal(5_100).Killed(5_110, 15, "SIGTERM").Without(Faults.Spins).First(Faults.IgnoresEnd);
    }

    [Fact]
    public void MT703_a_broken_pipe()
    {
        var story = Opened.Call(30, "1", 40).HostStopsReading(100).Err(110, "Error: write EPIPE", "    at afterWriteDispatched").Exit(120, 1).Closed(130);
        story.First(Faults.BrokenPipe, Severity.Warning);
        Assert.Equal("MT703", story.Codes);
        Opened.HostStopsReading(100).Err(110, [.. Enumerable.Repeat("BrokenPipeError: [Errno 32] Broken pipe", 500)]).Signal(9_000).Killed(9_010, 15, "SIGTERM").Closed(9_020).First(Faults.BrokenPipe, Severity.Error);
        Opened.HostStopsReading(100).Look(600, "running", cpu: 500).Look(4_600, "running", cpu: 4_400).First(Faults.BrokenPipe, Severity.Error);
    }

    [Fact]
    public void MT703_not_for_the_broken_pipe_of_something_else() => Opened.Err(25, "redis: EPIPE, reconnecting").Call(30, "1", 40).Bye(50).Without(Faults.BrokenPipe);

    [Fact]
    public void MT704_a_process_is_left_behind()
    {
        var story = new Story().Start("npx", "x").Look(5, below: [new CaptureEvent.Descendant(201, 100, "node", [Pipe.Stdin, Pipe.Stdout])]).Open().Call(30, "1", 40).Signal(100).Killed(110, 15, "SIGTERM")
            .Event(new CaptureEvent.LeftOpen(At(700), Pipe.Stdout)).Closed(710);
        Assert.Contains("gone at SIGTERM, but node (201) lived on and held stdout open", story.First(Faults.LeftBehind, Severity.Error).Cause);
        Assert.Equal("MT704", story.Codes);
        Opened.HostCloses(100).Exit(110).Look(700, below: [new CaptureEvent.Descendant(201, 1, "node", [])]).Closed(710).First(Faults.LeftBehind, Severity.Warning);
        Opened.Look(50, below: [new CaptureEvent.Descendant(201, 100, "node", [Pipe.Stdin, Pipe.Stdout])]).Bye(100).Without(Faults.LeftBehind);
    }

    [Fact]
    public void MT705_who_closed_first()
    {
        Opened.Call(30, "1", 40).Bye(50, code: 1).First(Faults.CleanExit, Severity.Info);
        Opened.Call(30, "1", 40).Exit(5_000).Closed(5_010).First(Faults.CleanExit, Severity.Warning);
        Assert.Equal("", Opened.Call(30, "1", 40).Bye(50).Codes);
    }

    [Fact]
    public void MT706_crashed_in_the_middle()
    {
        var story = Opened.Call(30, "1", 40).In(50, Call("2", "crash")).Err(55, "panic: boom").Exit(60, 2).Closed(70);
        Assert.Equal("The server exited with code 2 in the middle of the session, with tools/call 'crash' (id 2) unanswered; its last words: panic: boom.", story.First(Faults.Crashed, Severity.Error).Cause);
        Assert.Equal("MT706", story.Codes);
        Assert.Contains("nobody on this connection sent SIGKILL", Opened.In(50, Call("2")).Killed(60, 9, "SIGKILL").First(Faults.Crashed).Cause);
        Assert.Contains("no memory left", Opened.In(50, Call("2")).Err(51, "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory").Killed(60, 6, "SIGABRT").First(Faults.Crashed).Cause);
        Opened.In(50, Call("2")).Exit(60).First(Faults.Crashed); // code 0, and a call was lost
    }

    [Fact]
    public void MT706_not_where_the_host_ended_it()
    {
        Opened.In(50, Call("2")).Signal(55).Killed(60, 15, "SIGTERM").Without(Faults.Crashed);
        Opened.In(50, Call("2")).HostCloses(55).Exit(60, 1).Without(Faults.Crashed);
    }
}
