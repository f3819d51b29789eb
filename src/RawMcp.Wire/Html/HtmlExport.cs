using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace RawMcp.Wire;

/// <summary>
/// A capture as one HTML page that needs nothing else: no network, no other file, and a policy that forbids both. docs/html.md describes it.
/// </summary>
/// <remarks>
/// It is written block by block, a list of frames and then their bytes, so that one frame at a time is held. Data stands in script elements that
/// no browser runs; see <see cref="HtmlText"/> for why it cannot leave them.
/// </remarks>
public sealed class HtmlExport
{
    private readonly ExportSource source;
    private readonly Stream to;
    private readonly int maxFrames;
    private long room;

    private HtmlExport(ExportSource source, Stream to, long room, int maxFrames) => (this.source, this.to, this.room, this.maxFrames) = (source, to, room, maxFrames);

    /// <summary>Writes the page.</summary>
    /// <param name="source">The capture.</param>
    /// <param name="to">Where to.</param>
    /// <returns>How many frames and stderr lines it lists.</returns>
    public static int Write(ExportSource source, Stream to) => Write(source, to, HtmlLimits.MaxPageBytes, HtmlLimits.MaxFrames);

    internal static int Write(ExportSource source, Stream to, long maxPageBytes, int maxFrames)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(to);
        return new HtmlExport(source, new BufferedStream(to, 64 * 1024), maxPageBytes, maxFrames).Write();
    }

    private int Write()
    {
        Put(HtmlPage.Head);
        var events = source.IsWhole ? source.Index.Events : []; // a filter has nothing to ask of them
        var (next, written, leftOut) = (0, 0, 0);
        var block = new List<IndexedFrame>(HtmlLimits.FramesPerBlock);
        foreach (var frame in source.Index.Frames)
        {
            if (!source.Chooses(frame) || (written == maxFrames && ++leftOut > 0))
            {
                source.PassOver(frame);
                continue;
            }

            block.Add(frame);
            written++;
            if (block.Count == HtmlLimits.FramesPerBlock) next = Block(block, events, next, written);
        }

        if (block.Count > 0) next = Block(block, events, next, written);
        Element("rows", () => Rows(rows =>
        {
            for (; next < events.Count; next++) rows.Event(events[next]);
        }));
        Element("summary", () => Summary(written, leftOut));
        Put(HtmlPage.Tail);
        to.Flush();
        return written;
    }

    private int Block(List<IndexedFrame> block, IReadOnlyList<CaptureEvent> events, int next, int written)
    {
        var body = written - block.Count;
        Element("rows", () => Rows(rows =>
        {
            foreach (var frame in block)
            {
                for (; next < events.Count && events[next].Time <= frame.LastByte; next++) rows.Event(events[next]);
                rows.Frame(frame, body++);
            }
        }));
        Element("bodies", () =>
        {
            Put("[");
            for (var i = 0; i < block.Count; i++)
            {
                Put(i == 0 ? "\n" : ",\n");
                if (room > 0 || block[i].Length == 0) Body(source.BytesOf(block[i]));
                else None(block[i]);
            }

            Put("]");
        });
        block.Clear();
        return next;
    }

    /// <summary>Text, or <c>{base64}</c>; with <c>cut</c>, how many bytes are not there.</summary>
    private void Body(ReadOnlyMemory<byte> bytes)
    {
        var kept = bytes[..(int)Math.Min(Math.Min(bytes.Length, HtmlLimits.MaxBodyBytes), room)];
        if (kept.Length < bytes.Length && Utf8.IsValid(bytes.Span))
        {
            while (!kept.IsEmpty && !Utf8.IsValid(kept.Span)) kept = kept[..^1]; // not through a character
        }

        room -= kept.Length;
        if (kept.Length == bytes.Length && Utf8.IsValid(kept.Span))
        {
            HtmlText.WriteString(to, kept.Span);
            return;
        }

        if (Utf8.IsValid(kept.Span))
        {
            Put("{\"text\":");
            HtmlText.WriteString(to, kept.Span);
        }
        else
        {
            Put($"{{\"base64\":\"{Convert.ToBase64String(kept.Span)}\"");
        }

        Put(string.Create(System.Globalization.CultureInfo.InvariantCulture, $",\"cut\":{bytes.Length - kept.Length}}}"));
    }

    private void None(IndexedFrame frame)
    {
        source.PassOver(frame);
        Put(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{{\"text\":\"\",\"cut\":{frame.Length}}}"));
    }

    private void Summary(int written, int leftOut)
    {
        using var writer = new Utf8JsonWriter(to);
        writer.WriteStartObject();
        writer.WriteString("name", Name());
        writer.WriteString("begin", ExportTime.Rfc3339(source.Index.Begin));
        writer.WriteNumber("perBlock", HtmlLimits.FramesPerBlock);
        writer.WriteNumber("frames", written);
        writer.WriteNumber("leftOut", leftOut);
        writer.WriteNumber("inCapture", source.Index.Frames.Count);
        writer.WriteString("end", source.Index.End.Kind.ToString());
        if (source.Index.End.Kind != CaptureEndKind.Whole) writer.WriteString("reason", source.Index.End.Reason);
        writer.WriteBoolean("redacts", source.Redactor.IsOn);
        writer.WriteString("redacted", source.Redactor.Counts.ToString());
        writer.WriteEndObject();
    }

    // The page is called what was started. Its secrets are counted where the command is listed.
    private string Name()
    {
        var uncounted = source.Redactor.IsOn ? new Redactor(source.Redactor.Patterns) : Redactor.Off();
        return source.Index.Events.OfType<CaptureEvent.Command>().FirstOrDefault() is { } command ? string.Join(' ', uncounted.Words(command.Arguments)) : "capture";
    }

    private void Rows(Action<HtmlRows> write)
    {
        using var writer = new Utf8JsonWriter(to); // its default escapes everything that HTML could read
        writer.WriteStartArray();
        write(new HtmlRows(writer, source.Redactor, source.Index.Begin));
        writer.WriteEndArray();
    }

    private void Element(string kind, Action write)
    {
        Put($"<script type=\"application/json\" class=\"{kind}\">");
        write();
        Put("</script>\n");
    }

    private void Put(string text) => to.Write(Encoding.UTF8.GetBytes(text));
}
