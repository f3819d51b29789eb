using RawMcp.Framing;
using RawMcp.Stdio;

namespace RawMcp.StreamJsonRpc;

/// <summary>What both directions of one handler share: its options, its clock, and its end.</summary>
internal sealed class Wire : IDisposable
{
    /// <summary>A frame that is half written when the handler is disposed of has so long to get through: 2 s.</summary>
    public static readonly TimeSpan WriteGrace = TimeSpan.FromSeconds(2);

    private readonly long start;
    private readonly CancellationTokenSource writesEnd;
    private readonly TaskCompletionSource disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Wire(DriverOptions options, CancellationToken disposal)
    {
        Options = options;
        start = options.Time.GetTimestamp();
        writesEnd = new CancellationTokenSource(Timeout.InfiniteTimeSpan, options.Time);
        WritesEnd = writesEnd.Token;
        disposal.UnsafeRegister(_ => End(), null);
    }

    public DriverOptions Options { get; }

    /// <summary>Completes when the handler is disposed of: no read is waited for any longer.</summary>
    public Task Disposed => disposed.Task;

    /// <summary>Cancelled a moment after that: no write is waited for either.</summary>
    public CancellationToken WritesEnd { get; }

    public bool IsObserved => Options.Observer is not null;

    public void Show(Direction direction, Frame frame) =>
        Options.Observer?.Invoke(new Crossing(direction, Options.Time.GetElapsedTime(start), frame));

    private void End()
    {
        disposed.TrySetResult();
        writesEnd.CancelAfter(WriteGrace);
    }

    public void Dispose() => writesEnd.Dispose();
}
