namespace RawMcp.Wire;

/// <summary>One stream of a capture as it crossed the wire: the chunks joined, nothing else.</summary>
/// <param name="Bytes">How many bytes were written.</param>
/// <param name="Missing">How many bytes crossed that the capture does not have. 0: what was written is what crossed.</param>
/// <param name="End">How the capture ended.</param>
public sealed record RawExport(long Bytes, long Missing, CaptureEnd End)
{
    /// <summary>Copies a stream out of a capture; holds one block at a time.</summary>
    /// <param name="capture">The capture.</param>
    /// <param name="stream">Which stream.</param>
    /// <param name="to">Where to.</param>
    public static RawExport Copy(Stream capture, Pipe stream, Stream to)
    {
        ArgumentNullException.ThrowIfNull(to);
        var reader = new CaptureReader(capture);
        var (bytes, missing) = (0L, 0L);
        while (reader.TryRead(out var record))
        {
            if (record is CaptureRecord.Chunk chunk && chunk.Stream == stream)
            {
                to.Write(chunk.Bytes.Span);
                bytes += chunk.Bytes.Length;
                missing += chunk.Missing;
            }
            else if (record is CaptureRecord.Happened { What: CaptureEvent.Gap gap } && gap.Stream == stream)
            {
                missing += gap.Bytes;
            }
        }

        to.Flush();
        return new RawExport(bytes, missing, reader.End!);
    }
}
