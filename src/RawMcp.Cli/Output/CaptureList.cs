using System.Globalization;
using RawMcp.Cli.Show;
using RawMcp.Framing;
using RawMcp.Wire;

namespace RawMcp.Cli.Output;

/// <summary>
/// A capture as lines, under a heading that names the columns. With a filter, the messages that it chooses. What has been written
/// is not written again: over an index that grows, each call goes on from there.
/// </summary>
/// <param name="index">The index.</param>
/// <param name="capture">The capture it was made from.</param>
/// <param name="filter">Chooses messages; null for all, and for what happened to the process.</param>
/// <param name="explain">Behind each message, a line on what it is for.</param>
internal sealed class CaptureList(FrameIndex index, Stream capture, Filter? filter = null, bool explain = false)
{
    private const int StderrShown = 400;
    private const string Heading = "     seconds     frame     bytes  what        (> client to server, < server to client, ! stderr, * event)";
    private const string Indent = "                                  ";

    private readonly MessageBytes bytes = new(index, capture);
    private bool begun;
    private int frame, happened;

    /// <summary>How many messages, stderr lines and blank lines were chosen so far.</summary>
    public int Chosen { get; private set; }

    /// <summary>Writes what has not been written yet.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="isOver">Nothing more will come.</param>
    public void Write(TextWriter to, bool isOver = true)
    {
        // What happened to the process is no frame, and has nothing that a filter could ask for.
        var (frames, events) = (index.Frames, filter is null ? index.Events : []);
        for (; frame < frames.Count; frame++)
        {
            while (happened < events.Count && events[happened].Time <= frames[frame].LastByte) Event(to, events[happened++]);
            Frame(to, frames[frame], isOver);
        }

        while (happened < events.Count) Event(to, events[happened++]);
    }

    private void Frame(TextWriter to, IndexedFrame frame, bool isOver)
    {
        var view = new FilterFrame(index, frame, capture);
        for (var i = 0; i < Math.Max(1, frame.Messages.Count); i++)
        {
            if (filter?.Matches(view, i) == false) continue;
            Chosen++;
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"{Clock(frame.LastByte)} {Mark(frame.Stream)} {'#' + frame.Number.ToString(CultureInfo.InvariantCulture),8} {frame.Length,9}  ");
            if (frame.Messages.Count == 0)
            {
                Line(to, line + (frame.Stream == Pipe.Stderr ? Stderr(frame) : "blank line") + Notes(frame));
                continue;
            }

            var message = frame.Messages[i];
            Line(to, line + MessageText.Of(message, bytes.Of(frame, i, Subject.BytesRead), isOver) + Notes(frame));
            if (message.Defect is { } defect) Line(to, Indented(Hex(frame, bytes.Begin(frame, i) + (long)defect.Offset)));
            if (explain) Line(to, Indent + "= " + Explanation.Of(frame, message, bytes.Of(frame, i, Explanation.BytesRead)));
        }
    }

    private string Stderr(IndexedFrame frame) =>
        Plain.Frame(index.BytesOf(frame, capture, StderrShown)).Replace("\t", "    ", StringComparison.Ordinal) + (frame.Length > StderrShown ? "…" : "");

    /// <summary>The bytes about a place in a frame, with a mark under it.</summary>
    private string Hex(IndexedFrame frame, long place)
    {
        var from = Math.Max(0, (place / HexDump.Width - 1) * HexDump.Width);
        return HexDump.Of(index.BytesOf(frame, capture, HexDump.Width * 4, from), frame.Offset + from, mark: (int)(place - from));
    }

    private static string Notes(IndexedFrame frame) =>
        (frame.Ending == FrameEnding.Unterminated ? "; no line feed at its end" : "") + (frame.IsBesideGap ? "; beside a gap" : "");

    private void Event(TextWriter to, CaptureEvent what) => Line(to, $"{Clock(what.Time)} *                     {Plain.Line(EventText.Sentence(what))}");

    private void Line(TextWriter to, string line)
    {
        if (!begun) to.WriteLine(Heading);
        begun = true;
        to.WriteLine(line);
    }

    private string Clock(long time) => string.Create(CultureInfo.InvariantCulture, $"{(time - index.Begin) / 1e9,12:0.000000}");

    private static char Mark(Pipe stream) => stream switch
    {
        Pipe.Stdin => '>',
        Pipe.Stdout => '<',
        _ => '!',
    };

    private static string Indented(string text) => Indent + text.Replace("\n", "\n" + Indent, StringComparison.Ordinal);
}
