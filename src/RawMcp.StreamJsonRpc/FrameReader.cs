using System.Text;
using RawMcp.Framing;
using RawMcp.Stdio;
using StreamJsonRpc;

namespace RawMcp.StreamJsonRpc;

/// <summary>The receiving half: one stream, its decoder, and the read that is under way.</summary>
internal sealed class FrameReader(Stream stream, bool ownsStream, Wire wire) : IDisposable
{
    private const int ShownBytes = 80;

    private readonly IFrameDecoder decoder = wire.Options.Framing == FramingStyle.Lines
        ? new LineDecoder(wire.Options.MaxFrameBytes)
        : new ContentLengthDecoder(wire.Options.MaxFrameBytes);

    private byte[] buffer = [];
    private int used;               // bytes of the buffer that frames may hold on to
    private int filled;             // bytes of it that the decoder was given
    private Task<int>? read;
    private bool ended;

    /// <summary>The next frame that can hold a message; null at the end of the stream.</summary>
    public async ValueTask<Frame?> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            while (decoder.TryRead(out var frame))
            {
                used = filled;
                wire.Show(Direction.Received, frame);
                if (frame.Ending != FrameEnding.Complete) throw Unusable(frame);
                if (wire.Options.Framing == FramingStyle.ContentLength || !frame.IsBlank) return frame;
            }

            if (ended) return null;
            var count = await ReadChunkAsync(cancellation).ConfigureAwait(false);
            if (count > 0)
            {
                decoder.Feed(buffer.AsMemory(used, count));
                filled = used + count;
                continue;
            }

            ended = true;
            if (decoder.End() is not { } half) continue;
            wire.Show(Direction.Received, half);
            throw Unusable(half);
        }
    }

    // Frames are slices of the buffer, and messages may keep them: bytes that were handed on are never written over.
    private async ValueTask<int> ReadChunkAsync(CancellationToken cancellation)
    {
        if (read is null)
        {
            if (buffer.Length - used < StdioLimits.ReadBytes / 4)
            {
                buffer = GC.AllocateUninitializedArray<byte>(StdioLimits.ReadBytes);
                used = 0;
            }

            var now = stream.ReadAsync(buffer.AsMemory(used), CancellationToken.None);
            if (now.IsCompletedSuccessfully) return now.Result;
            read = now.AsTask();
        }

        // Only the waiting is cancelled. Many streams cannot cancel a read at all, and what it brings must not be lost.
        await Task.WhenAny(read, wire.Disposed).WaitAsync(cancellation).ConfigureAwait(false);
        ObjectDisposedException.ThrowIf(!read.IsCompleted, typeof(FramedMessageHandler));
        var count = await read.ConfigureAwait(false);
        read = null;
        return count;
    }

    private Exception Unusable(Frame frame) => frame.Ending switch
    {
        FrameEnding.Unterminated => new EndOfStreamException(
            $"The stream ended in the middle of a frame that began at byte {frame.Offset}: {Shown(frame)}"),
        FrameEnding.OverLong => new InvalidDataException(
            $"The frame at byte {frame.Offset} has {frame.Length} bytes, and the limit is {wire.Options.MaxFrameBytes}: {Shown(frame)}"),
        _ => new BadRpcHeaderException(
            $"No Content-Length up to {wire.Options.MaxFrameBytes} can be read from the header at byte {frame.Offset}: {Shown(frame)}"),
    };

    private static string Shown(Frame frame)
    {
        var text = Encoding.UTF8.GetString(frame.Bytes.Span[..Math.Min(frame.Bytes.Length, ShownBytes)]);
        return string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) + (frame.Length > ShownBytes ? " …" : "");
    }

    public void Dispose()
    {
        // A read that nobody waits for any more may fail with the stream; its exception is nobody's.
        read?.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        try
        {
            if (ownsStream) stream.Dispose();
        }
        catch (IOException)
        {
            // The other side was faster.
        }
    }
}
