using System.Threading.Channels;
using RawMcp.Stdio;

namespace RawMcp.Cli;

/// <summary>Copies a source to a server and the server to an output, byte for byte, until the server has been silent long enough.</summary>
internal sealed class LinePump(Stream source, Stream output, ChildProcess child, TimeSpan quiet)
{
    private readonly Channel<bool> activity = Channel.CreateUnbounded<bool>();
    private readonly TaskCompletionSource sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task RunAsync(CancellationToken cancellation)
    {
        new Thread(ToServer) { IsBackground = true, Name = "to server" }.Start();
        new Thread(FromServer) { IsBackground = true, Name = "from server" }.Start();
        await Task.WhenAny(sent.Task, ended.Task).WaitAsync(cancellation);
        while (!ended.Task.IsCompleted)
        {
            var more = activity.Reader.WaitToReadAsync(cancellation).AsTask();
            await Task.WhenAny(more, ended.Task, Task.Delay(quiet, cancellation));
            cancellation.ThrowIfCancellationRequested();
            if (!more.IsCompleted) return;
            while (activity.Reader.TryRead(out _))
            {
            }
        }
    }

    /// <summary>The server ended its output, by itself unless its input was closed before.</summary>
    public bool HasOutputEnded => ended.Task.IsCompleted;

    public Task OutputEnded(TimeSpan within) => Task.WhenAny(ended.Task, Task.Delay(within));

    private void ToServer()
    {
        Copy(source, child.Input, null);
        sent.TrySetResult();
    }

    private void FromServer()
    {
        Copy(child.Output, output, () => activity.Writer.TryWrite(true));
        ended.TrySetResult();
    }

    private static void Copy(Stream from, Stream to, Action? passed)
    {
        var buffer = new byte[StdioLimits.ReadBytes];
        try
        {
            while (from.Read(buffer) is > 0 and var count)
            {
                to.Write(buffer.AsSpan(0, count));
                to.Flush();
                passed?.Invoke();
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // One of the two is gone, which is how it ends.
        }
    }
}
