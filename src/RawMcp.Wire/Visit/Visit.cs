using RawMcp.Stdio;

namespace RawMcp.Wire;

/// <summary>
/// A short session with a server, recorded as a tap records: start, open, list, close, and see whether it leaves. Takes the process
/// apart for itself: on Linux what the server leaves behind becomes a child of this process and is ended.
/// </summary>
public static class Visit
{
    /// <summary>Runs to its end, which comes whatever the server does.</summary>
    /// <param name="command">The server; its environment and directory are this process's.</param>
    /// <param name="open">Makes the file of the capture.</param>
    /// <param name="tap">How to record.</param>
    /// <param name="options">How long to wait.</param>
    /// <param name="progress">Told what is waited for, in a few words.</param>
    /// <param name="say">Takes a sentence about trouble with the recording.</param>
    /// <param name="cancellation">Gives up: the server is ended soon, and the capture in order.</param>
    public static VisitReport Run(
        ServerCommand command, Func<Stream> open, TapOptions tap, VisitOptions options, Action<string> progress, Action<string> say, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(progress);
        var orphans = new Orphans();
        using var talk = new Talk(options, progress);
        using var exited = new ManualResetEventSlim();
        using var gaveUp = cancellation.Register(talk.Incoming.Hurry);
        Thread? visitor = null;
        TapEnd? end = null;
        var host = new TapHost
        {
            Streams = () => (talk.Outgoing, talk.Incoming, new ErrorMeter(talk.Incoming.Drown)),
            Started = (_, signals) =>
            {
                talk.Incoming.Flooded = signals.GiveUp;
                visitor = new Thread(() =>
                {
                    // What it does while it owes an answer cannot be seen any more once its stdin has ended.
                    if (!talk.Run()) signals.Look();
                    talk.Outgoing.End();
                    Descend(signals, exited, options, progress, cancellation);
                })
                { IsBackground = true, Name = "visitor" };
                visitor.Start();
            },
            Exited = exited.Set,
        };
        progress("start");
        try
        {
            end = TapRun.Run(command, open, tap, say, host);
        }
        catch (ServerStartException)
        {
            // The capture says so.
        }

        talk.Incoming.Dispose();
        visitor?.Join();
        return new VisitReport(end, talk.Revision, talk.Server, talk.Tools, orphans.End());
    }

    // The ladder after the end of stdin.
    private static void Descend(SignalRelay signals, ManualResetEventSlim exited, VisitOptions options, Action<string> progress, CancellationToken cancellation)
    {
        progress("exit");
        foreach (var number in (int[])[Posix.SigTerminate, Posix.SigKill])
        {
            try
            {
                if (!cancellation.IsCancellationRequested && exited.Wait(options.ExitGrace, cancellation)) return;
            }
            catch (OperationCanceledException)
            {
                // A person waits.
            }

            if (exited.Wait(cancellation.IsCancellationRequested ? VisitLimits.Hurry : TimeSpan.Zero, CancellationToken.None)) return;
            progress($"exit, after {Signals.Name(number)}");
            signals.Take(number);
        }
    }
}
