using System.Text;

namespace RawMcp.Wire.Tests;

using static Story;

/// <summary>What the doctor reads of a capture at most, on both sides of each bound.</summary>
public sealed class BoundsTests
{
    private static T Of<T>(Story story, Func<Facts, T> look)
    {
        using var capture = new MemoryStream(story.File);
        return look(Recordings.Of(FrameIndex.Read(capture), capture, new DoctorOptions())[0]);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Lines_of_stderr(int more, bool all)
    {
        var lines = Enumerable.Range(0, (2 * DoctorLimits.StderrLines) + more).Select(i => $"line {i}").ToArray();
        var (count, read) = Of(new Story().Start().Err(10, lines), facts => (facts.Stderr.Count, facts.Stderr.Lines.Select(line => line.Text).ToList()));
        Assert.Equal(lines.Length, count);
        Assert.Equal(all ? lines : [.. lines[..DoctorLimits.StderrLines], .. lines[^DoctorLimits.StderrLines..]], read);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Looks_at_the_server(int more)
    {
        var story = new Story().Start();
        var times = Enumerable.Range(0, DoctorLimits.Looks + more).Select(i => At(10 + i)).ToList();
        for (var i = 0; i < times.Count; i++) story.Look(10 + i);
        var kept = Of(story, facts => facts.Life.Watched.Select(look => look.Time).ToList());
        if (more > 0) times.RemoveAt(DoctorLimits.Looks / 2);
        Assert.Equal(times, kept);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Recordings_of_a_file(int more)
    {
        var story = new Story();
        for (var i = 0; i < DoctorLimits.Recordings + more; i++)
        {
            if (i > 0) story.Section();
            story.Event(new CaptureEvent.Started(At(i * 1_000), "a test", 1, false)).Event(new CaptureEvent.Command(At((i * 1_000) + 1), ["server"], "/", []))
                .Event(new CaptureEvent.Spawned(At((i * 1_000) + 2), 9)).In((i * 1_000) + 10, Request("1", "initialize")).Exit((i * 1_000) + 20, 1).Closed((i * 1_000) + 30);
        }

        var examination = story.Examine();
        Assert.Equal(DoctorLimits.Recordings, examination.Findings.Count(finding => finding.Fault == Faults.ExitedFirst));
        Assert.Contains(examination.Notes, note => more == 0
            ? note == "The file holds 100 recordings; each was judged by itself."
            : note == "The file holds 101 recordings; the first 100 were judged, each by itself.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_long_message(int more)
    {
        var start = """{"jsonrpc":"2.0","method":"x","params":{"a":""";
        var frame = start + '"' + new string('x', DoctorLimits.MessageBytes - start.Length - 4 + more) + "\"}}";
        Assert.Equal(DoctorLimits.MessageBytes + more, frame.Length);
        var story = new Story().Start().Open().Out(30, frame).Bye(60);
        Assert.Equal(1 - more, Of(story, facts => facts.FromServer.Count(one => one.Length > 1000 && facts.Read(one).Any())));
        Assert.Equal(more, story.Examine().Notes.Count(note => note.Contains("longer than 8,388,608 bytes only the beginning was read", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_message_over_many_lines(int more)
    {
        var lines = new List<string> { "{", "\"jsonrpc\":\"2.0\",", "\"id\":1,", "\"result\":{" };
        while (lines.Count < DoctorLimits.JoinedLines + more - 2) lines.Add($"\"a{lines.Count}\":1,");
        lines[^1] = lines[^1].TrimEnd(',');
        lines.AddRange(["}", "}"]);
        Assert.Equal(DoctorLimits.JoinedLines + more, lines.Count);
        Assert.Equal(more == 0, IsPrettyPrinted([.. lines]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_message_of_many_bytes_over_lines(int more)
    {
        string[] lines = ["{\"jsonrpc\":\"2.0\",", "\"id\":1,\"result\":{\"a\":\"\"", "}}"];
        // Each line counts with its line feed, the last one without.
        lines[1] = lines[1].Replace("\"\"", '"' + new string('x', DoctorLimits.JoinedBytes - string.Join('\n', lines).Length + more) + '"', StringComparison.Ordinal);
        Assert.Equal(DoctorLimits.JoinedBytes + more, Encoding.UTF8.GetByteCount(string.Join('\n', lines)));
        Assert.Equal(more == 0, IsPrettyPrinted(lines));
    }

    /// <summary>Lines of which each opens what never ends use up what is read of a stream, and the message behind them is not put together.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Lines_put_together_in_all(int more)
    {
        string[] message = ["{\"jsonrpc\":\"2.0\",", "\"id\":1,\"result\":{}}"];
        // Each opening brace is tried up to the whole message, which cannot be of it: the first with 11 + 1,812 lines, the next with one less …
        const int Openings = 11, Blanks = 1_812;
        Assert.Equal(DoctorLimits.AllJoinedLines - message.Length, Enumerable.Range(1, Openings).Sum(opening => opening + Blanks));
        var end = Notification("notifications/message");
        List<string> lines = [.. Enumerable.Repeat("{", Openings), .. Enumerable.Repeat("", Blanks), end];
        if (more > 0) lines.AddRange(["{", end]);
        Assert.Equal(more == 0, IsPrettyPrinted([.. lines, .. message]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void What_is_quoted(int more)
    {
        var line = new string('x', DoctorLimits.ExcerptBytes + more);
        var quoted = new Story().Start().Out(5, line).Open().Bye(60).The(Faults.NotJson).Evidence.OfType<Evidence.Frame>().First().Excerpt;
        Assert.Equal(more == 0 ? line : line[..^1] + "…", quoted);
    }

    private static bool IsPrettyPrinted(params string[] lines) =>
        new Story().Start().Open().In(30, Request("1", "tools/list")).Out(40, lines).Bye(100).Examine().Findings.Any(finding => finding.Fault == Faults.PrettyPrinted);
}
