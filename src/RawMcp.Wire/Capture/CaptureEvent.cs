namespace RawMcp.Wire;

/// <summary>
/// Something that happened to the processes or to the recording itself, beside the bytes of the streams. A closed choice;
/// a kind that this version does not know is <see cref="Unknown"/>.
/// </summary>
/// <param name="Time">When, in nanoseconds since 1970-01-01T00:00:00Z.</param>
public abstract record CaptureEvent(long Time)
{
    /// <summary>The recording began. Every time in the capture is this wall-clock time plus what a monotonic clock counted since.</summary>
    /// <param name="Time">The wall-clock time that anchors all others.</param>
    /// <param name="Recorder">Who writes, with version.</param>
    /// <param name="ProcessId">The recorder's own process.</param>
    /// <param name="Durable">Each chunk is on the disk before it is forwarded.</param>
    public sealed record Started(long Time, string Recorder, long ProcessId, bool Durable) : CaptureEvent(Time);

    /// <summary>What is to be started.</summary>
    /// <param name="Time">When.</param>
    /// <param name="Arguments">The program and its arguments.</param>
    /// <param name="Directory">Where.</param>
    /// <param name="Environment">The names of the variables it gets; their values are nobody's business.</param>
    /// <param name="IsCut">Something did not fit (<see cref="CaptureLimits.MaxEventBytes"/>) and was left out.</param>
    public sealed record Command(long Time, IReadOnlyList<string> Arguments, string Directory, IReadOnlyList<string> Environment, bool IsCut = false)
        : CaptureEvent(Time);

    /// <summary>The server runs.</summary>
    /// <param name="Time">When.</param>
    /// <param name="ProcessId">Its process.</param>
    public sealed record Spawned(long Time, long ProcessId) : CaptureEvent(Time);

    /// <summary>The server could not be started.</summary>
    /// <param name="Time">When.</param>
    /// <param name="Error">The system's error number.</param>
    /// <param name="Reason">A sentence.</param>
    public sealed record SpawnFailed(long Time, long Error, string Reason) : CaptureEvent(Time)
    {
        /// <summary>The directories in which the program was looked for, in their order; none where its path was given.</summary>
        public IReadOnlyList<string> Searched { get; init; } = [];
    }

    /// <summary>A stream was ended by the side that writes it.</summary>
    /// <param name="Time">When.</param>
    /// <param name="Stream">Which.</param>
    /// <param name="Bytes">How many bytes it had.</param>
    public sealed record StreamEnded(long Time, Pipe Stream, long Bytes) : CaptureEvent(Time);

    /// <summary>The side that reads a stream closed it or is gone: the writer gets a broken pipe.</summary>
    /// <param name="Time">When.</param>
    /// <param name="Stream">Which.</param>
    /// <param name="Bytes">How many bytes it had until then.</param>
    /// <param name="Undelivered">How many of them were on their way and perhaps did not arrive.</param>
    public sealed record StreamBroken(long Time, Pipe Stream, long Bytes, long Undelivered) : CaptureEvent(Time);

    /// <summary>A signal came to the tap, which passed it on to the server.</summary>
    /// <param name="Time">When.</param>
    /// <param name="Number">Its number.</param>
    /// <param name="Name">Its name, such as SIGTERM.</param>
    /// <param name="Delivered">The server was there to get it.</param>
    public sealed record Signal(long Time, long Number, string Name, bool Delivered) : CaptureEvent(Time);

    /// <summary>The server exited by itself.</summary>
    /// <param name="Time">When it was seen.</param>
    /// <param name="Code">The exit code.</param>
    public sealed record Exited(long Time, long Code) : CaptureEvent(Time);

    /// <summary>A signal ended the server.</summary>
    /// <param name="Time">When it was seen.</param>
    /// <param name="Number">The signal's number.</param>
    /// <param name="Name">Its name.</param>
    public sealed record Killed(long Time, long Number, string Name) : CaptureEvent(Time);

