using System.Globalization;
using RawMcp.Cli.Output;
using RawMcp.Wire;

namespace RawMcp.Cli.Show.Tui;

internal sealed partial class ShowView
{
    private static readonly string[] Help =
    [
        "  up, down, k, j     one line              Tab, Enter   to the detail and back",
        "  PgUp, PgDn, space  one page              v            pretty JSON, raw, hex",
        "  Home, End, g, G    first, last           a            to the joined frame",
        "",
        "  f   filter, such as: method == 'tools/call' and dur > 500ms; empty: all",
        "  /   search for a text in the frames      n, N         next, previous match",
        "  e   next finding: no message, error,     E            previous finding",
        "      tool error, no answer, gap",
        "  F   follow what is still being written   q, Ctrl-C    end",
        "",
        "  seconds since the beginning  direction  frame  bytes  what",
        "  >  client to server   <  server to client   !  stderr   *  event",
        "",
        "  Any key goes back.",
    ];

    private (IndexedFrame? Frame, DetailForm Form, int Width, List<string> Lines) kept = (null, default, 0, []);

    // A title, the list, a rule, the detail, a line at the foot. On a terminal too low for both, the list alone.
    private int ListHeight => height < 8 ? Math.Max(0, height - 2) : (height - 3) / 2;

    private int DetailHeight => height < 8 ? 0 : height - 3 - ListHeight;

    /// <summary>The screen: as many lines as it is high, each exactly as wide as it is.</summary>
    public IReadOnlyList<ScreenLine> Screen()
    {
        var lines = new List<ScreenLine>(height);
        void Add(string text, Tone tone) => lines.Add(new(Cells.Fit(text, width), tone));

        Add(Title(), Tone.Bar);
        if (showsHelp)
        {
            foreach (var line in Help) Add(line, Tone.Plain);
        }
        else
        {
            List(Add);
            if (DetailHeight > 0) DetailPane(Add);
        }

        while (lines.Count < height - 1) Add("", Tone.Plain);
        if (lines.Count > height - 1) lines.RemoveRange(Math.Max(0, height - 1), lines.Count - Math.Max(0, height - 1));
        Foot(lines, Add);
        return lines;
    }

    /// <summary>Where the cursor stands while something is typed: column and line, from 0; null where nothing is.</summary>
    public (int Column, int Line)? Cursor => typing == Typing.Nothing ? null
        : (Math.Min(width - 1, Cells.Width(Prompt) + Cells.Width(Shown(input.Text[..input.Cursor]))), height - 1);

    private string Prompt => typing == Typing.Filter ? "filter: " : "search: ";

    private string Title() => string.Create(
        CultureInfo.InvariantCulture,
        $" {Cells.Safe(Plain.Line(title))}  {index.Frames.Count} frames, {index.Calls.Count} calls{(IsFollowing ? index.IsClosed ? ", recording ended" : ", following" : "")}{(filter is null ? "" : $"  filter: {Cells.Safe(Plain.Line(filter.Text))} ({rows.Count})")}");

    private void List(Action<string, Tone> add)
    {
        var room = ListHeight;
        top = Math.Clamp(top, Math.Max(0, selected - Math.Max(1, room) + 1), Math.Max(0, selected));
        for (var row = top; row < top + room; row++)
        {
            if (row < rows.Count) add(rows.Text(row), row == selected ? Tone.Selected : RowTone(row));
            else add(row == 0 ? filter is null ? "  nothing yet" : "  no frame matches the filter" : "", Tone.Dim);
        }
    }

    private Tone RowTone(int row)
    {
        if (rows.Frame(row) is not { } frame) return Tone.Dim;
        foreach (var one in frame.Messages) if (one.Defect is not null || one.ErrorCode is not null || one.IsToolError) return Tone.Bad;
        return frame.Stream switch
        {
            Pipe.Stdin => Tone.ToServer,
            Pipe.Stdout => Tone.ToClient,
            _ => Tone.Plain,
        };
    }

    private void DetailPane(Action<string, Tone> add)
    {
        var lines = DetailLines();
        scroll = Math.Clamp(scroll, 0, Math.Max(0, lines.Count - DetailHeight));
        var place = lines.Count > DetailHeight ? string.Create(CultureInfo.InvariantCulture, $"  lines {scroll + 1} to {Math.Min(lines.Count, scroll + DetailHeight)} of {lines.Count}") : "";
        var what = rows.Frame(selected) is { } frame ? string.Create(CultureInfo.InvariantCulture, $"#{frame.Number}  {frame.Length} bytes at {frame.Stream.Name()} {frame.Offset}  {form switch { DetailForm.Hex => "hex", DetailForm.Raw => "raw", _ => "pretty" }}{place}") : "event";
        add($"{(inDetail ? "==" : "--")} {what} {new string(inDetail ? '=' : '-', width)}"[..Math.Max(width, 1)], inDetail ? Tone.Bar : Tone.Dim);
        for (var i = scroll; i < scroll + DetailHeight; i++) add(i < lines.Count ? lines[i] : "", Tone.Plain);
    }

    private List<string> DetailLines()
    {
        if (rows.Frame(selected) is not { } frame) return rows.Count == 0 ? [] : [.. Cells.Wrap(rows.Text(selected).TrimStart(), width)];
        if (kept.Frame != frame || kept.Form != form || kept.Width != width) kept = (frame, form, width, Detail.Lines(index, capture, frame, form, width));
        return kept.Lines;
    }

    private void Foot(List<ScreenLine> lines, Action<string, Tone> add)
    {
        if (typing == Typing.Nothing)
        {
            add(message.Length > 0 ? " " + message : " ? help  q end  f filter  / search  e finding  v form  Tab detail", Tone.Bar);
            return;
        }

        if (mistake is { } wrong && height >= 4)
        {
            // Above the line that is typed: what is wrong, and a mark over the place.
            var indent = Cells.Width(Prompt) + Cells.Width(Shown(input.Text[..wrong.Position]));
            lines.RemoveRange(lines.Count - 2, 2);
            add(" " + Cells.Safe(Plain.Line(wrong.Sentence)), Tone.Bad);
            add(indent < width ? new string(' ', indent) + "v" : "", Tone.Bad);
        }

        add(Prompt + Shown(input.Text), Tone.Plain);
    }

    private static string Shown(string text) => Cells.Safe(Plain.Line(text));
}
