namespace RawMcp.Framing;

/// <summary>
/// Chunks in, frames out. After every <see cref="Feed"/>, call <see cref="TryRead"/> until it is false; after the
/// stream's last byte call <see cref="End"/> once.
/// </summary>
public interface IFrameDecoder
{
    /// <summary>
    /// Takes the next chunk. Frames may be slices of it, so a caller that keeps frames must not reuse the chunk's memory.
    /// </summary>
    /// <exception cref="InvalidOperationException">Frames of the chunk before are still unread, or the stream has ended.</exception>
    void Feed(ReadOnlyMemory<byte> chunk);

    /// <summary>The next frame, if the bytes so far hold one.</summary>
    bool TryRead(out Frame frame);

    /// <summary>The stream has ended. What stands after the last terminator is returned as evidence, never as a message.</summary>
    Frame? End();
}