    /// <summary>The server is gone, but some process it started still holds its end of a stream open.</summary>
    /// <param name="Time">When.</param>
    /// <param name="Stream">Which.</param>
    public sealed record LeftOpen(long Time, Pipe Stream) : CaptureEvent(Time);

    /// <summary>Bytes crossed that the capture does not have. They stand where this record stands in their stream.</summary>
    /// <param name="Time">When the first of them came.</param>
    /// <param name="Until">When the last of them came.</param>
    /// <param name="Stream">Which stream.</param>
    /// <param name="Bytes">How many.</param>
    /// <param name="Chunks">In how many reads.</param>
    /// <param name="Reason"><c>queue</c>: the disk did not keep up; <c>size</c>: the capture's size limit was reached.</param>
    public sealed record Gap(long Time, long Until, Pipe Stream, long Bytes, long Chunks, string Reason) : CaptureEvent(Time);

    /// <summary>The capture has reached its size limit: from here on only events are kept, and gaps.</summary>
    /// <param name="Time">When.</param>
    /// <param name="Limit">The limit, in bytes.</param>
    public sealed record Full(long Time, long Limit) : CaptureEvent(Time);

    /// <summary>What the system said, at that moment, about the server, the processes it started, and the pipes.</summary>
    /// <param name="Time">When.</param>
    /// <param name="State">The server's process: <c>running</c>, <c>sleeping</c>, <c>stopped</c>, <c>zombie</c>, <c>gone</c>, or what the system calls it.</param>
    /// <param name="Waiting">
    /// What it waits for: <c>write stdout</c>, <c>write stderr</c> or <c>read stdin</c> where any of its threads does, else its main thread's
    /// system call; null when it runs or that is not known.
    /// </param>
    /// <param name="Cpu">The processor time that the server and all it started have used, in nanoseconds; null when it is not known.</param>
    /// <param name="Unread">Bytes that lie in the server's stdin and it has not read; null when it is not known.</param>
    /// <param name="Stuck">Streams whose reader takes nothing: the recorder waits to hand on bytes.</param>
    /// <param name="Descendants">The processes that the server started, and those that they did.</param>
    public sealed record Watched(
        long Time, string State, string? Waiting, long? Cpu, long? Unread, IReadOnlyList<StuckPipe> Stuck, IReadOnlyList<Descendant> Descendants)
        : CaptureEvent(Time);

    /// <summary>A stream that the recorder cannot hand on, because its reader does not read.</summary>
    /// <param name="Stream">Which.</param>
    /// <param name="Bytes">How many bytes wait with the recorder; what the pipe itself holds comes on top.</param>
    /// <param name="Since">Since when, in nanoseconds since 1970.</param>
    public sealed record StuckPipe(Pipe Stream, long Bytes, long Since);

    /// <summary>A process that the server started, or one that such a process did.</summary>
    /// <param name="ProcessId">Its number.</param>
    /// <param name="Parent">Its parent's.</param>
    /// <param name="Name">Its program, as the system names it.</param>
    /// <param name="Holds">Which of the server's own pipes it holds open.</param>
    public sealed record Descendant(long ProcessId, long Parent, string Name, IReadOnlyList<Pipe> Holds);

    /// <summary>The visitor of a server ended its visit, because the server wrote more than a visit takes.</summary>
    /// <param name="Time">When.</param>
    /// <param name="Wrote">What it wrote, in a few words.</param>
    /// <param name="Unanswered">How many of the visitor's requests had no answer then.</param>
    public sealed record GaveUp(long Time, string Wrote, int Unanswered) : CaptureEvent(Time);

    /// <summary>The recording ended in order. A capture without it was cut off: its recorder was killed, or still runs.</summary>
    /// <param name="Time">When.</param>
    public sealed record Closed(long Time) : CaptureEvent(Time);

    /// <summary>An event of a kind that this version does not know.</summary>
    /// <param name="Time">When, if that could be read.</param>
    /// <param name="Kind">What it calls itself; null when it has no name.</param>
    /// <param name="Json">All of it.</param>
    public sealed record Unknown(long Time, string? Kind, string Json) : CaptureEvent(Time);
}
