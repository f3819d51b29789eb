using System.Globalization;
using System.Text;
using RawMcp.Cli.Output;
using RawMcp.Wire;

namespace RawMcp.Cli.Show.Tui;

/// <summary>
/// What the terminal view of a capture shows, without a terminal: keys go in, lines of the screen come out.
/// </summary>
/// <param name="title">The capture's name.</param>
/// <param name="index">Its index; may grow (<see cref="Grown"/>).</param>
/// <param name="capture">The capture itself.</param>
/// <param name="find">Finds what is worth jumping to.</param>
internal sealed partial class ShowView(string title, FrameIndex index, Stream capture, Func<FrameIndex, IReadOnlyList<Landmark>> find)
{
    /// <summary>A search looks at so much of each frame, in bytes: 1 MiB.</summary>
    public const int SearchedBytes = 1024 * 1024;

    private enum Typing
    {
        Nothing, Filter, Search,
    }

    private readonly InputLine input = new();
    private Rows rows = new(index, capture, null);
    private Filter? filter;
    private Typing typing;
    private DetailForm form = DetailForm.Pretty;
    private IReadOnlyList<Landmark>? findings;
    private string searched = "";
    private string message = "";
    private FilterError? mistake;
    private bool inDetail, showsHelp;
    private int selected, top, scroll;
    private int width = 80, height = 24;

    /// <summary>Somebody wants out.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Somebody wants to see what is still being written: the newest frame stays in view, while nobody looks at an earlier one.</summary>
    public bool IsFollowing { get; set; }

    /// <summary>Chooses what is listed; null for all.</summary>
    public Filter? Filter => filter;

    /// <summary>The selected frame's number; null on an event, and where nothing is listed.</summary>
    public int? SelectedFrame => rows.Frame(selected)?.Number;

    /// <summary>The terminal has another size.</summary>
    public void Resize(int columns, int lines) => (width, height) = (Math.Max(columns, 1), Math.Max(lines, 1));

    /// <summary>The index has grown, or is there for the first time.</summary>
    public void Grown()
    {
        var wasAtEnd = selected >= rows.Count - 1;
        rows.Grow();
        findings = null;
        if (IsFollowing && wasAtEnd && !inDetail) Select(rows.Count - 1);
    }

    /// <summary>Chooses what is listed, as if it had been typed.</summary>
    public void Choose(Filter? by)
    {
        var number = SelectedFrame;
        (filter, mistake) = (by, null);
        rows = new Rows(index, capture, by);
        rows.Grow();
        Select(number is { } known ? rows.Row(known) ?? rows.Count - 1 : 0);
        message = by is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{rows.Count} of {index.Frames.Count} frames match");
    }

    /// <summary>A key.</summary>
    public void Press(ConsoleKeyInfo key)
    {
        if (typing != Typing.Nothing)
        {
            Type(key);
            return;
        }

        message = "";
        if (showsHelp)
        {
            showsHelp = false;
            return;
        }

        if (!Move(key)) Command(key);
    }

    private bool Move(ConsoleKeyInfo key)
    {
        var page = Math.Max(1, (inDetail ? DetailHeight : ListHeight) - 1);
        int? by = (key.Key, key.KeyChar) switch
        {
            (ConsoleKey.UpArrow, _) or (_, 'k') => -1,
            (ConsoleKey.DownArrow, _) or (_, 'j') => 1,
            (ConsoleKey.PageUp, _) => -page,
            (ConsoleKey.PageDown, _) or (_, ' ') => page,
            (ConsoleKey.Home, _) or (_, 'g') => -int.MaxValue,
            (ConsoleKey.End, _) or (_, 'G') => int.MaxValue,
            _ => null,
        };
        if (by is not { } step) return false;
        if (inDetail) scroll = (int)Math.Clamp((long)scroll + step, 0, Math.Max(0, DetailLines().Count - DetailHeight));
        else Select((int)Math.Clamp((long)selected + step, 0, Math.Max(0, rows.Count - 1)));
        return true;
    }

