using RawMcp.Wire;

namespace RawMcp.Cli.Show.Tui;

/// <summary><c>rawmcp show --tui</c>: a capture in the terminal until somebody has seen enough.</summary>
internal static class TuiRun
{
    /// <summary>Runs it.</summary>
    /// <param name="path">The capture.</param>
    /// <param name="filter">What is listed at first; null for all.</param>
    /// <param name="follow">It is still being written.</param>
    /// <param name="stop">A signal wants the end.</param>
    /// <exception cref="OperationCanceledException">A signal came; the terminal is as it was.</exception>
    public static void Run(string path, Filter? filter, bool follow, CancellationToken stop)
    {
        using var capture = CaptureFile.Open(path);
        Terminal? terminal = null;
        CaptureEnd end;
        try
        {
            while (true)
            {
                capture.Position = 0;
                var index = FrameIndex.Follow(capture);
                if (follow) index.Grow();
                else index.Finish();
                if ((index.End.Kind == CaptureEndKind.NotACapture || CaptureFile.IsForeign(index)) && !follow) CaptureFile.Judge(path, index);
                terminal ??= new Terminal();
                var view = new ShowView(Path.GetFileName(path), index, capture, grown => Landmark.Of(grown, capture)) { IsFollowing = follow };
                Loop(terminal, view, index, filter, stop);
                end = index.End;
                if (view.IsOver) break;
                (filter, follow) = (view.Filter, true); // it was read to its end, and now shall go on
            }
        }
        finally
        {
            terminal?.Dispose();
        }

        CaptureFile.Judge(path, end, follow);
    }

    private static void Loop(Terminal terminal, ShowView view, FrameIndex index, Filter? filter, CancellationToken stop)
    {
        view.Grown();
        if (filter is not null) view.Choose(filter);
        var size = (Columns: 0, Lines: 0);
        var known = 0;
        var changed = true;
        while (!view.IsOver)
        {
            if (size != Terminal.Size)
            {
                size = Terminal.Size;
                view.Resize(size.Columns, size.Lines);
                changed = true;
            }

            if (changed) terminal.Draw(view.Screen(), view.Cursor);
            changed = false;
            for (var patience = Follower.Interval; terminal.Key(patience, stop) is { } key; patience = TimeSpan.Zero)
            {
                view.Press(key);
                changed = true;
                if (view.IsOver) return;
            }

            if (!view.IsFollowing) continue;
            if (index is { IsFinished: true, IsClosed: false }) return;
            index.Grow();
            if (index.IsClosed) index.Finish();
            if (index.Frames.Count + index.Events.Count == known) continue;
            known = index.Frames.Count + index.Events.Count;
            view.Grown();
            changed = true;
        }
    }
}
