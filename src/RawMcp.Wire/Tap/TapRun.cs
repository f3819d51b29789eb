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
    public static TapEnd Run(ServerCommand command, Func<Stream> open, TapOptions options, Action<string> say)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(options);
        var clock = new TapClock(options.Time);
        var recorder = new Recorder(open, clock, options, e => say($"The capture cannot be written: {e} The session goes on; what the disk does not take is counted."));
        recorder.Note(new CaptureEvent.Started(clock.Anchor, options.Recorder, Environment.ProcessId, options.Durable));
        recorder.Note(Describe(command, clock.Now));
        using var relay = new SignalRelay(clock, recorder);
        try
        {
            return Session(Start(command, clock, recorder), clock, recorder, relay, options);
        }
        finally
        {
            if (!recorder.Close()) say("The end of the capture is missing: the disk did not take it.");
            if (recorder.NotKept > 0) say($"The capture lacks {recorder.NotKept} bytes that crossed; it says where.");
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
            recorder.Note(new CaptureEvent.SpawnFailed(clock.Now, e.Error, e.Message));
            throw;
        }
    }

    private static TapEnd Session(TapChild child, TapClock clock, Recorder recorder, SignalRelay relay, TapOptions options)
    {
        relay.Serve(child);
        var (input, output, errors) = OwnStreams();
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var toServer = new Pump(Pipe.Stdin, input, child.Input, recorder, clock, options.Durable);
        Pump[] fromServer =
        [
            new(Pipe.Stdout, child.Output, output, recorder, clock, options.Durable),
            new(Pipe.Stderr, child.Errors, errors, recorder, clock, options.Durable) { KeepOpen = () => exited.Task.Wait(TapLimits.TailGrace) },
        ];
        toServer.Start();
        foreach (var pump in fromServer) pump.Start();

        var end = child.Wait();
        exited.SetResult();
        relay.Settle();
        recorder.Note(end.BySignal ? new CaptureEvent.Killed(clock.Now, end.Number, Signals.Name(end.Number)) : new CaptureEvent.Exited(clock.Now, end.Number));
        var before = fromServer.Select(pump => pump.Bytes).ToArray();
        for (var i = 0; i < fromServer.Length; i++)
        {
            if (!Tail.Drained(fromServer[i], before[i], relay.Hurry)) recorder.Note(new CaptureEvent.LeftOpen(clock.Now, fromServer[i].Stream));
        }

        return end;
    }

    private static (Stream Input, Stream Output, Stream Errors) OwnStreams() => OperatingSystem.IsWindows()
        ? (Console.OpenStandardInput(), Console.OpenStandardOutput(), Console.OpenStandardError())
        : (new DescriptorStream(0), new DescriptorStream(1), new DescriptorStream(2));
}
