using System.Text;

namespace RawMcp.Cli.Output;

/// <summary>A server's stderr, cut into lines and made harmless.</summary>
internal sealed class StderrLines(Action<string> show)
{
    private const int MaxBytes = 8192;
    private readonly List<byte> line = [];

    public void Take(ReadOnlyMemory<byte> chunk)
    {
        lock (line)
        {
            foreach (var one in chunk.Span)
            {
                if (one == (byte)'\n' || line.Count == MaxBytes) Show();
                if (one != (byte)'\n') line.Add(one);
            }
        }
    }

    /// <summary>Shows what came without a line feed: last words often do.</summary>
    public void End()
    {
        lock (line)
        {
            if (line.Count > 0) Show();
        }
    }

    private void Show()
    {
        show(Plain.Line(Encoding.UTF8.GetString([.. line]).TrimEnd('\r')));
        line.Clear();
    }
}
