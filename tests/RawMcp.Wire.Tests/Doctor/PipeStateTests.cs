namespace RawMcp.Wire.Tests;

using static Story;

/// <summary>Faults MT301 to MT305, and what is nearly one of them; on recorded evidence of the processes.</summary>
public sealed class PipeStateTests
{
    private static Story Called => new Story().Start().Open().In(30, Call("1"));

    private static Story Over(Story story) => story.HostCloses(20_000).Killed(20_010, 15, "SIGTERM").Closed(20_020);

    [Fact]
    public void MT301_nobody_reads_stderr()
    {
        var waiting = Over(Called.Err(40, [.. Enumerable.Repeat(new string('x', 999), 65)]).Look(5_040, waiting: "write stderr"));
        var finding = waiting.First(Faults.StderrBlocked, Severity.Error);
        Assert.Contains("blocked for 5.0 s in writing, after 65,000 bytes of stderr", finding.Cause);
        Assert.Equal("MT301", waiting.Codes);
        var stuck = Over(Called.Err(40, "x").Look(5_000, stuck: [(Pipe.Stderr, 4_096, 2_000)]));
        Assert.Contains("4,096 bytes have been waiting 3.0 s for the host", stuck.First(Faults.StderrBlocked).Cause);
    }

    [Fact]
    public void MT301_not_for_a_moment() => Over(Called.Err(4_900, "x").Look(5_000, waiting: "write stderr", stuck: [(Pipe.Stderr, 10, 4_901)])).Without(Faults.StderrBlocked);

    [Fact]
    public void MT302_nobody_reads_stdout()
    {
        var story = Over(Called.Look(5_000, waiting: "write stdout", stuck: [(Pipe.Stdout, 65_536, 1_000)]));
        Assert.Contains("65,536 bytes have been waiting 4.0 s for it to read them", story.First(Faults.StdoutBlocked, Severity.Error).Cause);
        Assert.Equal("MT302", story.Codes);
        Over(Called.Chunk(Pipe.Stdout, 40, "{\"a\":\"" + new string('x', 65_530))).First(Faults.StdoutBlocked);
    }

    [Fact]
    public void MT302_not_where_it_moves_on() => Assert.Equal("", Called.Look(1_000, waiting: "write stdout", stuck: [(Pipe.Stdout, 65_536, 500)]).Out(1_200, Result("1")).Bye(2_000).Codes);

    [Fact]
    public void MT303_stdin_is_not_read()
    {
        var full = Over(new Story().Start().Open().Look(5_000, waiting: "futex", unread: 65_536, stuck: [(Pipe.Stdin, 40_000, 2_000)]));
        Assert.Contains("has not read 65,536 bytes of its stdin for 3.0 s; another 40,000 bytes wait because the pipe is full", full.First(Faults.StdinNotRead, Severity.Error).Cause);
        var idle = Over(Called.Look(15_030, waiting: "futex", unread: Call("1").Length + 1));
        Assert.Contains("among them tools/call 'add' (id 1)", idle.First(Faults.StdinNotRead).Cause);
        Assert.Equal("MT303", idle.Codes);
    }

    [Fact]
    public void MT303_not_while_it_works_on_what_it_read_and_not_when_it_reads_on()
    {
        Over(Called.In(60, Request("2", "ping")).Look(15_000, waiting: "clock_nanosleep", unread: Request("2", "ping").Length + 1)).Without(Faults.StdinNotRead).First(Faults.HungCall);
        Called.Look(15_000, unread: 50).Out(15_500, Result("1")).Bye(16_000).Without(Faults.StdinNotRead);
        Over(Called.Look(3_000, unread: 50)).Without(Faults.StdinNotRead);
    }

    [Fact]
    public void MT304_a_child_of_a_tool_holds_stdin()
    {
        var story = Over(Called.Look(5_000, waiting: "wait4", below: [new CaptureEvent.Descendant(200, 100, "git", [Pipe.Stdin])]));
        Assert.Contains("the process git (200)", story.First(Faults.SharedStdin, Severity.Error).Cause);
        Assert.Equal("MT304", story.Codes);
        Over(new Story().Start().Open().Look(25).In(30, Call("1")).Look(5_000, below: [new CaptureEvent.Descendant(200, 100, "sh", [Pipe.Stdin, Pipe.Stdout])])).First(Faults.SharedStdin);
    }

    [Fact]
    public void MT304_not_for_the_server_below_a_wrapper_and_not_for_children_with_a_stdin_of_their_own()
    {
        CaptureEvent.Descendant[] chain = [new(200, 100, "sh", [Pipe.Stdin, Pipe.Stdout, Pipe.Stderr]), new(201, 200, "node", [Pipe.Stdin, Pipe.Stdout, Pipe.Stderr])];
        Over(new Story().Start("npx", "x").Look(5, below: chain).Open().In(30, Call("1")).Look(5_000, below: chain)).Without(Faults.SharedStdin);
        Over(Called.Look(5_000, below: chain)).Without(Faults.SharedStdin);
        Over(Called.Look(5_000, below: [new CaptureEvent.Descendant(200, 100, "git", [Pipe.Stderr])])).Without(Faults.SharedStdin);
        Called.Look(40, below: [new CaptureEvent.Descendant(200, 100, "git", [Pipe.Stdin])]).Out(50, Result("1")).Bye(60).Without(Faults.SharedStdin);
    }

    [Fact]
    public void MT305_the_second_of_two_is_overlooked()
    {
        var story = new Story().Start().Open().In(100, Request("1", "ping"), Request("2", "tools/list")).Out(110, Result("1")).In(60_100, Request("3", "ping")).Out(60_105, Result("2", "{\"tools\":[]}"), Result("3")).Bye(60_200);
        Assert.Contains("overlooked for 60.0 s", story.First(Faults.Swallowed, Severity.Error).Cause);
        Assert.Equal("MT305", story.Codes);
    }

    [Fact]
    public void MT305_not_for_a_slow_call_and_not_for_two_chunks()
    {
        new Story().Start().Open().In(100, Request("1", "ping"), Call("2")).Out(110, Result("1")).In(60_100, Request("3", "ping")).Out(60_105, Result("3")).Out(75_000, Result("2")).Bye(80_000).Without(Faults.Swallowed);
        new Story().Start().Open().In(100, Request("1", "ping")).In(101, Call("2")).Out(110, Result("1")).In(60_100, Request("3", "ping")).Out(60_105, Result("2"), Result("3")).Bye(60_200).Without(Faults.Swallowed);
    }
}
