using System.Runtime.InteropServices;

namespace RawMcp.Cli;

/// <summary>
/// Ctrl-C, and where a server was started also SIGTERM and SIGHUP: a verb is asked to stop, so that it takes its server along
/// by the ladder instead of leaving it behind.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly Lock gate = new();
    private CancellationTokenSource? diverted;
    private readonly List<PosixSignalRegistration> registrations = [];

    /// <param name="verb">A server is ended by SIGTERM at once, as its client expects. The tap sees to its signals itself: they are the server's.</param>
    public Interruption(string verb)
    {
        Current = this;
        if (verb == "tap") return;
        Add(PosixSignal.SIGINT, 2);
        if (verb == "serve") return;
        Add(PosixSignal.SIGTERM, 15);
        Add(PosixSignal.SIGHUP, 1);
    }

    /// <summary>That of the verb that runs.</summary>
    public static Interruption? Current { get; private set; }

    public CancellationToken Token => source.Token;

    /// <summary>128 and the signal's number, as shells have it; null while there was none.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Has Ctrl-C end a piece of the work instead of the verb, until that is disposed.</summary>
    public IDisposable Divert(CancellationTokenSource piece)
    {
        lock (gate) diverted = piece;
        return new Diversion(this);
    }

    public void Dispose()
    {
        foreach (var one in registrations) one.Dispose();
        source.Dispose();
    }

    private void Add(PosixSignal signal, int number) => registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        if (signal == PosixSignal.SIGINT && GiveUpPiece()) return;

        ExitCode ??= 128 + number;
        source.Cancel();
    }));

    private bool GiveUpPiece()
    {
        lock (gate)
        {
            _ = diverted?.CancelAsync(); // what that runs must not run under the lock
            return diverted is not null;
        }
    }

    private sealed class Diversion(Interruption from) : IDisposable
    {
        public void Dispose()
        {
            lock (from.gate) from.diverted = null;
        }
    }
}
