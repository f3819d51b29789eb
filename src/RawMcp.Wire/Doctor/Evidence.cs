namespace RawMcp.Wire;

/// <summary>A place in a capture that supports a finding. A closed choice.</summary>
/// <param name="Time">When, in nanoseconds since 1970.</param>
public abstract record Evidence(long Time)
{
    /// <summary>Bytes of stdin or stdout.</summary>
    /// <param name="Time">When the frame was complete.</param>
    /// <param name="Number">The frame's number, as <c>show</c> prints it.</param>
    /// <param name="Stream">The stream.</param>
    /// <param name="Offset">Where the telling bytes begin in their stream.</param>
    /// <param name="Length">How many they are.</param>
    /// <param name="Excerpt">Their beginning, harmless: at most <see cref="DoctorLimits.ExcerptBytes"/> bytes, control characters as <c>\xNN</c>.</param>
    public sealed record Frame(long Time, int Number, Pipe Stream, long Offset, long Length, string Excerpt) : Evidence(Time);

    /// <summary>A line of stderr.</summary>
    /// <param name="Time">When it was complete.</param>
    /// <param name="Number">Its number, counted with the frames.</param>
    /// <param name="Offset">Where it begins in stderr.</param>
    /// <param name="Line">The line, harmless and at most <see cref="DoctorLimits.ExcerptBytes"/> bytes of it.</param>
    public sealed record Stderr(long Time, int Number, long Offset, string Line) : Evidence(Time);

    /// <summary>How the server ended.</summary>
    /// <param name="Time">When it was seen.</param>
    /// <param name="Code">The exit code; null where a signal ended it.</param>
    /// <param name="Signal">The signal's name; null where it exited.</param>
    public sealed record Exit(long Time, long? Code, string? Signal) : Evidence(Time);

    /// <summary>Something that happened beside the bytes.</summary>
    /// <param name="Time">When.</param>
    /// <param name="What">A few words.</param>
    public sealed record Event(long Time, string What) : Evidence(Time);

    /// <summary>A time that passed.</summary>
    /// <param name="Time">From when.</param>
    /// <param name="Until">Until when.</param>
    /// <param name="What">What went on, or did not, meanwhile.</param>
    public sealed record Span(long Time, long Until, string What) : Evidence(Time);
}
