namespace RawMcp.Wire;

/// <summary>How patient a doctor is.</summary>
public sealed record DoctorOptions
{
    /// <summary>A call without an answer or progress hangs after so long.</summary>
    public TimeSpan HungCall { get; init; } = DoctorLimits.HungCall;

    /// <summary>After the end of its stdin a server may take so long to exit.</summary>
    public TimeSpan ExitGrace { get; init; } = DoctorLimits.ExitGrace;

    /// <summary>A pipe that moves nothing is stuck after so long.</summary>
    public TimeSpan Stuck { get; init; } = DoctorLimits.Stuck;

    /// <summary>So long must a server have been asked in vain before the end of its stdin.</summary>
    public TimeSpan Silence { get; init; } = DoctorLimits.Silence;

    /// <summary>Takes secrets out of what is quoted.</summary>
    public Redactor Redactor { get; init; } = Redactor.Off();

    /// <summary>Now, in nanoseconds since 1970, where the capture is still being written; null: its last record is its end.</summary>
    public long? Now { get; init; }
}
