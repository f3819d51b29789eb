namespace RawMcp.Wire;

/// <summary>
/// A capture as frames, calls and events on one clock. Holds what a list shows; the bytes stay in the file, and are fetched frame by
/// frame.
/// </summary>
public sealed class FrameIndex
{
    private readonly List<IndexedFrame> frames = [];
    private readonly List<IndexedCall> calls = [];
    private readonly List<CaptureEvent> events = [];
    private readonly List<CaptureRecord.Skipped> skipped = [];
    private readonly Dictionary<(int Section, Pipe Stream), List<Extent>> extents = [];

    private readonly Stream file;
    private readonly CaptureReader reader;
    private readonly FrameIndexOptions options;
    private readonly CallJoiner joiner = new();
    private readonly List<IndexedFrame> arrived = [];       // read, and not yet in order
    private readonly List<CaptureEvent> happened = [];      // the same
    private StreamFrames[] streams = [];
    private int section = -1;
    private long? resume;                                   // where the reader left the file
    private long first = long.MaxValue;
    private long newest = long.MinValue;                    // the latest time of what had arrived when somebody last looked

    private long blocks, eventBytes;

    private FrameIndex(Stream file, FrameIndexOptions? options) =>
        (this.file, reader, this.options) = (file, new CaptureReader(file), options ?? new());

    /// <summary>All frames, in the order in which they were complete.</summary>
    public IReadOnlyList<IndexedFrame> Frames => frames;

    /// <summary>All requests, in order, with what became of them.</summary>
    public IReadOnlyList<IndexedCall> Calls => calls;

    /// <summary>Everything that happened beside the bytes, in order of time.</summary>
    public IReadOnlyList<CaptureEvent> Events => events;

    /// <summary>When the first byte came or the first event happened, in nanoseconds since 1970; 0 where there is neither.</summary>
    public long Begin { get; private set; }

    /// <summary>Blocks that say nothing about a session.</summary>
    public IReadOnlyList<CaptureRecord.Skipped> Skipped => skipped;

    /// <summary>How the capture ended, or why no more of it was read (<see cref="CaptureEndKind.TooLong"/>).</summary>
    public CaptureEnd End { get; private set; } = null!;

    /// <summary>How much of the file has been read whole, in bytes.</summary>
    public long BytesRead => reader.Position;

    /// <summary>The recording ended in order: nothing will follow.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>What there was has been taken for all: it does not grow any more.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>Reads a whole capture, as far as the bounds go.</summary>
    /// <param name="file">The capture, from its beginning.</param>
    /// <param name="options">The bounds.</param>
    public static FrameIndex Read(Stream file, FrameIndexOptions? options = null)
    {
        var index = new FrameIndex(file, options);
        index.Finish();
        return index;
    }

    /// <summary>The index of a capture that is still being written: empty, until <see cref="Grow"/>.</summary>
    /// <param name="file">The capture, from its beginning; must be able to seek.</param>
    /// <param name="options">The bounds.</param>
    public static FrameIndex Follow(Stream file, FrameIndexOptions? options = null) => new(file, options);

    /// <summary>
    /// Reads what the capture has got since, and takes up what had arrived the time before: the tap's threads write each its own
    /// stream in order, so that an answer may stand a little before its request in the file. Nothing that has a number changes its place.
    /// </summary>
    /// <returns>There was something new in the file.</returns>
    public bool Grow()
    {
        if (IsFinished) return false;
        var before = reader.Position;
        var upTo = newest;
        Fill();
        Settle(upTo);
        if (arrived.Count > 0) newest = Math.Max(newest, arrived[^1].LastByte);
        if (happened.Count > 0) newest = Math.Max(newest, happened[^1].Time);
        return reader.Position > before;
    }

    /// <summary>Reads to the end, and takes that for the end: what is unfinished there is an unterminated frame.</summary>
    public void Finish()
    {
        if (IsFinished) return;
        Fill();
        foreach (var one in streams) one.End();
        streams = [];
        IsFinished = true;
        Settle(long.MaxValue);
    }

