using System.Text;
using System.Threading.Channels;

namespace RawMcp.Testing;

/// <summary>The lines of a stream as they come, cut on LF and nothing else, with a reader's thread of their own.</summary>
internal sealed class Lines
{
    /// <summary>How long a test waits for what must happen. Nothing is measured with it; it only ends a test that would hang.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();

    public Lines(Stream from) => new Thread(() => Read(from)) { IsBackground = true, Name = "test reader" }.Start();

    /// <summary>The next line without its LF; null at the end of the stream. A last line without LF counts, with … behind it.</summary>
    public async Task<string?> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await lines.Reader.WaitToReadAsync(patience.Token) && lines.Reader.TryRead(out var line) ? line : null;
    }

    /// <summary>All lines to the end of the stream.</summary>
    public async Task<List<string>> RestAsync()
    {
        var rest = new List<string>();
        while (await NextAsync() is { } line) rest.Add(line);
        return rest;
    }

    private void Read(Stream from)
    {
        var chunk = new byte[65_536];
        var line = new MemoryStream();
        try
        {
            while (from.Read(chunk) is > 0 and var count)
            {
                var rest = chunk.AsSpan(0, count);
                while (rest.IndexOf((byte)'\n') is >= 0 and var end)
                {
                    line.Write(rest[..end]);
                    rest = rest[(end + 1)..];
                    lines.Writer.TryWrite(Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length));
                    line.SetLength(0);
                }

                line.Write(rest);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // As good as the end.
        }

        if (line.Length > 0) lines.Writer.TryWrite(Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length) + "…");
        lines.Writer.Complete();
    }
}
