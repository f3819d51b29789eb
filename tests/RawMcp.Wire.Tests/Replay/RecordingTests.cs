namespace RawMcp.Wire.Tests;

/// <summary>What of a capture can be replayed.</summary>
public sealed class RecordingTests
{
    [Fact]
    public void The_first_section_with_frames_or_the_one_asked_for()
    {
        var played = new Played().Stderr("only words\n").Section().C("{}").Exit(3).Section().C("{\"a\":1}").Exit(4);
        var first = played.Recording();
        Assert.Equal((1, 2, 3L), (first.Section, first.Sections, ((CaptureEvent.Exited)first.ServerEnd!).Code));
        Assert.Equal(4L, ((CaptureEvent.Exited)played.Recording(3).ServerEnd!).Code);
        Assert.Contains("It has some in 2, 3.", Assert.Throws<ReplayException>(() => played.Recording(1)).Message);
        Assert.Throws<ReplayException>(() => played.Recording(4));
    }

    [Fact]
    public void No_session_says_why()
    {
        Assert.Contains("no frame of stdin or stdout", Message(new Played()));
        Assert.Contains("lines of stderr only", Message(new Played().Stderr("words\n")));
        Assert.Contains("no such file", Message(new Played().Event("\"rawmcp\":\"spawn-failed\",\"error\":2,\"reason\":\"no such file\"")));
        Assert.Contains("no pcapng file", Assert.Throws<ReplayException>(() => Recording.Read(new MemoryStream("hello"u8.ToArray()))).Message);

        static string Message(Played played) => Assert.Throws<ReplayException>(() => played.Recording()).Message;
    }

    [Fact]
    public void Damaged_captures_are_replayed_as_far_as_they_go_or_refused()
    {
        var random = new Random(12);
        var whole = new Played().Call(1, "initialize", "{}", "{}").C("""{"jsonrpc":"2.0","method":"notifications/initialized"}""").S("""{"jsonrpc":"2.0","id":0,"method":"ping"}""").C("""{"jsonrpc":"2.0","id":0,"result":{}}""").Exit(0).Bytes;
        for (var round = 0; round < 2_000; round++)
        {
            var changed = whole.ToArray();
            for (var changes = random.Next(1, 6); changes > 0; changes--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            try
            {
                var recording = Recording.Read(new MemoryStream(changed, 0, random.Next(changed.Length + 1)));
                Assert.NotNull(new ServerScript(recording, []));
                Assert.NotNull(new RecordedQuestions(recording, new()));
            }
            catch (ReplayException)
            {
                // Nothing left of it.
            }
        }
    }
}