    private void Fill()
    {
        if (End is { Kind: CaptureEndKind.TooLong }) return;
        // Whoever fetched a frame's bytes meanwhile has moved the file.
        if (resume is { } place) file.Position = place;
        var at = reader.Position;
        while (reader.TryRead(out var record))
        {
            if (Full(record, reader.Position - at) is { } beyond)
            {
                End = new(CaptureEndKind.TooLong, at, file.CanSeek ? file.Length - at : 0,
                    $"The capture has more than {beyond}: what begins at its byte {at} is left out.");
                return;
            }

            at = reader.Position;
            switch (record)
            {
                case CaptureRecord.Section:
                    foreach (var one in streams) one.End();
                    section++;
                    IsClosed = false;
                    streams = [.. Pipes.All.Select(pipe => new StreamFrames(pipe, section, options.MaxFrameBytes, (frame, _) => arrived.Add(frame)))];
                    break;
                case CaptureRecord.Chunk chunk:
                    var stream = streams[(int)chunk.Stream];
                    Places(section, chunk.Stream).Add(new Extent(stream.Position, chunk.BytesOffset, chunk.Bytes.Length));
                    stream.Chunk(chunk.Time, chunk.Bytes);
                    if (chunk.Missing > 0) stream.Gap(chunk.Missing);
                    break;
                case CaptureRecord.Happened { What: var what }:
                    happened.Add(what);
                    if (what is CaptureEvent.Gap gap) streams[(int)gap.Stream].Gap(gap.Bytes);
                    IsClosed |= what is CaptureEvent.Closed;
                    break;
                case CaptureRecord.Skipped it:
                    skipped.Add(it);
                    break;
            }
        }

        End = reader.End!;
        resume = file.CanSeek ? file.Position : null;
    }

    // Of what the capture has too much, so that this block finds no place; null while there is room.
    private string? Full(CaptureRecord record, long length)
    {
        if (frames.Count + arrived.Count >= options.MaxFrames && record is CaptureRecord.Chunk) return Amounts.Count(options.MaxFrames, "frame");
        if (++blocks > options.MaxBlocks) return Amounts.Count(options.MaxBlocks, "block");
        if (record is CaptureRecord.Happened && (eventBytes += length) > options.MaxEventBytes) return $"{Amounts.Bytes(options.MaxEventBytes)} of events";
        return null;
    }

    // Three threads wrote it, each in the order of its own stream: the clock puts them together. What came at once stays as it came.
    private void Settle(long upTo)
    {
        for (var i = 0; i < arrived.Count; i++) arrived[i].Number = i;
        arrived.Sort(static (one, other) => one.Section != other.Section ? one.Section - other.Section
            : one.LastByte != other.LastByte ? one.LastByte.CompareTo(other.LastByte)
            : one.Number - other.Number);
        var settled = upTo == long.MaxValue ? arrived.Count : arrived.FindLastIndex(frame => frame.LastByte <= upTo) + 1;
        var from = frames.Count;
        frames.EnsureCapacity(from + settled);
        for (var i = 0; i < settled; i++)
        {
            arrived[i].Number = from + i + 1;
            frames.Add(arrived[i]);
            if (first > arrived[i].FirstByte) first = arrived[i].FirstByte;
        }

        arrived.RemoveRange(0, settled);
        var inTime = happened.OrderBy(what => what.Time).ToList();
        events.AddRange(inTime.TakeWhile(what => what.Time <= upTo));
        happened.Clear();
        happened.AddRange(inTime.SkipWhile(what => what.Time <= upTo));
        Begin = Math.Min(first, events.Count > 0 ? events[0].Time : long.MaxValue);
        if (Begin == long.MaxValue) Begin = 0;
        for (var i = from; i < frames.Count; i++) joiner.Take(frames[i], calls);
    }

    /// <summary>A frame's bytes.</summary>
    /// <param name="frame">A frame of this index.</param>
    /// <param name="file">The capture it was made from; must be able to seek.</param>
    /// <param name="most">At most so many; a list does not need all of a long frame.</param>
    /// <param name="from">The first byte wanted, from the frame's beginning.</param>
    public byte[] BytesOf(IndexedFrame frame, Stream file, int most = int.MaxValue, long from = 0)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        var begin = frame.Offset + from;
        var bytes = new byte[Math.Max(0, Math.Min(Math.Min(frame.Length - from, most), Array.MaxLength))];
        var places = Places(frame.Section, frame.Stream);
        var at = places.BinarySearch(new Extent(begin, 0, 0));
        if (at < 0) at = ~at - 1; // the chunk that begins before it
        var filled = 0;
        for (; at >= 0 && at < places.Count && filled < bytes.Length; at++)
        {
            var skip = Math.Max(0, begin - places[at].InStream);
            if (skip >= places[at].Length) continue;
            var count = (int)Math.Min(places[at].Length - skip, bytes.Length - filled);
            file.Position = places[at].InFile + skip;
            filled += file.ReadAtLeast(bytes.AsSpan(filled, count), count, throwOnEndOfStream: false);
        }

        return bytes[..filled];
    }

    private List<Extent> Places(int section, Pipe stream)
    {
        if (!extents.TryGetValue((section, stream), out var places)) extents[(section, stream)] = places = [];
        return places;
    }

    /// <summary>Where a chunk's bytes are.</summary>
    private readonly record struct Extent(long InStream, long InFile, int Length) : IComparable<Extent>
    {
        public int CompareTo(Extent other) => InStream.CompareTo(other.InStream);
    }
}