    private void Command(ConsoleKeyInfo key)
    {
        switch (key.KeyChar)
        {
            case 'q': IsOver = true; return;
            case '?': showsHelp = true; return;
            case 'f': Ask(Typing.Filter, filter?.Text ?? ""); return;
            case '/': Ask(Typing.Search, ""); return;
            case 'n': Search(1); return;
            case 'N': Search(-1); return;
            case 'e': Jump(1); return;
            case 'E': Jump(-1); return;
            case 'a': JumpToOther(); return;
            case 'v': (form, scroll) = ((DetailForm)(((int)form + 1) % 3), 0); return;
            case 'F':
                IsFollowing = !IsFollowing;
                message = IsFollowing ? "following" : "no longer following";
                if (IsFollowing) Select(rows.Count - 1);
                return;
        }

        if (key.Key is ConsoleKey.Tab or ConsoleKey.Enter) inDetail = !inDetail;
        else if (key.Key == ConsoleKey.Escape && inDetail) inDetail = false;
        else if (key.Key == ConsoleKey.Escape && filter is not null) Choose(null);
    }

    private void Ask(Typing what, string text)
    {
        typing = what;
        input.Text = text;
        mistake = null;
    }

    private void Type(ConsoleKeyInfo key)
    {
        if (key.Key is not (ConsoleKey.Enter or ConsoleKey.Escape))
        {
            input.Press(key);
            mistake = null;
            return;
        }

        var what = typing;
        if (key.Key == ConsoleKey.Escape)
        {
            (typing, mistake) = (Typing.Nothing, null);
        }
        else if (what == Typing.Search)
        {
            typing = Typing.Nothing;
            searched = input.Text;
            Search(1);
        }
        else if (string.IsNullOrWhiteSpace(input.Text))
        {
            typing = Typing.Nothing;
            Choose(null);
        }
        else if (Wire.Filter.TryParse(input.Text, out var chosen, out mistake))
        {
            typing = Typing.Nothing;
            Choose(chosen);
        }
    }

    private void Search(int step)
    {
        if (searched.Length == 0)
        {
            message = "nothing to search for: / asks for a text";
            return;
        }

        // Half a surrogate pair, which keys can make, is no text that any frame has.
        var wanted = Encoding.UTF8.GetBytes(searched);
        for (var i = 1; i <= rows.Count; i++)
        {
            var row = (int)((((long)selected + ((long)step * i)) % rows.Count + rows.Count) % rows.Count);
            if (!rows.Holds(row, wanted, SearchedBytes)) continue;
            Select(row);
            message = "found: " + Cells.Safe(Plain.Line(searched));
            return;
        }

        message = "no frame has: " + Cells.Safe(Plain.Line(searched));
    }

    private void Jump(int step)
    {
        findings ??= find(index);
        var from = SelectedFrame ?? NearestFrame(step);
        var next = step > 0
            ? findings.Where(finding => finding.Frame > from).DefaultIfEmpty().First()
            : findings.Where(finding => finding.Frame < from).DefaultIfEmpty().Last();
        if (next == default)
        {
            message = findings.Count == 0 ? "no findings" : step > 0 ? "no finding after this one" : "no finding before this one";
            return;
        }

        message = Go(next.Frame) ? Cells.Safe(next.Title) : string.Create(CultureInfo.InvariantCulture, $"#{next.Frame} ({Cells.Safe(next.Title)}) is not among what the filter chooses; Esc lists all");
    }

    private int NearestFrame(int step)
    {
        for (var row = selected; row >= 0 && row < rows.Count; row -= step) if (rows.Frame(row) is { } frame) return frame.Number;
        return step > 0 ? 0 : int.MaxValue;
    }

    private void JumpToOther()
    {
        var other = rows.Frame(selected) is { Messages: [var first, ..] } frame
            ? first.Concerns?.Request ?? (first.Call is { } call ? call.Request == frame ? call.Response : call.Request : null)
            : null;
        if (other is null) message = "nothing here is joined to another frame";
        else if (!Go(other.Number)) message = string.Create(CultureInfo.InvariantCulture, $"#{other.Number} is not among what the filter chooses; Esc lists all");
    }

    private bool Go(int number)
    {
        if (rows.Row(number) is not { } row || rows.Frame(row)?.Number != number) return false;
        Select(row);
        return true;
    }

    private void Select(int row)
    {
        row = Math.Clamp(row, 0, Math.Max(0, rows.Count - 1));
        if (row != selected) scroll = 0;
        selected = row;
    }
}
