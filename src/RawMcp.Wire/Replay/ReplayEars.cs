using RawMcp.Framing;
using RawMcp.Stdio;

namespace RawMcp.Wire;

/// <summary>Reads the frames of the other side on a thread of its own.</summary>
internal static class ReplayEars
{
    /// <summary>Reads to the end of the stream. What takes a frame must not keep its bytes.</summary>
    /// <param name="from">The stream.</param>
    /// <param name="take">Takes each frame, the last one without LF too.</param>
    /// <returns>Completes at the end, or fails as <paramref name="take"/> failed.</returns>
    public static Task Listen(Stream from, Action<Frame> take) => Listen(from, take, () => { });

    /// <inheritdoc cref="Listen(Stream, Action{Frame})"/>
    public static Task Listen(Stream from, Action<Frame> take, Action end)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                Read(from, take);
                end();
                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        })
        { IsBackground = true, Name = "replay reader" }.Start();
        return done.Task;
    }

    private static void Read(Stream from, Action<Frame> take)
    {
        var decoder = new LineDecoder();
        var buffer = new byte[StdioLimits.ReadBytes];
        while (Next(from, buffer) is > 0 and var count)
        {
            decoder.Feed(buffer.AsMemory(0, count));
            while (decoder.TryRead(out var frame)) take(frame);
        }

        if (decoder.End() is { } tail) take(tail);
    }

    private static int Next(Stream from, byte[] buffer)
    {
        try
        {
            return from.Read(buffer);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return 0; // as good as the end
        }
    }
}
