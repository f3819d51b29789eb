using System.Collections;
using RawMcp.Stdio;

namespace RawMcp.Wire;

/// <summary>
/// One run of the tap: it stands where the server would stand, starts the server, and forwards all three streams, signals and the
/// exit status, while a capture of it all is written.
/// </summary>
public static class TapRun
{
    /// <summary>Runs until the server is gone and what it wrote has been forwarded.</summary>
    /// <param name="command">The server.</param>
    /// <param name="open">Makes the file of the capture; a stream that is written from its beginning on.</param>
    /// <param name="options">How to record.</param>
    /// <param name="say">Takes a sentence about trouble with the recording; the session goes on without it.</param>
    /// <returns>How the server ended.</returns>
    /// <exception cref="ServerStartException">It could not be started. The capture says so too.</exception>
    public static TapEnd Run(ServerCommand command, Func<Stream> open, TapOptions options, Action<string> say) =>
        Run(command, open, options, say, TapHost.Outside);

    /// <summary>The same, for a host of our own.</summary>
    internal static TapEnd Run(ServerCommand command, Func<Stream> open, TapOptions options, Action<string> say, TapHost host)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(options);
        var clock = new TapClock(options.Time);
        var recorder = new Recorder(open, clock, options, e => say($"The capture cannot be written: {e} The session goes on; what the disk does not take is counted."));
        recorder.Note(new CaptureEvent.Started(clock.Anchor, options.Recorder, Environment.ProcessId, options.Durable));
        recorder.Note(Describe(command, clock.Now));
        using var relay = new SignalRelay(clock, recorder, host.PassesSignals);
        try
        {
            return Session(Start(command, clock, recorder), clock, recorder, relay, options, host);
        }
        finally
        {
            if (!recorder.Close()) say("The end of the capture is missing: the disk did not take it.");
            if (recorder.NotKept > 0) say($"The capture lacks {Amounts.Bytes(recorder.NotKept)} that crossed; it says where.");
        }
    }

    /// <summary>
    /// Ends this process by the signal that ended the server, so that the host sees what it would have seen. Returns where that is
    /// not possible.
    /// </summary>
    public static void EndAs(TapEnd end)
    {
        if (end.BySignal) Signals.EndBy(end.Number);
    }

    private static CaptureEvent.Command Describe(ServerCommand command, long time)
    {
        var names = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => (string)variable.Key).Order(StringComparer.Ordinal);
        return new CaptureEvent.Command(time, [command.File, .. command.Arguments], Environment.CurrentDirectory, [.. names]);
    }

    private static TapChild Start(ServerCommand command, TapClock clock, Recorder recorder)
    {
        try
        {
            var child = TapChild.Start(command);
            recorder.Note(new CaptureEvent.Spawned(clock.Now, child.Id));
            return child;
        }
        catch (ServerStartException e)
        {
            recorder.Note(new CaptureEvent.SpawnFailed(clock.Now, e.Error, e.Message) { Searched = Searched(command.File) });
            throw;
        }
    }

    // Where posix_spawnp looks, and Windows after its own directories. An empty place is the current directory.
    private static string[] Searched(string file) => file.AsSpan().IndexOfAny(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar) >= 0
        ? []
        : [.. (Environment.GetEnvironmentVariable("PATH") ?? "/bin:/usr/bin").Split(Path.PathSeparator).Select(place => place.Length == 0 ? "." : place)];

    private static TapEnd Session(TapChild child, TapClock clock, Recorder recorder, SignalRelay relay, TapOptions options, TapHost host)
    {
        var (input, output, errors) = host.Streams();
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var toServer = new Pump(Pipe.Stdin, input, child.Input, recorder, clock, options.Durable);
        Pump[] fromServer =
        [
            new(Pipe.Stdout, child.Output, output, recorder, clock, options.Durable),
            new(Pipe.Stderr, child.Errors, errors, recorder, clock, options.Durable) { KeepOpen = () => exited.Task.Wait(TapLimits.TailGrace) },
        ];
        using var watcher = new Watcher(child, [toServer, .. fromServer], clock, recorder, options.FirstSilence);
        relay.Serve(child, watcher);
        host.Started?.Invoke(child, relay);
        toServer.Start();
        watcher.Start();
        foreach (var pump in fromServer) pump.Start();

        var end = child.Wait();
        host.Exited?.Invoke();
        watcher.Dispose();
        exited.SetResult();
        relay.Settle();
        recorder.Note(end.BySignal ? new CaptureEvent.Killed(clock.Now, end.Number, Signals.Name(end.Number)) : new CaptureEvent.Exited(clock.Now, end.Number));
        var before = fromServer.Select(pump => pump.Bytes).ToArray();
        var held = false;
        for (var i = 0; i < fromServer.Length; i++)
        {
            if (Tail.Drained(fromServer[i], before[i], relay.Hurry)) continue;
            held = true;
            recorder.Note(new CaptureEvent.LeftOpen(clock.Now, fromServer[i].Stream));
        }

        if (held) watcher.LookForHeirs();
        return end;
    }
}
