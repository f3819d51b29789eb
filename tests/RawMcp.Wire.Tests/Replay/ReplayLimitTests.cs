using System.Globalization;

namespace RawMcp.Wire.Tests;

/// <summary>The bounds of a replay, on both sides.</summary>
public sealed class ReplayLimitTests
{
    private static readonly byte[] Message = "{}"u8.ToArray();

    [Theory, InlineData(0, false), InlineData(1, true)]
    public async Task Messages_that_wait_for_a_client_that_does_not_read(int more, bool full)
    {
        using var output = new Blocked();
        var mouth = new ReplayMouth(new Played().C("{}").Recording(), output);
        mouth.Say(Message);
        await output.Begun.WaitAsync(Lines.Patience); // that one no longer waits
        for (var i = 0; i < ReplayLimits.MaxWaitingMessages + more; i++) mouth.Say(Message);
        Assert.Equal(full, mouth.IsFull);
        mouth.Close();
        output.Open();
        Assert.Null(await mouth.Done.WaitAsync(Lines.Patience));
    }

    [Theory, InlineData(0, true), InlineData(1, false)]
    public async Task Messages_that_wait_for_a_server_that_does_not_read(int more, bool written)
    {
        using var input = new Blocked();
        var pen = new ReplayPen(input);
        var first = pen.Send(Message);
        await input.Begun.WaitAsync(Lines.Patience);
        var last = first;
        for (var i = 0; i < ReplayLimits.MaxWaitingMessages + more; i++) last = pen.Send(Message);
        if (!written) Assert.False(await last);
        input.Open();
        Assert.True(await first.WaitAsync(Lines.Patience));
        Assert.Equal(written, await last.WaitAsync(Lines.Patience));
        pen.Close();
    }

    [Fact]
    public void So_many_are_listed_and_the_rest_is_counted()
    {
        var notes = new ReplayNotes();
        for (var i = 0; i < ReplayLimits.MaxListed; i++) notes.Problem("x");
        Assert.Equal(0, notes.Report(null).More);
        notes.Problem("x");
        notes.Note("y");
        var served = notes.Report(null);
        Assert.Equal((ReplayLimits.MaxListed, 1, 1L), (served.Problems.Count, served.Notes.Count, served.More));
    }

    [Theory, InlineData(ReplayLimits.MaxNearest - 1, true), InlineData(ReplayLimits.MaxNearest, false)]
    public async Task The_nearest_is_looked_for_among_so_many(int before, bool found)
    {
        var played = new Played();
        for (var i = 0; i < before; i++) played.C("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"far":1,"off":2}}""");
        played.C("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"a":1,"b":2,"c":3,"d":4}}""");
        using var live = new ServedLive(played);
        var answer = await live.AskAsync("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"a":1,"b":2,"c":3,"d":5}}""");
        Assert.Equal(found, answer!.Contains(string.Create(CultureInfo.InvariantCulture, $"frame {before + 1}:"), StringComparison.Ordinal));
    }

    /// <summary>A stream that takes nothing until it is opened.</summary>
    private sealed class Blocked : MemoryStream
    {
        private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim open = new();

        public Task Begun => begun.Task;

        public void Open() => open.Set();

        public override void Write(byte[] buffer, int offset, int count)
        {
            begun.TrySetResult();
            open.Wait(Lines.Patience);
        }

        public override void Write(ReadOnlySpan<byte> buffer) => Write([], 0, 0);

        protected override void Dispose(bool disposing)
        {
            open.Set();
            base.Dispose(disposing);
        }
    }
}
