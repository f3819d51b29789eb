using RawMcp.Framing;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>One recording of a capture as the faults see it: its frames by stream, its calls, its processes, and the bytes on demand.</summary>
internal sealed class Facts
{
    private readonly FrameIndex index;
    private readonly Stream capture;
    private readonly List<IndexedFrame>[] streams;
    private readonly bool[] lacking;
    private readonly Lazy<StderrText> stderr;
    private readonly Lazy<Unreadable> onStdin, onStdout;

    public Facts(FrameIndex index, Stream capture, DoctorOptions options, IReadOnlyList<IndexedFrame> frames, IReadOnlyList<CaptureEvent> events)
    {
        (this.index, this.capture, Options, Frames) = (index, capture, options, frames);
        streams = [.. Wire.Pipes.All.Select(stream => frames.Where(frame => frame.Stream == stream).ToList())];
        Life = new Life(events, index.End.Kind == CaptureEndKind.Whole);
        Gaps = [.. events.OfType<CaptureEvent.Gap>().Where(gap => gap.Reason != "visit")]; // by then nobody waited for anything
        lacking = [.. Wire.Pipes.All.Select(stream => Gaps.Any(gap => gap.Stream == stream) || index.Skipped.Any(block => block.Type == Pcapng.EnhancedPacket))];
        Events = events;
        Begin = Math.Min(frames.Count == 0 ? long.MaxValue : frames.Min(frame => frame.FirstByte), events.Count == 0 ? long.MaxValue : events[0].Time);
        Until = Math.Max(frames.Count == 0 ? 0 : frames.Max(frame => frame.LastByte), events.Count == 0 ? 0 : events.Max(one => one.Time));
        if (Life.Closed is null && options.Now is { } now) Until = Math.Max(Until, now);
        Calls = new Calls(this);
        Session = new Session(this);
        stderr = new(() => new StderrText(this));
        onStdin = new(() => new Unreadable(this, ToServer));
        onStdout = new(() => new Unreadable(this, FromServer));
    }

    public DoctorOptions Options { get; }

    public IReadOnlyList<IndexedFrame> Frames { get; }

    /// <summary>The frames of stdin.</summary>
    public IReadOnlyList<IndexedFrame> ToServer => streams[(int)Pipe.Stdin];

    /// <summary>The frames of stdout.</summary>
    public IReadOnlyList<IndexedFrame> FromServer => streams[(int)Pipe.Stdout];

    /// <summary>The lines of stderr.</summary>
    public IReadOnlyList<IndexedFrame> Errors => streams[(int)Pipe.Stderr];

    public IReadOnlyList<CaptureEvent> Events { get; }

    public IReadOnlyList<CaptureEvent.Gap> Gaps { get; }

    public Life Life { get; }

    public Calls Calls { get; }

    public Session Session { get; }

    public StderrText Stderr => stderr.Value;

    /// <summary>What on stdin is no message.</summary>
    public Unreadable OnStdin => onStdin.Value;

    /// <summary>What on stdout is no message.</summary>
    public Unreadable OnStdout => onStdout.Value;

    /// <summary>The first thing that was recorded.</summary>
    public long Begin { get; }

    /// <summary>The last thing that was recorded; of a capture still being written, now.</summary>
    public long Until { get; }

    /// <summary>The capture lacks bytes of that stream, so that nothing follows from not seeing them.</summary>
    public bool Lacks(Pipe stream) => lacking[(int)stream];

    /// <summary>The last frame of a stream that was complete at a moment; null where there is none.</summary>
    public IndexedFrame? LastBefore(Pipe stream, long time)
    {
        var (low, high) = (0, streams[(int)stream].Count); // those before low were complete, those from high on were not
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (streams[(int)stream][middle].LastByte <= time) low = middle + 1;
            else high = middle;
        }

