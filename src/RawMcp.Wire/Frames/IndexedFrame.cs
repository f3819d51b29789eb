using RawMcp.Framing;

namespace RawMcp.Wire;

/// <summary>One frame of a capture, or one line of stderr: where it stands, when it came, and what it says. Its bytes stay in the file.</summary>
/// <remarks>A capture may hold millions of them, so that the fields are as small as what they hold.</remarks>
public sealed class IndexedFrame
{
    private readonly byte stream, ending;
    private readonly ushort section;

    /// <summary>Its number, from 1 on, in the order in which frames were complete.</summary>
    public int Number { get; internal set; }

    /// <summary>Which recording of the file it belongs to, from 0 on; 65,535 for all beyond that.</summary>
    public required int Section
    {
        get => section;
        init => section = (ushort)Math.Min(value, ushort.MaxValue);
    }

    /// <summary>The stream.</summary>
    public required Pipe Stream
    {
        get => (Pipe)stream;
        init => stream = (byte)value;
    }

    /// <summary>Where it begins in its stream, in bytes; bytes that the capture lacks are counted.</summary>
    public required long Offset { get; init; }

    /// <summary>How long it was on the wire, without its LF, in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>How it ended.</summary>
    public required FrameEnding Ending
    {
        get => (FrameEnding)ending;
        init => ending = (byte)value;
    }

    /// <summary>When the chunk with its first byte was read, in nanoseconds since 1970.</summary>
    public required long FirstByte { get; init; }

    /// <summary>When the chunk with its LF was read; of an unterminated frame, the last one that is there.</summary>
    public required long LastByte { get; init; }

    /// <summary>The capture lacks bytes before it or after it (a gap): it may be a piece of a frame.</summary>
    public required bool IsBesideGap { get; init; }

    /// <summary>Nothing but white space.</summary>
    public required bool IsBlank { get; init; }

    /// <summary>
    /// What it says: one message, several for a batch (revision 2025-03-26 has them), none for a blank line and for stderr.
    /// </summary>
    public required IndexedMessages Messages { get; init; }
}
