using RawMcp.Connections;
using RawMcp.Framing;
using RawMcp.JsonRpc;

namespace RawMcp.Stdio.Tests;

/// <summary>Each limit of a driver from both sides, and a peer that does not read.</summary>
public sealed class LimitTests
{
    private const string Filler = "n"; // a notification of that method and a text
    private static readonly RawJson Text = RawJson.From("{\"text\":\"" + new string('x', 10_000) + "\"}");

    [Fact]
    public async Task A_peer_that_does_not_read_is_still_read_and_answered()
    {
        var peer = new ScriptedPeer();
        await using var wired = new Wired(peer);
        peer.Answer = request => wired.Driver.Answer(request.Id, Text);
        var call = wired.Call("mine");

        // 5 MB of answers that nobody takes, and behind the requests an answer to our own call.
        const int Count = 500;
        for (var id = 1; id <= Count; id++) wired.Say($$"""{"jsonrpc":"2.0","id":{{id}},"method":"x"}""");
        wired.Say("""{"jsonrpc":"2.0","id":1,"result":{}}""");
        Assert.IsType<Outcome.Returned>(await call);
        Assert.Equal(Count, peer.Requests.Count);

        // Nothing was lost, and the order is the one in which it was sent.
        Assert.Contains("\"mine\"", await wired.Heard.NextAsync(), StringComparison.Ordinal);
        for (var id = 1; id <= Count; id++)
        {
            Assert.StartsWith($$"""{"jsonrpc":"2.0","id":{{id}},"result":{"text":"xxx""", await wired.Heard.NextAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    public async Task What_waits_may_grow_to_its_limit_and_no_further(int frames)
    {
        // Frames over the size of a direct write always wait; the first is in the writer's hands and counts until the pipe has taken it.
        var length = 0L;
        var measure = new DriverOptions { Observer = crossing => length = crossing.Frame.Length + 1 };
        await using (var one = new Wired(options: measure)) one.Driver.Notify(Filler, Big);
        await using var wired = new Wired(options: new DriverOptions { MaxQueuedBytes = frames * length });

        for (var sent = 0; sent < frames; sent++) wired.Driver.Notify(Filler, Big);
        Assert.False(wired.Driver.Ended.IsCompleted);
        wired.Driver.Notify(Filler, Big);
        Assert.Equal($"the other side does not read: {frames * length} bytes wait for it and the limit is {frames * length}", await wired.Driver.Ended);
        Assert.IsType<Outcome.Lost>(await wired.Call("x"));
    }

    /// <summary>More than a pipe holds, so that the writer is still at the first frame when the last is handed to it.</summary>
    private static RawJson Big { get; } = RawJson.From("{\"text\":\"" + new string('x', 2_000_000) + "\"}");

    [Fact]
    public async Task A_frame_may_be_as_long_as_the_limit_and_no_longer()
    {
        await using var wired = new Wired(options: new DriverOptions { MaxFrameBytes = 100 });
        string Frame(int length) => """{"jsonrpc":"2.0","method":"n","params":{"x":" """.TrimEnd() + new string('x', length - 48) + "\"}}";
        Assert.Equal(100, Frame(100).Length);
        wired.Say(Frame(100));
        wired.Say(Frame(101));
        wired.Say(Frame(5_000_000));
        wired.Say(Frame(99));
        await wired.Peer.Notifications.NextAsync();
        await wired.Peer.Notifications.NextAsync();
        for (var i = 0; i < 2; i++) Assert.Equal(DefectKind.OverLong, Assert.IsType<Arrival.Unreadable>(await wired.Peer.Odd.NextAsync()).Malformed.Defect.Kind);
        Assert.Equal((0, 0), (wired.Peer.Notifications.Count, wired.Peer.Odd.Count));
    }

    [Fact]
    public async Task An_answer_over_the_limit_ends_its_call()
    {
        await using var wired = new Wired(options: new DriverOptions { MaxFrameBytes = 100 });
        var call = wired.Call("x");
        wired.Say("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"x\":\"" + new string('x', 100_000) + "\"}}");
        Assert.Contains("longer than the limit", Assert.IsType<Outcome.Garbled>(await call).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closing_writes_out_what_waits()
    {
        await using var wired = new Wired();
        for (var sent = 0; sent < 5; sent++) wired.Driver.Notify(Filler, Big);
        var closed = wired.Driver.CloseOutputAsync();
        Assert.False(closed.IsCompleted);
        Assert.Equal(5, (await wired.Heard.RestAsync()).Count);
        await closed.WaitAsync(Lines.Patience);
        await wired.Driver.CloseOutputAsync();
    }

    [Fact]
    public async Task A_peer_that_goes_away_with_frames_waiting_ends_the_connection()
    {
        await using var wired = new Wired();
        for (var sent = 0; sent < 5; sent++) wired.Driver.Notify(Filler, Big);
        wired.FarInput.Dispose();
        wired.Far.Dispose();
        await wired.Driver.Ended.WaitAsync(Lines.Patience);
        await wired.Driver.CloseOutputAsync().WaitAsync(Lines.Patience);
    }

    [Theory]
    [InlineData(FramingStyle.Lines)]
    [InlineData(FramingStyle.ContentLength)]
    public async Task Both_sides_see_every_frame_once_in_order_and_in_the_same_place(FramingStyle framing)
    {
        using var pipes = new PipePair();
        var (nearSaw, farSaw) = (new List<Crossing>(), new List<Crossing>());
        var peer = new ScriptedPeer();
        await using var near = new Driver(pipes.Near.Input, pipes.Near.Output, new ScriptedPeer(), Seen(nearSaw));
        await using var far = new Driver(pipes.Far.Input, pipes.Far.Output, peer, Seen(farSaw));
        peer.Answer = request => far.Answer(request.Id, request.Method.Length % 2 == 0 ? Text : RawJson.EmptyObject);
        near.Start();
        far.Start();

        var calls = Enumerable.Range(1, 200).Select(number => near.CallAsync(new string('m', number), _ => number % 3 == 0 ? Text : default, Timeout.InfiniteTimeSpan));
        Assert.All(await Task.WhenAll(calls), outcome => Assert.IsType<Outcome.Returned>(outcome));
        await near.CloseOutputAsync();
        await far.Ended;
        await far.CloseOutputAsync();
        await near.Ended;

        Same(nearSaw, farSaw, framing);
        Same(farSaw, nearSaw, framing);

        DriverOptions Seen(List<Crossing> saw) => new()
        {
            Framing = framing,
            Observer = crossing => { lock (saw) saw.Add(crossing); },
        };
    }

    private static void Same(List<Crossing> sender, List<Crossing> receiver, FramingStyle framing)
    {
        var sent = sender.Where(crossing => crossing.Direction == Direction.Sent).Select(crossing => crossing.Frame).ToList();
        var received = receiver.Where(crossing => crossing.Direction == Direction.Received).Select(crossing => crossing.Frame).ToList();
        Assert.Equal(200, sent.Count);
        Assert.Equal(sent.Select(Facts), received.Select(Facts));
        var end = 0L;
        foreach (var frame in sent)
        {
            Assert.Equal(end + (framing == FramingStyle.Lines ? 0 : ContentLengthDecoder.Header(frame.Bytes.Length).Length), frame.Offset);
            end = frame.Offset + frame.Length + (framing == FramingStyle.Lines ? 1 : 0);
        }

        static (long, long, FrameEnding, string) Facts(Frame frame) =>
            (frame.Offset, frame.Length, frame.Ending, System.Text.Encoding.UTF8.GetString(frame.Bytes.Span));
    }
}
