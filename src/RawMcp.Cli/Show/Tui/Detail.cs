using System.Globalization;
using RawMcp.Cli.Output;
using RawMcp.Wire;

namespace RawMcp.Cli.Show.Tui;

/// <summary>How a frame's bytes are shown.</summary>
internal enum DetailForm
{
    Pretty, Raw, Hex,
}

/// <summary>All there is to show of one frame, as harmless lines of a given width.</summary>
internal static class Detail
{
    /// <summary>So much of a frame is fetched to be shown, in bytes: 64 KiB. 'rawmcp export' has the rest.</summary>
    public const int BytesShown = 64 * 1024;

    /// <param name="index">The index.</param>
    /// <param name="capture">The capture.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="form">How.</param>
    /// <param name="width">In cells.</param>
    public static List<string> Lines(FrameIndex index, Stream capture, IndexedFrame frame, DetailForm form, int width)
    {
        var shown = index.BytesOf(frame, capture, BytesShown);
        var lines = new List<string>();
        var source = new MessageBytes(index, capture);
        for (var i = 0; i < Math.Min(frame.Messages.Count, 1); i++)
        {
            lines.AddRange(Sentence(Explanation.Of(frame, frame.Messages[i], source.Of(frame, i, Explanation.BytesRead)), width));
            if (frame.Messages[i].Defect is { } defect) lines.AddRange(Sentence("malformed: " + defect.Sentence, width));
        }

        if (frame.Messages.Count > 1) lines.Add(Cells.Fit($"A batch of {frame.Messages.Count} messages; above is the first.", width).TrimEnd());
        if (lines.Count > 0) lines.Add("");
        switch (form)
        {
            case DetailForm.Hex:
                lines.AddRange(HexDump.Of(shown, frame.Offset).Split('\n'));
                break;
            case DetailForm.Pretty when frame.Stream != Pipe.Stderr:
                foreach (var line in PrettyJson.Lines(Plain.Frame(shown))) lines.AddRange(Wrapped(line, width));
                break;
            default:
                lines.AddRange(Wrapped(Plain.Frame(shown), width));
                break;
        }

        if (shown.Length < frame.Length)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"({frame.Length - shown.Length} more bytes are not shown)"));
        return lines;
    }

    // Words stay whole where they fit on a line.
    private static IEnumerable<string> Sentence(string text, int width)
    {
        var line = "";
        foreach (var word in Cells.Safe(text).Split(' '))
        {
            if (line.Length > 0 && Cells.Width(line) + 1 + Cells.Width(word) > width)
            {
                foreach (var piece in Cells.Wrap(line, width)) yield return piece;
                line = word;
            }
            else
            {
                line += line.Length == 0 ? word : " " + word;
            }
        }

        foreach (var piece in Cells.Wrap(line, width)) yield return piece;
    }

    private static IEnumerable<string> Wrapped(string text, int width) => Cells.Wrap(Cells.Safe(text), width);
}
