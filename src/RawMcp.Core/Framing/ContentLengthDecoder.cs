using System.Globalization;
using System.Text;

namespace RawMcp.Framing;

/// <summary>
/// The framing of the Language Server Protocol: a header block with <c>Content-Length</c>, an empty line, then so many bytes.
/// MCP does not use it; it is here so that the mistake can be recognised, and to speak with programs that do use it.
/// </summary>
/// <param name="maxFrameBytes">The longest body, in bytes; at least 1. A longer one is a <see cref="FrameEnding.BadHeader"/>.</param>
public sealed class ContentLengthDecoder(int maxFrameBytes = FramingLimits.MaxFrameBytes) : IFrameDecoder
{
    private readonly int max = maxFrameBytes >= 1 ? maxFrameBytes : throw new ArgumentOutOfRangeException(nameof(maxFrameBytes));
    private readonly List<byte> header = [];

    private ReadOnlyMemory<byte> chunk;
    private byte[]? body;          // null while the header is read; grows as bytes arrive, a header's claim allocates nothing
    private int announced;
    private int filled;
    private long consumed;
    private bool broken;
    private bool ended;

    /// <summary>True when a line that was read as newline-delimited JSON is really a header of this framing.</summary>
    public static bool LooksLikeHeader(ReadOnlySpan<byte> line) =>
        line.Length >= 15 && Ascii.EqualsIgnoreCase(line[..15], "Content-Length:"u8);

    /// <summary>Writes the header block that stands before a body of <paramref name="length"/> bytes.</summary>
    public static byte[] Header(int length) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n\r\n"));

    /// <inheritdoc/>
    public void Feed(ReadOnlyMemory<byte> chunk)
    {
        if (ended) throw new InvalidOperationException("The stream has ended; nothing can follow.");
        if (!this.chunk.IsEmpty) throw new InvalidOperationException("Read the frames of the last chunk first.");
        this.chunk = chunk;
    }

    /// <inheritdoc/>
    public bool TryRead(out Frame frame)
    {
        frame = default;
        while (!chunk.IsEmpty && !broken)
        {
            if (body is null)
            {
                header.Add(Take());
                if (!HeaderEnded(header))
                {
                    if (header.Count < FramingLimits.MaxHeaderBytes) continue;
                }
                else if (Length(header) is { } length && length <= max)
                {
                    body = new byte[Math.Min(length, 4096)];
                    announced = length;
                    filled = 0;
                    header.Clear();
                    if (length > 0) continue;
                    frame = Finish(FrameEnding.Complete);
                    return true;
                }

                broken = true;
                frame = new Frame(consumed - header.Count, header.ToArray(), FrameEnding.BadHeader, header.Count);
                consumed += chunk.Length;
                chunk = default;
                return true;
            }

            var some = Math.Min(chunk.Length, announced - filled);
            if (filled + some > body.Length) Array.Resize(ref body, Math.Max(filled + some, (int)Math.Min(announced, 2L * body.Length)));
            chunk[..some].CopyTo(body.AsMemory(filled));
            chunk = chunk[some..];
            filled += some;
            consumed += some;
            if (filled == announced)
            {
                frame = Finish(FrameEnding.Complete);
                return true;
            }
        }

        consumed += chunk.Length;
        chunk = default;
        return false;
    }

    /// <inheritdoc/>
    public Frame? End()
    {
        if (!chunk.IsEmpty) throw new InvalidOperationException("Read the frames of the last chunk first.");
        if (ended) return null;
        ended = true;
        if (body is not null) return Finish(FrameEnding.Unterminated);
        if (header.Count == 0 || broken) return null;
        return new Frame(consumed - header.Count, header.ToArray(), FrameEnding.Unterminated, header.Count);
    }

    private Frame Finish(FrameEnding ending)
    {
        var frame = new Frame(consumed - filled, body.AsMemory(0, filled), ending, filled);
        body = null;
        return frame;
    }

    private byte Take()
    {
        var first = chunk.Span[0];
        chunk = chunk[1..];
        consumed++;
        return first;
    }

    // The block ends with an empty line. A bare LF is accepted where CRLF belongs, as LSP implementations do.
    private static bool HeaderEnded(List<byte> header) =>
        header is [.., (byte)'\n', (byte)'\n'] or [.., (byte)'\n', (byte)'\r', (byte)'\n'];

    private static int? Length(List<byte> header)
    {
        foreach (var line in Encoding.Latin1.GetString([.. header]).Split('\n', StringSplitOptions.TrimEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0
                && line[..colon].Trim().Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(line[(colon + 1)..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            {
                return length;
            }
        }

        return null;
    }
}
