using System.Buffers;
using System.Text.Json;

namespace RawMcp.JsonRpc;

/// <summary>The frame being written. The same buffer and the same JSON writer serve every frame of a connection.</summary>
public sealed class FrameBuffer : IBufferWriter<byte>
{
    /// <summary>A buffer that grew beyond this for one frame is let go after it: 64 KiB.</summary>
    public const int KeptBytes = 64 * 1024;

    private byte[] bytes = new byte[512];
    private Utf8JsonWriter? json;

    /// <summary>Bytes written so far.</summary>
    public int Count { get; private set; }

    /// <summary>What was written so far.</summary>
    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, Count);

    /// <summary>Begins the next frame.</summary>
    public void Clear()
    {
        Count = 0;
        if (bytes.Length > KeptBytes) bytes = new byte[512];
    }

    /// <summary>Takes back what was written since <paramref name="count"/>.</summary>
    public void Rewind(int count) => Count = count <= Count ? count : throw new ArgumentOutOfRangeException(nameof(count));

    /// <summary>Gives the written bytes away, without a copy; the next frame gets a new buffer.</summary>
    public ReadOnlyMemory<byte> Detach()
    {
        var written = Written;
        bytes = new byte[512];
        Count = 0;
        return written;
    }

    /// <summary>Appends the JSON that <paramref name="write"/> writes, on one line.</summary>
    public void Append<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var start = Count;
        json ??= new Utf8JsonWriter(this, JsonText.WriterOptions);
        json.Reset(this);
        write(json, value);
        json.Flush();
        OneLine(start);
    }

    /// <summary>
    /// A value that came from elsewhere may be pretty-printed. In valid JSON a raw line break can only be white space between
    /// tokens, so a space in its place means the same.
    /// </summary>
    private void OneLine(int start)
    {
        var rest = bytes.AsSpan(start, Count - start);
        while (rest.IndexOfAny((byte)'\n', (byte)'\r') is >= 0 and var at)
        {
            rest[at] = (byte)' ';
            rest = rest[(at + 1)..];
        }
    }

    /// <inheritdoc/>
    public void Advance(int count) => Count += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return bytes.AsMemory(Count);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return bytes.AsSpan(Count);
    }

    private void Grow(int sizeHint)
    {
        var needed = Count + Math.Max(sizeHint, 1);
        if (needed > bytes.Length) Array.Resize(ref bytes, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * bytes.Length)));
    }
}
