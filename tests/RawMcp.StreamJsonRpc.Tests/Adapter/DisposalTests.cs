using System.IO.Pipelines;
using System.Text;
using RawMcp.Stdio;
using StreamJsonRpc.Protocol;
using AsyncDisposable = Microsoft.VisualStudio.Threading.IAsyncDisposable;

namespace RawMcp.StreamJsonRpc.Tests;

/// <summary>The end of a handler, and a wait that is given up, with streams that do not help.</summary>
public sealed class DisposalTests
{
    private static readonly byte[] NoteLine = [.. """{"jsonrpc":"2.0","method":"note"}"""u8, (byte)'\n'];

    private static JsonRpcRequest Note => new() { Method = "note" };

    [Fact]
    public async Task A_read_that_is_given_up_loses_nothing()
    {
        var pipe = new Pipe();
        var reader = new FramedMessageHandler(null, pipe.Reader.AsStream());
        await pipe.Writer.WriteAsync(NoteLine.AsMemory(0, 10), TestContext.Current.CancellationToken);
        using (var cancel = new CancellationTokenSource())
        {
            var first = reader.ReadAsync(cancel.Token).AsTask();
            Assert.False(first.IsCompleted);
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.In());
        }

        await pipe.Writer.WriteAsync(NoteLine.AsMemory(10), TestContext.Current.CancellationToken);
        Assert.Equal("notification note", await Captured.DescribeNext(reader));
    }

    [Fact]
    public async Task A_read_that_nothing_can_cancel_does_not_hold_up_the_end()
    {
        using var stream = new StuckStream();
        var handler = new FramedMessageHandler(null, stream);
        var read = handler.ReadAsync(TestContext.Current.CancellationToken).AsTask();
        await ((AsyncDisposable)handler).DisposeAsync().In();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => read.In());
        Assert.True(stream.IsDisposed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => handler.ReadAsync(TestContext.Current.CancellationToken).AsTask().In());
    }

    [Fact]
    public async Task A_write_that_is_never_taken_holds_up_the_end_for_the_grace_only()
    {
        using var stream = new StuckStream();
        var handler = new FramedMessageHandler(stream, null, new DriverOptions { Time = new TestTime(passes: true) });
        var write = handler.WriteAsync(Note, TestContext.Current.CancellationToken).AsTask();
        Assert.False(write.IsCompleted);
        await ((AsyncDisposable)handler).DisposeAsync().In();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => write.In());
        Assert.True(stream.IsDisposed);
    }

    [Fact]
    public async Task A_frame_that_is_half_written_is_written_whole()
    {
        using var stream = new StuckStream();
        var handler = new FramedMessageHandler(stream, null, new DriverOptions { Time = new TestTime(passes: false) });
        var write = handler.WriteAsync(Note, TestContext.Current.CancellationToken).AsTask();
        var end = ((AsyncDisposable)handler).DisposeAsync();
        Assert.False(stream.IsDisposed);
        stream.Go.SetResult();
        await end.In();
        await Record.ExceptionAsync(() => write.In()); // its caller may be told either
        Assert.Equal(NoteLine, stream.Written);
        Assert.True(stream.IsDisposed);
    }

    [Fact]
    public async Task One_stream_for_both_directions_stays_for_the_last_write()
    {
        using var stream = new StuckStream();
        var handler = new FramedMessageHandler(stream, stream, new DriverOptions { Time = new TestTime(passes: false) });
        var read = handler.ReadAsync(TestContext.Current.CancellationToken).AsTask();
        var write = handler.WriteAsync(Note, TestContext.Current.CancellationToken).AsTask();
        var end = ((AsyncDisposable)handler).DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => read.In());
        Assert.False(stream.IsDisposed);
        stream.Go.SetResult();
        await end.In();
        await Record.ExceptionAsync(() => write.In());
        Assert.Equal(NoteLine, stream.Written);
        Assert.True(stream.IsDisposed);
    }

    [Fact]
    public async Task Disposing_of_the_connection_is_the_end_of_the_stream_to_the_other_side()
    {
        using var pipes = new Pipes();
        using var client = new Rpc(new FramedMessageHandler(pipes.Client.Writing, pipes.Client.Reading));
        client.StartListening();
        var call = client.InvokeAsync("never");
        using var reader = new StreamReader(pipes.Server.Reading, Encoding.UTF8);
        Assert.Contains("never", await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().In(), StringComparison.Ordinal);

        client.Dispose();
        Assert.Null(await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().In());
        await Assert.ThrowsAnyAsync<Exception>(() => call.In());
        await client.Completion.In();
    }

    /// <summary>A clock of which every wait ends at once, or none ever does.</summary>
    private sealed class TestTime(bool passes) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new TestTimer(System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan), passes);

        private sealed class TestTimer(ITimer inner, bool passes) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) =>
                !passes || dueTime == Timeout.InfiniteTimeSpan || inner.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);

            public void Dispose() => inner.Dispose();

            public ValueTask DisposeAsync() => inner.DisposeAsync();
        }
    }

    /// <summary>A stream whose reads never end and whose writes end when they are let, whatever tokens say.</summary>
    private sealed class StuckStream : MemoryStream
    {
        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsDisposed { get; private set; }

        public byte[] Written { get; private set; } = [];

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(new TaskCompletionSource<int>().Task);

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Go.Task;
            Assert.False(IsDisposed);
            Written = [.. Written, .. buffer.Span];
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
