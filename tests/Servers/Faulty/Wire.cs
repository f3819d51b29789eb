using System.Text;

namespace Faulty;

/// <summary>The three standard streams as bytes. No text writer comes near them: what a mode says is what crosses the pipe.</summary>
internal static class Wire
{
    private static readonly Stream Input = Console.OpenStandardInput();
    private static readonly Stream Output = Console.OpenStandardOutput();
    private static readonly Stream Errors = Console.OpenStandardError();
    private static readonly byte[] Chunk = new byte[65_536];
    private static int start;
    private static int end;
    private static bool closed;

    /// <summary>Next line without its LF, or null at the end of stdin. A last line without LF counts.</summary>
    public static byte[]? ReadLine()
    {
        using var line = new MemoryStream();
        while (true)
        {
            var unread = Chunk.AsSpan(start, end - start);
            if (unread.IndexOf((byte)'\n') is var length and >= 0)
            {
                line.Write(unread[..length]);
                start += length + 1;
                return line.ToArray();
            }

            line.Write(unread);
            start = 0;
            end = Input.Read(Chunk, 0, Chunk.Length);
            if (end == 0)
                return line.Length == 0 ? null : line.ToArray();
        }
    }

    /// <summary>One write and one flush on stdout.</summary>
    public static void Write(ReadOnlySpan<byte> bytes)
    {
        if (closed)
            return;
        Output.Write(bytes);
        Output.Flush();
    }

    public static void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    /// <summary><paramref name="count"/> times the letter x on stdout, without holding them all.</summary>
    public static void Fill(int count) => Fill(Output, count);

    public static void FillErrors(int count) => Fill(Errors, count);

    /// <summary>One line on stderr.</summary>
    public static void Complain(string line)
    {
        Errors.Write(Encoding.UTF8.GetBytes(line + "\n"));
        Errors.Flush();
    }

    /// <summary>Lets the peer see the end of stdout while this process lives on.</summary>
    public static void CloseOutput()
    {
        closed = true;
        Output.Dispose();
        Descriptors.CloseOutput();
    }

    private static void Fill(Stream stream, int count)
    {
        var block = new byte[Math.Min(count, 1 << 20)];
        Array.Fill(block, (byte)'x');
        for (var left = count; left > 0; left -= block.Length)
            stream.Write(block, 0, Math.Min(left, block.Length));
        stream.Flush();
    }
}
