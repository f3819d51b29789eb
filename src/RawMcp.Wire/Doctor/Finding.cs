namespace RawMcp.Wire;

/// <summary>A named cause of trouble that a capture proves.</summary>
/// <param name="Fault">Which fault of the catalogue.</param>
/// <param name="Severity">How bad it is in this session.</param>
/// <param name="Cause">What happened, in one sentence.</param>
/// <param name="Evidence">Where the capture shows it, the most telling first; at most <see cref="DoctorLimits.MaxEvidence"/>.</param>
/// <param name="Remedy">What to do.</param>
public sealed record Finding(Fault Fault, Severity Severity, string Cause, IReadOnlyList<Evidence> Evidence, string Remedy)
{
    /// <summary>The fault's code, such as <c>MT203</c>.</summary>
    public string Code => Fault.Code;

    /// <summary>The fault's name in a few words.</summary>
    public string Title => Fault.Title;

    /// <summary>Where to read more: a section of the documentation, then public threads as <c>owner/repository#number</c>.</summary>
    public IReadOnlyList<string> ReadMore => [$"docs/doctor.md#{Code.ToLowerInvariant()}", .. Fault.Threads];

    /// <summary>Which recording of the file it is about, from 1 on.</summary>
    public int Recording { get; init; } = 1;

    /// <summary>When the first of the evidence happened, in nanoseconds since 1970.</summary>
    public long Time => Evidence.Count == 0 ? 0 : Evidence.Min(one => one.Time);
}

/// <summary>How bad a finding is, worst first.</summary>
public enum Severity
{
    /// <summary>It broke this session, or a part of it.</summary>
    Error,

    /// <summary>It breaks a rule, or is likely to break a session with another host; this one survived.</summary>
    Warning,

    /// <summary>Worth knowing. Nobody broke a rule.</summary>
    Info,
}

/// <summary>What a doctor found in a capture.</summary>
/// <param name="Findings">Worst first, and of equals the cause before its consequences; at most <see cref="DoctorLimits.MaxFindings"/>.</param>
/// <param name="Notes">Sentences on what limits the judgement: bytes that the capture lacks, a recording that was cut off, frames too long to be read.</param>
/// <param name="Begin">When the capture began, in nanoseconds since 1970: what the times of the evidence are counted from for people.</param>
/// <param name="HasSession">There is something to judge: a server that was started, or was to be; or bytes.</param>
/// <param name="Summary">What the session was, in one sentence without a judgement.</param>
public sealed record Examination(IReadOnlyList<Finding> Findings, IReadOnlyList<string> Notes, long Begin, bool HasSession, string Summary);
