using System.Buffers;
using RawMcp.Framing;
using RawMcp.Stdio;

namespace RawMcp.StreamJsonRpc;

/// <summary>The sending half: a frame is put together whole, shown, and written at once.</summary>
internal sealed class FrameWriter(Stream stream, Wire wire) : IDisposable
{
    private const int KeptBytes = StdioLimits.ReadBytes;

    private ArrayBufferWriter<byte> scratch = new(1024);
    private long sent;

    /// <summary>Where to put the next frame's bytes.</summary>
    public IBufferWriter<byte> NewFrame()
    {
        if (scratch.Capacity > KeptBytes) scratch = new ArrayBufferWriter<byte>(1024); // one large message must not stay for good
        scratch.ResetWrittenCount();
        return scratch;
    }

    /// <summary>The frame's bytes.</summary>
    public ReadOnlyMemory<byte> Body => scratch.WrittenMemory;

    /// <summary>Sends the frame.</summary>
    public async ValueTask SendAsync()
    {
        var length = scratch.WrittenCount;
        ReadOnlyMemory<byte> bytes;
        int before;
        if (wire.Options.Framing == FramingStyle.ContentLength)
        {
            var header = ContentLengthDecoder.Header(length);
            before = header.Length;
            bytes = (byte[])[.. header, .. scratch.WrittenSpan];
        }
        else
        {
            if (scratch.WrittenSpan.Contains((byte)'\n'))
                throw new InvalidOperationException("The formatter wrote a message of several lines; in this framing a line is a message. Turn its indentation off.");
            before = 0;
            scratch.Write("\n"u8);
            bytes = scratch.WrittenMemory;
        }

        // Shown first: the answer may be here before a write returns, and a recording has to have the question above it.
        if (wire.IsObserved) wire.Show(Direction.Sent, new Frame(sent + before, bytes.Slice(before, length).ToArray(), FrameEnding.Complete, length));
        sent += bytes.Length;
        await WriteAndFlushAsync(bytes).ConfigureAwait(false);
    }

    private async Task WriteAndFlushAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var write = stream.WriteAsync(bytes, wire.WritesEnd);
            if (write.IsCompleted) await write.ConfigureAwait(false);
            else await write.AsTask().WaitAsync(wire.WritesEnd).ConfigureAwait(false); // some streams do not look at the token
            await stream.FlushAsync(wire.WritesEnd).WaitAsync(wire.WritesEnd).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (wire.WritesEnd.IsCancellationRequested)
        {
            throw new ObjectDisposedException("The handler was disposed of while the other side did not read.", e);
        }
    }

    public void Dispose()
    {
        try
        {
            stream.Dispose();
        }
        catch (IOException)
        {
            // The other side was faster.
        }
    }
}
