using System.Runtime.InteropServices;

namespace RawMcp.Wire;

/// <summary>Passes the signals that come to the tap on to the server, and lives on until the server has drawn its conclusions.</summary>
internal sealed class SignalRelay : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<PosixSignalRegistration> registrations = [];
    private readonly List<int> early = [];
    private readonly ManualResetEventSlim hurry = new();
    private readonly TapClock clock;
    private readonly Recorder recorder;
    private TapChild? child;
    private Watcher? watcher;

    /// <param name="clock">The session's clock.</param>
    /// <param name="recorder">Takes what was passed on.</param>
    /// <param name="listens">What comes to this process is passed on; else only what is asked for.</param>
    public SignalRelay(TapClock clock, Recorder recorder, bool listens)
    {
        this.clock = clock;
        this.recorder = recorder;
        if (!listens) return;

        // At a terminal, Ctrl-C goes to every process in front of it: the server has it already.
        var atTerminal = !Console.IsInputRedirected;
        var ignored = Signals.Ignored();
        foreach (var number in Signals.PassedOn)
        {
            if ((ignored & (1UL << (number - 1))) != 0) continue;
            registrations.Add(PosixSignalRegistration.Create((PosixSignal)number, context =>
            {
                context.Cancel = true;
                if (!(atTerminal && number is 2 or 3)) Take(number);
            }));
        }
    }

    /// <summary>Set when a signal came after the server was gone: nothing is worth waiting for any more.</summary>
    public WaitHandle Hurry => hurry.WaitHandle;

    /// <summary>The server is there: it gets what came before, and what will come.</summary>
    /// <param name="server">The server.</param>
    /// <param name="looks">Looks at it before a signal reaches it: afterwards there may be nothing left to see.</param>
    public void Serve(TapChild server, Watcher looks)
    {
        lock (gate)
        {
            (child, watcher) = (server, looks);
            foreach (var number in early) Pass(number);
            early.Clear();
        }
    }

    /// <summary>The server is gone: what was being passed on has been, and is recorded.</summary>
    public void Settle()
    {
        lock (gate)
        {
            // Whoever passes a signal on holds the gate.
        }
    }

    /// <summary>Sends the server a signal, as if it had come to this process.</summary>
    public void Take(int number)
    {
        lock (gate)
        {
            if (child is null) early.Add(number);
            else Pass(number);
        }
    }

    /// <summary>One look at the server, now.</summary>
    public void Look() => watcher?.Look();

    /// <summary>The host gives the session up. What the server writes after that is counted, and not kept.</summary>
    /// <param name="wrote">What the server wrote that was too much, in a few words.</param>
    /// <param name="unanswered">How many requests it had not answered.</param>
    public void GiveUp(string wrote, int unanswered) => recorder.End(new CaptureEvent.GaveUp(clock.Now, wrote, unanswered));

    private void Pass(int number)
    {
        watcher!.Look();
        var time = clock.Now;
        var delivered = child!.Send(number);
        recorder.Note(new CaptureEvent.Signal(time, number, Signals.Name(number), delivered));
        if (!delivered) hurry.Set();
    }

    public void Dispose()
    {
        foreach (var one in registrations) one.Dispose();
        hurry.Dispose();
    }
}
