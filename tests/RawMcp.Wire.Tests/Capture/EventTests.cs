namespace RawMcp.Wire.Tests;

/// <summary>Events through their JSON.</summary>
public sealed class EventTests
{
    public static TheoryData<CaptureEvent> Events() =>
    [
        new CaptureEvent.Started(1_795_442_714_003_409_654, "rawmcp tap 1.2.3", 7, true),
        new CaptureEvent.Spawned(2, 4711),
        new CaptureEvent.StreamEnded(4, Pipe.Stdout, 1L << 40),
        new CaptureEvent.StreamBroken(5, Pipe.Stdin, 100, 7),
        new CaptureEvent.Signal(6, 15, "SIGTERM", true),
        new CaptureEvent.Exited(7, 255),
        new CaptureEvent.Killed(8, 9, "SIGKILL"),
        new CaptureEvent.LeftOpen(9, Pipe.Stderr),
        new CaptureEvent.Gap(10, 11, Pipe.Stdout, 12, 13, "queue"),
        new CaptureEvent.Full(14, 1 << 30),
        new CaptureEvent.GaveUp(15, "more than 10,000 lines", 1),
        new CaptureEvent.Closed(long.MaxValue),
    ];

    [Theory, MemberData(nameof(Events), DisableDiscoveryEnumeration = true)]
    public void Each_comes_back(CaptureEvent what) => Assert.Equal(what, EventJson.Read(EventJson.Write(what)));

    [Fact]
    public void A_failed_start_comes_back_with_where_the_program_was_looked_for()
    {
        var failed = new CaptureEvent.SpawnFailed(3, 2, "There is no program 'x' in PATH.") { Searched = ["/usr/bin", "/a b"] };
        var read = Assert.IsType<CaptureEvent.SpawnFailed>(EventJson.Read(EventJson.Write(failed)));
        Assert.Equal((3, 2, failed.Reason), (read.Time, read.Error, read.Reason));
        Assert.Equal(failed.Searched, read.Searched);
    }

    [Fact]
    public void What_the_system_said_comes_back()
    {
        var watched = new CaptureEvent.Watched(
            9, "sleeping", "write stderr", 12_000_000, 4096,
            [new(Pipe.Stderr, 65_536, 5)],
            [new(12, 11, "node", [Pipe.Stdin, Pipe.Stdout]), new(13, 12, "sh", [])]);
        var read = Assert.IsType<CaptureEvent.Watched>(EventJson.Read(EventJson.Write(watched)));
        Assert.Equal((watched.Time, watched.State, watched.Waiting, watched.Cpu, watched.Unread), (read.Time, read.State, read.Waiting, read.Cpu, read.Unread));
        Assert.Equal(watched.Stuck, read.Stuck);
        Assert.Equal(watched.Descendants.Select(it => (it.ProcessId, it.Parent, it.Name, string.Join(' ', it.Holds))), read.Descendants.Select(it => (it.ProcessId, it.Parent, it.Name, string.Join(' ', it.Holds))));
    }

    [Fact]
    public void What_the_system_did_not_say_is_not_known()
    {
        var read = Assert.IsType<CaptureEvent.Watched>(EventJson.Read(EventJson.Write(new CaptureEvent.Watched(9, "gone", null, null, null, [], []))));
        Assert.Equal((null, null, null, 0, 0), (read.Waiting, read.Cpu, read.Unread, read.Stuck.Count, read.Descendants.Count));
    }

    [Theory]
    [InlineData("""{"rawmcp":"watched","ns":"1","stuck":{},"descendants":7,"cpu":{},"unread":"x"}""")]
    [InlineData("""{"rawmcp":"watched","ns":"1","stuck":[1,{},null,{"stream":"stdnix","since":"3"}],"descendants":[[],{"pid":"x"}]}""")]
    public void What_the_system_said_is_read_from_anything(string json)
    {
        var read = Assert.IsType<CaptureEvent.Watched>(EventJson.Read(System.Text.Encoding.UTF8.GetBytes(json)));
        Assert.Empty(read.Stuck);
        Assert.Empty(read.Descendants);
    }

    [Fact]
    public void So_many_descendants_that_they_do_not_fit_are_cut()
    {
        var many = Enumerable.Range(1, 5000).Select(pid => new CaptureEvent.Descendant(pid, 1, "worker", [Pipe.Stdin])).ToList();
        var json = EventJson.Write(new CaptureEvent.Watched(1, "running", null, null, null, [], many));
        Assert.InRange(json.Length, 1, CaptureLimits.MaxEventBytes);
        Assert.NotEmpty(Assert.IsType<CaptureEvent.Watched>(EventJson.Read(json)).Descendants);
    }

    [Fact]
    public void A_command_comes_back_with_names_and_hostile_words()
    {
        string[] words = ["grüße", "", "\"\\\n\t\0", "\u202E", "\uD800", new('x', 1000)];
        var read = Assert.IsType<CaptureEvent.Command>(EventJson.Read(EventJson.Write(new CaptureEvent.Command(1, words, "/a b", ["A", "B=C"]))));
        Assert.Equal([.. words[..4], "\uFFFD", words[5]], read.Arguments);
        Assert.Equal(("/a b", false), (read.Directory, read.IsCut));
    }

    [Theory]
    [InlineData(60_000, false)]
    [InlineData(70_000, true)]
    public void What_does_not_fit_is_cut_and_says_so(int length, bool cut)
    {
        var json = EventJson.Write(new CaptureEvent.Command(1, ["server", new string('x', length)], "/", ["HOME"]));
        Assert.InRange(json.Length, 1, CaptureLimits.MaxEventBytes);
        var read = Assert.IsType<CaptureEvent.Command>(EventJson.Read(json));
        Assert.Equal(cut, read.IsCut);
        Assert.Equal("server", read.Arguments[0]);
    }

    [Fact]
    public void However_long_everything_is_it_fits()
    {
        var json = EventJson.Write(new CaptureEvent.Command(1, [new string('"', 100_000)], new string('\u0001', 100_000), [.. Enumerable.Repeat(new string('E', 50_000), 9)]));
        Assert.InRange(json.Length, 1, CaptureLimits.MaxEventBytes);
        Assert.True(Assert.IsType<CaptureEvent.Command>(EventJson.Read(json)).IsCut);
    }
}
