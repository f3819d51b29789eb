using RawMcp.Framing;

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

    private FrameIndex()
    {
    }

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

    /// <summary>How the capture ended.</summary>
    public CaptureEnd End { get; private set; } = null!;

    /// <summary>Reads a whole capture.</summary>
    /// <param name="file">The capture, from its beginning.</param>
    /// <param name="maxFrameBytes">The longest frame that is read as a message; a longer one is a fact.</param>
    public static FrameIndex Read(Stream file, int maxFrameBytes = FramingLimits.MaxFrameBytes)
    {
        var index = new FrameIndex();
        index.Fill(new CaptureReader(file), maxFrameBytes);
        return index;
    }

    private void Fill(CaptureReader reader, int maxFrameBytes)
    {
        var section = -1;
        StreamFrames[] streams = [];
        while (reader.TryRead(out var record))
        {
            switch (record)
            {
                case CaptureRecord.Section:
                    foreach (var one in streams) one.End();
                    section++;
                    streams = [.. Pipes.All.Select(stream => new StreamFrames(stream, section, maxFrameBytes, (frame, _) => frames.Add(frame)))];
                    break;
                case CaptureRecord.Chunk chunk:
                    var at = streams[(int)chunk.Stream];
                    Places(section, chunk.Stream).Add(new Extent(at.Position, chunk.BytesOffset, chunk.Bytes.Length));
                    at.Chunk(chunk.Time, chunk.Bytes);
                    if (chunk.Missing > 0) at.Gap(chunk.Missing);
                    break;
                case CaptureRecord.Happened { What: var what }:
                    events.Add(what);
                    if (what is CaptureEvent.Gap gap) streams[(int)gap.Stream].Gap(gap.Bytes);
                    break;
                case CaptureRecord.Skipped it:
                    skipped.Add(it);
                    break;
            }
        }

        foreach (var one in streams) one.End();
        End = reader.End!;

        // Three threads wrote it, each in the order of its own stream: the clock puts them together. Stable sorts: what came at once stays.
        var ordered = frames.OrderBy(frame => frame.Section).ThenBy(frame => frame.LastByte).ToList();
        frames.Clear();
        frames.AddRange(ordered);
        var inTime = events.OrderBy(what => what.Time).ToList();
        events.Clear();
        events.AddRange(inTime);
        for (var i = 0; i < frames.Count; i++) frames[i].Number = i + 1;
        if (events.Count > 0) Begin = events[0].Time;
        if (frames.Count > 0) Begin = Math.Min(frames.Min(frame => frame.FirstByte), events.Count > 0 ? Begin : long.MaxValue);
        var joiner = new CallJoiner();
        foreach (var frame in frames) joiner.Take(frame, calls);
    }

    /// <summary>A frame's bytes.</summary>
    /// <param name="frame">A frame of this index.</param>
    /// <param name="file">The capture it was made from; must be able to seek.</param>
    /// <param name="most">At most so many; a list does not need all of a long frame.</param>
    public byte[] BytesOf(IndexedFrame frame, Stream file, int most = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(file);
        var bytes = new byte[Math.Min(Math.Min(frame.Length, most), Array.MaxLength)];
        var places = Places(frame.Section, frame.Stream);
        var at = places.BinarySearch(new Extent(frame.Offset, 0, 0));
        if (at < 0) at = ~at - 1; // the chunk that begins before it
        var filled = 0;
        for (; at >= 0 && at < places.Count && filled < bytes.Length; at++)
        {
            var skip = Math.Max(0, frame.Offset - places[at].InStream);
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
