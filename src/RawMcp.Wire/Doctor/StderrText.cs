using System.Text;
using RawMcp.Framing;

namespace RawMcp.Wire;

/// <summary>The server's stderr as lines of text: the first and the last of them, each up to a length.</summary>
internal sealed class StderrText
{
    public StderrText(Facts facts)
    {
        var all = facts.Errors;
        Count = all.Count;
        var chosen = all.Count <= 2 * DoctorLimits.StderrLines ? all : [.. all.Take(DoctorLimits.StderrLines), .. all.TakeLast(DoctorLimits.StderrLines)];
        var keys = facts.Options.Redactor.IsOn ? new Redactor() : Redactor.Off();
        Lines = [.. chosen.Select(frame => new Line(frame, Text(frame, facts.Bytes(frame))))];

        string Text(IndexedFrame frame, byte[] bytes) => keys.IsOfKey(frame, bytes) ? TextEdits.Placeholder("private_key") : Encoding.UTF8.GetString(bytes).TrimEnd('\r');
    }

    /// <summary>How many lines there are in all.</summary>
    public int Count { get; }

    public IReadOnlyList<Line> Lines { get; }

    /// <summary>The last lines that say something before a moment.</summary>
    public List<Line> Last(int count, long before = long.MaxValue) =>
        [.. Lines.Where(line => line.Frame.LastByte <= before && !string.IsNullOrWhiteSpace(line.Text)).TakeLast(count)];

    /// <param name="Frame">Where it stands.</param>
    /// <param name="Text">The line; what is not UTF-8 is U+FFFD.</param>
    public sealed record Line(IndexedFrame Frame, string Text)
    {
        /// <summary>It has no line feed: whoever wrote it waits, or died.</summary>
        public bool IsUnfinished => Frame.Ending == FrameEnding.Unterminated;

        public bool Has(string words) => Text.Contains(words, StringComparison.OrdinalIgnoreCase);
    }
}
