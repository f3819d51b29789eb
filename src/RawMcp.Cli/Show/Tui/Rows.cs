using System.Globalization;
using RawMcp.Cli.Output;
using RawMcp.Framing;
using RawMcp.Wire;

namespace RawMcp.Cli.Show.Tui;

/// <summary>The list of the view: frames and events on one clock, or the frames that a filter chooses. Grows with its index.</summary>
internal sealed class Rows(FrameIndex index, Stream capture, Filter? filter)
{
    private const int StderrShown = 400;
    private readonly List<int> rows = [];   // a frame's place, or the complement of an event's
    private readonly MessageBytes bytes = new(index, capture);
    private int frames, events;

    /// <summary>How many there are.</summary>
    public int Count => rows.Count;

    /// <summary>Takes up what the index has got since.</summary>
    public void Grow()
    {
        var happened = filter is null ? index.Events : [];
        for (; frames < index.Frames.Count; frames++)
        {
            while (events < happened.Count && happened[events].Time <= index.Frames[frames].LastByte) rows.Add(~events++);
            if (filter is null || Chooses(index.Frames[frames])) rows.Add(frames);
        }

        while (events < happened.Count) rows.Add(~events++);
    }

    /// <summary>The frame of a row; null for an event.</summary>
    public IndexedFrame? Frame(int row) => row >= 0 && row < rows.Count && rows[row] >= 0 ? index.Frames[rows[row]] : null;

    /// <summary>The row of a frame, or of the next one that is listed; null where there is none.</summary>
    public int? Row(int number)
    {
        for (var row = 0; row < rows.Count; row++) if (rows[row] >= number - 1) return row;
        return null;
    }

    /// <summary>Whether a row's frame holds the bytes, in the part of it that is looked at.</summary>
    public bool Holds(int row, ReadOnlySpan<byte> wanted, int most) => Frame(row) is { } frame && index.BytesOf(frame, capture, most).AsSpan().IndexOf(wanted) >= 0;

    /// <summary>A row as harmless text; columns first, so that what a stranger wrote comes last.</summary>
    public string Text(int row)
    {
        if (Frame(row) is not { } frame)
        {
            var what = index.Events[~rows[row]];
            return $"{Clock(what.Time)} *                  {Cells.Safe(Plain.Line(EventText.Sentence(what)))}";
        }

        var head = string.Create(
            CultureInfo.InvariantCulture, $"{Clock(frame.LastByte)} {Mark(frame.Stream)} {'#' + frame.Number.ToString(CultureInfo.InvariantCulture),7} {frame.Length,8}  ");
        return head + Cells.Safe(What(frame) + (frame.IsBesideGap ? "; beside a gap" : "") + (frame.Ending == FrameEnding.Unterminated ? "; no line feed" : ""));
    }

    private string What(IndexedFrame frame) => frame.Messages.Count switch
    {
        0 => frame.Stream == Pipe.Stderr ? Plain.Frame(index.BytesOf(frame, capture, StderrShown)) : "blank line",
        1 => Message(frame, isOver: true),
        _ => $"batch of {frame.Messages.Count}: {Message(frame, isOver: true)}",
    };

    private string Message(IndexedFrame frame, bool isOver) => MessageText.Of(frame.Messages[0], bytes.Of(frame, 0, Subject.BytesRead), isOver);

    private bool Chooses(IndexedFrame frame)
    {
        var view = new FilterFrame(index, frame, capture);
        for (var i = 0; i < Math.Max(1, frame.Messages.Count); i++) if (filter!.Matches(view, i)) return true;
        return false;
    }

    private string Clock(long time) => string.Create(CultureInfo.InvariantCulture, $"{(time - index.Begin) / 1e9,11:0.0000}");

    private static char Mark(Pipe stream) => stream switch
    {
        Pipe.Stdin => '>',
        Pipe.Stdout => '<',
        _ => '!',
    };
}
