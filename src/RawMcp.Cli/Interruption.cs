using System.Runtime.InteropServices;

namespace RawMcp.Cli;

/// <summary>
/// Ctrl-C, and where a server was started also SIGTERM and SIGHUP: a verb is asked to stop, so that it takes its server along
/// by the ladder instead of leaving it behind.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> registrations = [];

    /// <param name="verb">A server is ended by SIGTERM at once, as its client expects. The tap sees to its signals itself: they are the server's.</param>
    public Interruption(string verb)
    {
        if (verb == "tap") return;
        Add(PosixSignal.SIGINT, 2);
        if (verb == "serve") return;
        Add(PosixSignal.SIGTERM, 15);
        Add(PosixSignal.SIGHUP, 1);
    }

    public CancellationToken Token => source.Token;

    /// <summary>128 and the signal's number, as shells have it; null while there was none.</summary>
    public int? ExitCode { get; private set; }

    public void Dispose()
    {
        foreach (var one in registrations) one.Dispose();
        source.Dispose();
    }

    private void Add(PosixSignal signal, int number) => registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        ExitCode ??= 128 + number;
        source.Cancel();
    }));
}
