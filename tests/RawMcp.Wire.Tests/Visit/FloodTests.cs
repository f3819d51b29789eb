using System.Text;

namespace RawMcp.Wire.Tests;

/// <summary>What a visit takes at most, on both sides of each bound.</summary>
public sealed class FloodTests
{
    private static readonly byte[] Line = "garbage\n"u8.ToArray();

    [Theory]
    [InlineData("garbage\n")]
    [InlineData("\n")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\"}\n")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"ping\"}\n")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":9,\"result\":{}}\n")]
    public void Lines_that_answer_nothing(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        using var incoming = new Incoming(_ => { });
        for (var i = 0; i < VisitLimits.MaxStrays; i++) incoming.Write(bytes);
        Assert.Null(incoming.Flood);
        incoming.Write(bytes);
        Assert.Equal("more than 10,000 lines to stdout that are no answers", incoming.Flood);
    }

    [Fact]
    public void Bytes_of_stdout()
    {
        using var incoming = new Incoming(_ => { });
        var chunk = new byte[1024 * 1024];
        chunk.AsSpan().Fill((byte)'x');
        for (var i = 0; i < VisitLimits.MaxOutputBytes / chunk.Length; i++) incoming.Write(chunk);
        Assert.Null(incoming.Flood);
        incoming.Write("x"u8);
        Assert.Equal("more than 67,108,864 bytes to stdout", incoming.Flood);
    }

    [Fact]
    public void Lines_of_stderr()
    {
        var told = new List<string>();
        using var errors = new ErrorMeter(told.Add);
        for (var i = 0; i < VisitLimits.MaxErrorLines; i++) errors.Write(Line);
        Assert.Empty(told);
        errors.Write(Line);
        errors.Write(Line);
        Assert.Equal("more than 100,000 lines to stderr", Assert.Single(told));
    }

    [Fact]
    public void Bytes_of_stderr()
    {
        var told = new List<string>();
        using var errors = new ErrorMeter(told.Add);
        errors.Write(new byte[VisitLimits.MaxErrorBytes]);
        Assert.Empty(told);
        errors.Write(Line);
        Assert.Equal("more than 16,777,216 bytes to stderr", Assert.Single(told));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Requests_of_the_server_that_are_answered(int more)
    {
        using var talk = new Talk(new VisitOptions(), _ => { });
        for (var i = 0; i < VisitLimits.MaxReplies + more; i++) talk.Incoming.Write(Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":{{i}},"method":"ping"}""" + "\n"));
        talk.Outgoing.End();
        using var said = new StreamReader(talk.Outgoing);
        Assert.Equal(VisitLimits.MaxReplies, said.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    /// <summary>A server whose list has so many pages, or no end.</summary>
    [Theory]
    [InlineData(VisitLimits.MaxPages, VisitLimits.MaxPages)]
    [InlineData(VisitLimits.MaxPages - 1, VisitLimits.MaxPages - 1)]
    [InlineData(int.MaxValue, VisitLimits.MaxPages)]
    public async Task Pages_of_a_list_that_are_asked_for(int pages, int asked)
    {
        using var talk = new Talk(new VisitOptions(), _ => { });
        var server = Task.Run(() =>
        {
            var lists = 0;
            using var said = new StreamReader(talk.Outgoing);
            while (said.ReadLine() is { } line)
            {
                using var message = System.Text.Json.JsonDocument.Parse(line);
                if (!message.RootElement.TryGetProperty("id", out var id)) continue;
                var result = line.Contains("\"initialize\"", StringComparison.Ordinal)
                    ? """{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"s","version":"1"}}"""
                    : ++lists < pages ? $$"""{"tools":[],"nextCursor":"{{lists}}"}""" : """{"tools":[]}""";
                talk.Incoming.Write(Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":{{id}},"result":{{result}}}""" + "\n"));
            }

            return lists;
        }, TestContext.Current.CancellationToken);

        Assert.True(talk.Run());
        talk.Outgoing.End();
        Assert.Equal(asked, await server);
    }

    [Fact]
    public void Nothing_is_waited_for_after_that()
    {
        using var incoming = new Incoming(_ => { });
        var id = new JsonRpc.RequestId(1);
        incoming.Expect(id);
        incoming.Drown("too much");
        incoming.Write("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n"u8);
        Assert.Null(incoming.Await(id, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
    }

    /// <summary>What a server writes instead of answers, and what the doctor says first.</summary>
    [Theory]
    [InlineData("yes garbage", "MT201:error", "lines to stdout")]
    [InlineData("yes err >&2", "MT504:error", "lines to stderr")]
    [InlineData("tr '\\0' x </dev/zero", "MT504:error", "bytes to stdout")]
    public async Task The_visit_ends_and_says_why(string script, string first, string note)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sh");
        using var folder = new Folder();
        var capture = folder.File("x.pcapng");

        // Nothing but the flood can end it so soon that no timeout is needed.
        var live = await Diagnosis.RunAsync("--json", "-o", capture, "--timeout", "3000", "--", "sh", "-c", script);
        Assert.True(live.Codes.StartsWith(first, StringComparison.Ordinal), live.ToString());
        Assert.Contains(live.Root.GetProperty("notes").EnumerateArray(), one => one.GetString()!.StartsWith("The visit ended early: the server had written more than", StringComparison.Ordinal)
            && one.GetString()!.Contains(note, StringComparison.Ordinal));
        Assert.True(new FileInfo(capture).Length <= VisitLimits.MaxCaptureBytes);
        Assert.Equal(live.Comparable, (await Diagnosis.RunAsync("--json", capture)).Comparable);
    }

    // The end of a visit counts and does not keep: the doctor must not take that for a gap that may hold an answer.
    [Fact]
    public void A_flood_beside_answers_is_a_warning()
    {
        var story = new Story().Start().Open().Event(new CaptureEvent.GaveUp(Story.At(40), "more than 10,000 lines to stdout that are no answers", 0))
            .Event(new CaptureEvent.Gap(Story.At(41), Story.At(50), Pipe.Stdout, 5000, 1, "visit")).Bye(60);
        var found = story.First(Faults.Tolerance, Severity.Warning);
        Assert.Contains("more than 10,000 lines to stdout", found.Cause, StringComparison.Ordinal);
        Assert.Contains("The visit ended early", Assert.Single(story.Examine().Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_flood_instead_of_an_answer_is_an_error() =>
        new Story().Start().In(10, Story.Request("1", "initialize")).Event(new CaptureEvent.GaveUp(Story.At(40), "more than 100,000 lines to stderr", 1)).Bye(60).First(Faults.HungCall, Severity.Error);

    /// <summary>The capture lost bytes that may have held the answer; the visitor saw them.</summary>
    [Theory]
    [InlineData(1, "MT504", Severity.Error)]
    [InlineData(0, "MT209", Severity.Warning)]
    public void The_visitor_knows_what_the_capture_lacks(int unanswered, string code, Severity severity)
    {
        var found = new Story().Start().In(10, Story.Request("1", "initialize")).Gap(Pipe.Stdout, 20, 100_000)
            .Event(new CaptureEvent.GaveUp(Story.At(40), "more than 67,108,864 bytes to stdout", unanswered)).Bye(60).Examine().Findings[0];
        Assert.Equal((code, severity), (found.Fault.Code, found.Severity));
    }

    [Fact]
    public void Where_initialize_was_all_that_was_asked_the_other_era_is_named()
    {
        Assert.Contains("--era modern", new Story().Start().In(10, Story.Request("1", "initialize")).Exit(40, 1).Closed(60).First(Faults.ExitedFirst).Remedy, StringComparison.Ordinal);
        Assert.Contains("--era modern", new Story().Start().In(10, Story.Request("1", "initialize")).Bye(20_000).First(Faults.HungCall).Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("--era modern", new Story().Start().Open().In(30, Story.Call("1")).Bye(20_000).First(Faults.HungCall).Remedy, StringComparison.Ordinal);
    }
}
