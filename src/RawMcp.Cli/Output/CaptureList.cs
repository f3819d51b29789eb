using System.Globalization;
using RawMcp.Framing;
using RawMcp.Wire;

namespace RawMcp.Cli.Output;

/// <summary>
/// A capture as lines: seconds since it began, then <c>&gt;</c> for the server's stdin, <c>&lt;</c> for its stdout, <c>!</c> for its
/// stderr, <c>*</c> for events. With a filter, the messages that it chooses.
/// </summary>
internal sealed class CaptureList(FrameIndex index, Stream capture, Filter? filter = null)
{
    private const int StderrShown = 400;
    private const int MalformedShown = 64;

    /// <summary>Writes it; returns how many messages, stderr lines and blank lines were chosen.</summary>
    public int Write(TextWriter to)
    {
        // What happened to the process is no frame, and has nothing that a filter could ask for.
        var (frames, events) = (index.Frames, filter is null ? index.Events : []);
        var (next, chosen) = (0, 0);
        foreach (var frame in frames)
        {
            while (next < events.Count && events[next].Time <= frame.LastByte) Event(to, events[next++]);
            chosen += Frame(to, frame);
        }

        while (next < events.Count) Event(to, events[next++]);
        return chosen;
    }

    private int Frame(TextWriter to, IndexedFrame frame)
    {
        var view = new FilterFrame(index, frame, capture);
        if (frame.Messages.Count == 0 && filter?.Matches(view) == false) return 0;
        var head = $"{Clock(frame.LastByte)} {Mark(frame.Stream)} #{frame.Number.ToString(CultureInfo.InvariantCulture),-5}";
        var tail = Notes(frame);
        if (frame.Stream == Pipe.Stderr)
        {
            to.WriteLine($"{head} {Plain.Frame(index.BytesOf(frame, capture, StderrShown))}{(frame.Length > StderrShown ? "…" : "")}{tail}");
            return 1;
        }

        if (frame.Messages.Count == 0) to.WriteLine($"{head} blank line{tail}");
        var chosen = frame.Messages.Count == 0 ? 1 : 0;
        for (var i = 0; i < frame.Messages.Count; i++)
        {
            if (filter?.Matches(view, i) == false) continue;
            chosen++;
            var message = frame.Messages[i];
            to.WriteLine($"{head} {About(message, frame)}{tail}");
            if (message.Defect is not null) to.WriteLine(Indented(HexDump.Of(index.BytesOf(frame, capture, MalformedShown), frame.Offset)));
        }

        return chosen;
    }

    private static string About(IndexedMessage message, IndexedFrame frame)
    {
        var id = message.Id is { } known ? " id " + Plain.Line(known.Json) : "";
        var method = Plain.Line(message.Method ?? message.Call?.Method ?? "(to no request)");
        var size = $", {frame.Length.ToString(CultureInfo.InvariantCulture)} bytes";
        return message.Kind switch
        {
            MessageKind.Request => $"request {method}{id}{size}{(message.Call!.IsInFlight ? ", in flight" : "")}",
            MessageKind.Notification => $"notification {method}{size}",
            MessageKind.Result => $"result {method}{id}{size}{Took(message)}",
            MessageKind.Failure => $"error {message.ErrorCode?.ToString(CultureInfo.InvariantCulture)} {method}{id}{size}{Took(message)}",
            _ => $"malformed{id}{size}: {Plain.Line(message.Defect?.Sentence ?? "")}",
        };
    }

    private static string Took(IndexedMessage message) =>
        message.Call?.Duration is { } duration ? string.Create(CultureInfo.InvariantCulture, $", after {duration / 1e6:0.000} ms") : "";

    private static string Notes(IndexedFrame frame) =>
        (frame.Ending == FrameEnding.Unterminated ? ", no LF at its end" : "") + (frame.IsBesideGap ? ", beside a gap" : "");

    private void Event(TextWriter to, CaptureEvent what) => to.WriteLine($"{Clock(what.Time)} *        {Plain.Line(Sentence(what))}");

    private static string Sentence(CaptureEvent what) => what switch
    {
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

    private string Clock(long time) => string.Create(CultureInfo.InvariantCulture, $"{(time - index.Begin) / 1e9,12:0.000000}");

    private static char Mark(Pipe stream) => stream switch
    {
        Pipe.Stdin => '>',
        Pipe.Stdout => '<',
        _ => '!',
    };

    private static string Indented(string text) => "             " + text.Replace("\n", "\n             ", StringComparison.Ordinal);
}