        return low == 0 ? null : streams[(int)stream][low - 1];
    }

    /// <summary>When the stream last moved before a moment; where it never did, when the server was started.</summary>
    public long LastMoved(Pipe stream, long before) => Math.Max(Life.Spawned?.Time ?? Begin, LastBefore(stream, before)?.LastByte ?? 0);

    /// <summary>The client sent something after that moment, so it had not given up.</summary>
    public bool ClientWentOn(long after) => ToServer.Count > 0 && ToServer[^1].LastByte > after;

    /// <summary>No request of the client was ever answered, and the capture would show it.</summary>
    public bool NeverAnswered => Session.FirstResponse is null && !Lacks(Pipe.Stdout);

    /// <summary>
    /// How bad it was that something unreadable stood there: an error when the host then gave up, a warning when the session went on, or when
    /// the server left, which has a cause of its own.
    /// </summary>
    public Severity Toll(long when) => (Life.GaveUp is not null && Calls.Open.Any()) || (Life.HostLeftFirst && Life.HostLeft!.Time >= when && !ClientWentOn(when) && (Calls.Open.Any() || GaveUpOpening))
        ? Severity.Error : Severity.Warning;

    /// <summary>The server answered the handshake, and the client said nothing more.</summary>
    public bool GaveUpOpening => Session.Initialize is { Response: { } answer } && !ClientWentOn(answer.LastByte);

    /// <summary>A frame's bytes, or its beginning.</summary>
    public byte[] Bytes(IndexedFrame frame, int most = DoctorLimits.LineBytes) => index.BytesOf(frame, capture, most);

    /// <summary>Bytes from the middle of a frame.</summary>
    public byte[] Bytes(IndexedFrame frame, long at, int length) => index.BytesOf(Part(frame, at, length), capture);

    /// <summary>What the frame says, message by message. Empty when it is longer than is read.</summary>
    public IEnumerable<(IndexedMessage Indexed, Message Message)> Read(IndexedFrame frame)
    {
        if (frame.Length > DoctorLimits.MessageBytes || frame.Ending != FrameEnding.Complete || frame.Messages.Count == 0) return [];
        var bytes = Bytes(frame, DoctorLimits.MessageBytes);
        return frame.Messages.Count == 1 ? [(frame.Messages[0], MessageReader.Read(bytes))]
            : Batch.TrySplit(bytes, out var parts) ? frame.Messages.Zip(parts.Select(MessageReader.Read)) : [];
    }

    /// <summary>The params of a call; absent where it has none, or is too long to be read.</summary>
    public RawJson Params(IndexedCall call) =>
        Read(call.Request).FirstOrDefault(pair => ReferenceEquals(pair.Indexed.Call, call)).Message is Message.Request { Params: var found } ? found : default;

    /// <summary>The response to a call; null where there is none, or it is too long to be read.</summary>
    public Message? Response(IndexedCall call) =>
        call.Response is { } frame ? Read(frame).FirstOrDefault(pair => ReferenceEquals(pair.Indexed.Call, call)).Message : null;

    /// <summary>A line of a private key that began some lines before.</summary>
    public bool IsOfKey(IndexedFrame frame)
    {
        var stream = streams[(int)frame.Stream];
        var (redactor, at) = (new Redactor(), stream.BinarySearch(frame, ByNumber));
        var isOf = false;
        for (var i = Math.Max(0, at - DoctorLimits.LinesOfKey); i <= at; i++) isOf = redactor.IsOfKey(stream[i], Bytes(stream[i], RedactionLimits.LineLooked));
        return isOf;
    }

    /// <summary>A frame as evidence; or from a place in it.</summary>
    public Evidence Show(IndexedFrame frame, long at = 0, long? length = null)
    {
        at = Math.Clamp(at, 0, frame.Length);
        var some = Math.Min(length ?? long.MaxValue, frame.Length - at);
        var excerpt = Quotation.Of(this, frame, at, some);
        return frame.Stream == Pipe.Stderr
            ? new Evidence.Stderr(frame.LastByte, frame.Number, frame.Offset + at, excerpt.EndsWith("\\x0D", StringComparison.Ordinal) ? excerpt[..^4] : excerpt)
            : new Evidence.Frame(frame.LastByte, frame.Number, frame.Stream, frame.Offset + at, some, excerpt);
    }

    /// <summary>Some frames as evidence.</summary>
    public List<Evidence> Show(IEnumerable<IndexedFrame> frames, int most = DoctorLimits.MaxEvidence) => [.. frames.Take(most).Select(frame => Show(frame))];

    private static readonly Comparer<IndexedFrame> ByNumber = Comparer<IndexedFrame>.Create((one, other) => one.Number.CompareTo(other.Number));

    private static IndexedFrame Part(IndexedFrame frame, long at, long length) => new()
    {
        Section = frame.Section,
        Stream = frame.Stream,
        Offset = frame.Offset + at,
        Length = Math.Max(0, Math.Min(length, frame.Length - at)),
        Ending = frame.Ending,
        FirstByte = frame.FirstByte,
        LastByte = frame.LastByte,
        IsBesideGap = frame.IsBesideGap,
        IsBlank = false,
        Messages = [],
    };
}
