using RawMcp.JsonRpc;
using RawMcp.Wire;
using RawMcp.WireDictionary;

namespace RawMcp.Cli.Explain;

/// <summary>One frame of what is to be explained, wherever it came from.</summary>
/// <param name="Bytes">Its bytes, without the LF.</param>
/// <param name="Where">Where it stands, for people: <c>line 3</c>, <c>#7 client to server</c>.</param>
internal sealed record ExplainFrame(ReadOnlyMemory<byte> Bytes, Words Where)
{
    /// <summary>Its number: of a capture, the frame's; of lines, the line's.</summary>
    public required long Number { get; init; }

    /// <summary>Which recording of a file it belongs to.</summary>
    public int Section { get; init; }

    /// <summary>The stream, where it is known.</summary>
    public Pipe? Stream { get; init; }

    /// <summary>Where it begins in its stream, or in the input.</summary>
    public long Offset { get; init; }

    /// <summary>How long it is, which is more than its bytes where it was not kept whole.</summary>
    public required long Length { get; init; }

    /// <summary>The methods of its messages, of a response that of its request, where the source knows.</summary>
    public IReadOnlyList<string?> Methods { get; init; } = [];

    /// <summary>Its end is missing: the stream or the capture ended in the middle of it.</summary>
    public bool IsCut { get; init; }

    /// <summary>A line of stderr, which is no part of the protocol.</summary>
    public bool IsStderr => Stream == Pipe.Stderr;

    /// <summary>Nothing but white space.</summary>
    public bool IsBlank => Bytes.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    /// <summary>Who sent it; null where nobody knows.</summary>
    public bool? FromClient => Stream switch { Pipe.Stdin => true, Pipe.Stdout => false, _ => null };

    /// <summary>The messages in it: those of a batch, or itself.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Messages => IsStderr || IsBlank ? [] : Batch.TrySplit(Bytes, out var several) ? several : [Bytes];

    /// <summary>Its messages stand in an array, even if there is but one.</summary>
    public bool IsBatch => !IsStderr && Bytes.Span.TrimStart(" \t\r\n"u8) is [(byte)'[', ..] && Batch.TrySplit(Bytes, out _);
}
