using System.Globalization;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>One recorded session of a capture: its frames both ways, its calls, and how the server ended. The bytes stay in the file.</summary>
public sealed class Recording
{
    private readonly FrameIndex index;
    private readonly Stream file;
    private readonly Lock gate = new(); // the file has one position

    private Recording(FrameIndex index, Stream file, int section, int sections)
    {
        this.index = index;
        this.file = file;
        Section = section;
        Sections = sections;
        Frames = [.. index.Frames.Where(frame => frame.Section == section && frame.Stream != Pipe.Stderr)];
        ReadEvents();
    }

    /// <summary>Which recording of the file it is, from 0 on.</summary>
    public int Section { get; }

    /// <summary>How many recordings of the file have frames.</summary>
    public int Sections { get; }

    /// <summary>The frames of stdin and stdout, in the order in which they were complete.</summary>
    public IReadOnlyList<IndexedFrame> Frames { get; }

    /// <summary>How the server ended; null where the capture does not say.</summary>
    public CaptureEvent? ServerEnd { get; private set; }

    /// <summary>
    /// When the client ended the session: by closing stdin, by a signal, or because it reads no longer. Null where the capture does not say.
    /// </summary>
    public long? ClientEnd { get; private set; }

    /// <summary>How the capture ended.</summary>
    public CaptureEnd End => index.End;

    /// <summary>The recorder did not write the end: what was under way then may have gone on.</summary>
    public bool IsCutOff { get; private set; } = true;

    /// <summary>Bytes of stdin that the capture lacks.</summary>
    public long MissingFromClient { get; private set; }

    /// <summary>Bytes of stdout that the capture lacks.</summary>
    public long MissingFromServer { get; private set; }

    /// <summary>Reads a capture and chooses one of its recordings.</summary>
    /// <param name="file">The capture; must be able to seek, and stays in use.</param>
    /// <param name="section">Which recording, from 1 on; null for the first with frames.</param>
    /// <exception cref="ReplayException">There is nothing that could be replayed.</exception>
    public static Recording Read(Stream file, int? section = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        var index = FrameIndex.Read(file);
        if (index.End.Kind == CaptureEndKind.NotACapture) throw new ReplayException(index.End.Reason);
        var there = index.Frames.Where(frame => frame.Stream != Pipe.Stderr && !frame.IsBlank).Select(frame => frame.Section).Distinct().Order().ToList();
        if (there.Count == 0) throw new ReplayException("The capture has no frame of stdin or stdout, so there is no session to replay." + WhyNone(index));
        var chosen = section is { } number ? number - 1 : there[0];
        if (!there.Contains(chosen))
            throw new ReplayException(string.Create(CultureInfo.InvariantCulture, $"The capture has no frames in section {section}. It has some in {Sentence(there)}."));
        return new Recording(index, file, chosen, there.Count);
    }

    private static string Sentence(List<int> sections) => string.Join(", ", sections.Select(one => (one + 1).ToString(CultureInfo.InvariantCulture)));

    private static string WhyNone(FrameIndex index) =>
        index.Events.OfType<CaptureEvent.SpawnFailed>().FirstOrDefault() is { } failed ? $" The server could not be started: {failed.Reason}"
        : index.Frames.Count > 0 ? " It has lines of stderr only."
        : "";

    /// <summary>A frame's bytes, without its LF.</summary>
    public byte[] BytesOf(IndexedFrame frame)
    {
        lock (gate) return index.BytesOf(frame, file);
    }

    /// <summary>The bytes of one message of a frame: all of it, or one element of a batch.</summary>
    public ReadOnlyMemory<byte> BytesOf(IndexedFrame frame, int message)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var bytes = BytesOf(frame);
        return frame.Messages.Count > 1 || bytes.AsSpan().TrimStart(" \t\r"u8) is [(byte)'[', ..]
            ? Batch.TrySplit(bytes, out var elements) && message < elements.Count ? elements[message] : bytes
            : bytes;
    }

    // The index has the events of all recordings together; here only those of one count.
    private void ReadEvents()
    {
        file.Position = 0;
        var reader = new CaptureReader(file);
        var at = -1;
        while (reader.TryRead(out var record))
        {
            if (record is CaptureRecord.Section) at++;
            if (at != Section) continue;
            if (record is CaptureRecord.Chunk { Missing: > 0 } cut) Lacks(cut.Stream, cut.Missing);
            if (record is not CaptureRecord.Happened { What: var what }) continue;
            switch (what)
            {
                case CaptureEvent.Gap gap: Lacks(gap.Stream, gap.Bytes); break;
                case CaptureEvent.Exited or CaptureEvent.Killed: ServerEnd = what; break;
                case CaptureEvent.StreamEnded { Stream: Pipe.Stdin } or CaptureEvent.StreamBroken { Stream: Pipe.Stdout }
                    or CaptureEvent.Signal { Name: "SIGTERM" or "SIGINT" or "SIGHUP" or "SIGQUIT" }:
                    if (ClientEnd is null || what.Time < ClientEnd) ClientEnd = what.Time;
                    break;
                case CaptureEvent.Closed: IsCutOff = false; break;
            }
        }
    }

    private void Lacks(Pipe stream, long bytes)
    {
        if (stream == Pipe.Stdin) MissingFromClient += bytes;
        if (stream == Pipe.Stdout) MissingFromServer += bytes;
    }
}
