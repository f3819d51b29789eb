using RawMcp.Cli.Output;
using RawMcp.Stdio;
using RawMcp.Wire;

namespace RawMcp.Cli.Live;

/// <summary>An examination of a server that is started for it: a visit, recorded, and then the doctor's reading of the capture.</summary>
/// <param name="path">The capture; null for one in the state directory.</param>
/// <param name="visit">How to visit.</param>
/// <param name="doctor">How to judge.</param>
/// <param name="firstSilence">When to look at the server first, while nothing moves.</param>
internal sealed class LiveDoctor(string? path, VisitOptions visit, DoctorOptions doctor, TimeSpan firstSilence) : IDisposable
{
    private FileStream? file;
    private Waiting? waiting;

    /// <summary>Visits, and examines. Afterwards the server is gone.</summary>
    /// <exception cref="OperationCanceledException">Somebody interrupted; the server is gone then too.</exception>
    public Examination Run(ServerCommand command, CancellationToken cancellation)
    {
        var options = new TapOptions
        {
            Recorder = "rawmcp doctor " + typeof(LiveDoctor).Assembly.GetName().Version?.ToString(3),
            MaxBytes = VisitLimits.MaxCaptureBytes,
            FirstSilence = firstSilence,
        };
        VisitReport report;
        try
        {
            report = Visit.Run(command, Open, options, visit, Progress, Complaints.Say, cancellation);
        }
        finally
        {
            Dispose();
        }

        if (report.Ended > 0) Complaints.Say(report.Ended == 1 ? "One process that the server had left behind was ended." : $"{report.Ended} processes that the server had left behind were ended.");
        if (file is null) throw new IOException("Without a capture nothing can be judged.");
        Complaints.Say($"The session is in '{file.Name}'; 'rawmcp show {file.Name}' lists every frame.");
        cancellation.ThrowIfCancellationRequested();
        using var capture = CaptureFile.Open(file.Name);
        return Doctor.Examine(FrameIndex.Read(capture), capture, doctor);
    }

    public void Dispose() => waiting?.Dispose();

    private FileStream Open() => file = path is null
        ? CaptureStore.Default.Create(DateTimeOffset.UtcNow, Environment.ProcessId)
        : CaptureStore.CreateNamed(path, Environment.ProcessId, Complaints.Say);

    private void Progress(string what)
    {
        waiting?.Dispose();
        waiting = new Waiting("waiting for " + what);
    }
}
