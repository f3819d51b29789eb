using System.Globalization;

namespace RawMcp.Wire;

/// <summary>What happened beside the bytes of a capture, each in a sentence. The words of others in it are as they came, and may be hostile.</summary>
public static class EventText
{
    /// <summary>The sentence, without a full stop.</summary>
    public static string Sentence(CaptureEvent what) => what switch
    {
        null => throw new ArgumentNullException(nameof(what)),
        CaptureEvent.Started it => string.Create(
            CultureInfo.InvariantCulture, $"{it.Recorder} began, {DateTime.UnixEpoch.AddTicks(it.Time / 100):yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'}{(it.Durable ? ", durable" : "")}"),
        CaptureEvent.Command it => $"command: {Words(it.Arguments)} in {it.Directory}, {it.Environment.Count} variables{(it.IsCut ? " (cut)" : "")}",
        CaptureEvent.Spawned it => $"the server runs as process {it.ProcessId}",
        CaptureEvent.SpawnFailed it => $"the server could not be started (error {it.Error}): {it.Reason}",
        CaptureEvent.StreamEnded it => $"end of {it.Stream.Name()}, {it.Bytes} bytes in all",
        CaptureEvent.StreamBroken it => $"nobody reads {it.Stream.Name()} any more, after {it.Bytes} bytes; {it.Undelivered} were on their way",
        CaptureEvent.Signal it => $"{it.Name} came and was {(it.Delivered ? "passed on" : "too late for the server")}",
        CaptureEvent.Exited it => $"the server exited with code {it.Code}",
        CaptureEvent.Killed it => $"the server was ended by {it.Name}",
        CaptureEvent.LeftOpen it => $"the server is gone; a process it left behind holds {it.Stream.Name()} open",
        CaptureEvent.Gap it => $"gap: {it.Bytes} bytes of {it.Stream.Name()} in {it.Chunks} chunks crossed and were not kept ({it.Reason})",
        CaptureEvent.Full it => $"the capture reached its limit of {it.Limit} bytes",
        CaptureEvent.Watched it => Watched(it),
        CaptureEvent.GaveUp it => $"the visitor gave up: the server wrote {it.Wrote}",
        CaptureEvent.Closed => "the recording ended in order",
        CaptureEvent.Unknown it => $"an event of a kind unknown here: {it.Json}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Watched(CaptureEvent.Watched it)
    {
        var parts = new List<string> { $"the server's process is {it.State}{(it.Waiting is { } call ? $" ({call})" : "")}" };
        if (it.Cpu is { } cpu) parts.Add(string.Create(CultureInfo.InvariantCulture, $"has used {cpu / 1e6:0} ms of processor time"));
        if (it.Unread is > 0 and var unread) parts.Add($"has not read {unread} bytes of its stdin");
        parts.AddRange(it.Stuck.Select(stuck => $"{stuck.Bytes} bytes of {stuck.Stream.Name()} find no reader"));
        if (it.Descendants.Count > 0) parts.Add($"started {string.Join(", ", it.Descendants.Select(Process))}");
        return string.Join("; ", parts);
    }

    private static string Process(CaptureEvent.Descendant it) =>
        $"{it.Name} ({it.ProcessId}{(it.Holds.Count > 0 ? ", holds " + string.Join(", ", it.Holds.Select(stream => stream.Name())) : "")})";

    private static string Words(IReadOnlyList<string> words) => words.Count == 0 ? "" : new Stdio.ServerCommand(words[0], [.. words.Skip(1)]).ToString();
}
