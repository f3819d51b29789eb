using System.Text;
using static RawMcp.Wire.Tests.Captures;

namespace RawMcp.Wire.Tests;

/// <summary>A capture in memory, and which of its messages a filter chooses.</summary>
internal sealed class FilterSession : IDisposable
{
    private readonly MemoryStream file = new();
    private readonly FrameIndex index;

    public FilterSession(params (Pipe Stream, ulong Time, string Line)[] frames)
    {
        file.Write([.. SectionBlock(), .. InterfaceBlock("stdin"), .. InterfaceBlock("stdout"), .. InterfaceBlock("stderr")]);
        foreach (var (stream, time, line) in frames) file.Write(PacketBlock((uint)stream, time, Encoding.UTF8.GetBytes(line + "\n")));
        file.Position = 0;
        index = FrameIndex.Read(file);
    }

    public FrameIndex Index => index;

    /// <summary>The capture itself.</summary>
    public Stream File => file;

    /// <summary>The frames' numbers, and behind a dot the place in a batch.</summary>
    public string Chosen(string expression)
    {
        Assert.True(Filter.TryParse(expression, out var filter, out var error), $"{expression}: {error}");
        return Chosen(filter, file);
    }

    public string Chosen(Filter filter, Stream bytes)
    {
        var chosen = new List<string>();
        foreach (var frame in index.Frames)
        {
            var view = new FilterFrame(index, frame, bytes);
            for (var i = 0; i < Math.Max(1, frame.Messages.Count); i++)
            {
                if (filter.Matches(view, i)) chosen.Add(frame.Messages.Count > 1 ? $"{frame.Number}.{i}" : $"{frame.Number}");
            }
        }

        return string.Join(' ', chosen);
    }

    public void Dispose() => file.Dispose();
}
