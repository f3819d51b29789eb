using System.Globalization;
using RawMcp.Framing;
using RawMcp.JsonRpc;
using RawMcp.Wire;
using RawMcp.WireDictionary;

namespace RawMcp.Cli.Explain;

/// <summary>What is to be explained: a capture, its export as JSON lines, or raw lines.</summary>
internal sealed class ExplainInput : IDisposable
{
    /// <summary>Lines, and a capture that comes through stdin, are read up to so many bytes: 64 MiB.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private static readonly byte[] CaptureMark = [0x0A, 0x0D, 0x0D, 0x0A]; // the first block of every pcapng file
    private static readonly uint[] OldCaptures = [0xA1B2C3D4, 0xD4C3B2A1, 0xA1B23C4D, 0x4D3CB2A1];

    private readonly Stream source;
    private readonly FrameIndex? index;
    private readonly byte[] lines;

    private ExplainInput(string name, Stream source, FrameIndex? index, byte[] lines)
    {
        Name = name;
        this.source = source;
        this.index = index;
        this.lines = lines;
    }

    /// <summary>What it is called in sentences.</summary>
    public string Name { get; }

    /// <summary>How a capture ended; null for lines.</summary>
    public CaptureEnd? End => index?.End;

    /// <summary>Opens a file, or stdin for <c>-</c>.</summary>
    public static ExplainInput Open(string path)
    {
        var (name, stream) = path == "-" ? ("stdin", Console.OpenStandardInput()) : ($"'{path}'", Named(path));
        try
        {
            var head = new byte[4096];
            head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
            if (head.AsSpan().StartsWith(CaptureMark)) return Capture(name, stream, head);
            if (head.Length >= 4 && OldCaptures.Contains(BitConverter.ToUInt32(head)))
                throw new UsageException($"{name} is a capture in the old pcap format. Captures here are pcapng; 'editcap -F pcapng' makes one of it.");
            if (head.Contains((byte)0))
                throw new UsageException($"{name} is binary: neither lines of JSON in UTF-8 nor a capture (pcapng).");
            var all = Rest(name, stream, head);
            if (all.AsSpan().IndexOfAnyExcept(" \t\r\n"u8) < 0) throw new UsageException($"{name} is empty: there is nothing to explain.");
            return new(name, stream, null, all);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static FileStream Named(string path)
    {
        if (Directory.Exists(path)) throw new UsageException($"'{path}' is a directory, not a message or a capture.");
        if (!File.Exists(path)) throw new UsageException($"There is no file '{path}'.");
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 128 * 1024);
    }

    private static ExplainInput Capture(string name, Stream stream, byte[] head)
    {
        if (!stream.CanSeek) stream = new MemoryStream(Rest(name, stream, head), writable: false);
        stream.Position = 0;
        return new(name, stream, FrameIndex.Read(stream), []);
    }

    private static byte[] Rest(string name, Stream stream, byte[] head)
    {
        var all = new MemoryStream();
        all.Write(head);
        var buffer = new byte[128 * 1024];
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            all.Write(buffer.AsSpan(0, count));
            if (all.Length > MaxBytes) throw new UsageException($"{name} has more than {MaxBytes:#,0} bytes (64 MiB). Explain a part of it, or a capture in a file, which is read frame by frame.");
        }

        return all.ToArray();
    }

    /// <summary>The frames, in order. May be gone through more than once.</summary>
    public IEnumerable<ExplainFrame> Frames() => index is not null ? OfCapture(index) : OfLines();

    private IEnumerable<ExplainFrame> OfCapture(FrameIndex index)
    {
        foreach (var frame in index.Frames)
        {
            yield return new ExplainFrame(index.BytesOf(frame, source, MessageExplanation.MaxBytes + 1), Numbered(frame.Number, frame.Stream))
            {
                Number = frame.Number,
                Section = frame.Section,
                Stream = frame.Stream,
                Offset = frame.Offset,
                Length = frame.Length,
                Methods = [.. frame.Messages.Select(message => message.Method ?? message.Call?.Method)],
                IsCut = frame.Ending == FrameEnding.Unterminated || frame.IsBesideGap,
            };
        }
    }

    /// <summary>A frame of a capture, in words.</summary>
    public static Words Numbered(long number, Pipe? stream)
    {
        var (english, chinese) = stream switch
        {
            Pipe.Stdin => (" client to server", " 客户端到服务器"),
            Pipe.Stdout => (" server to client", " 服务器到客户端"),
            Pipe.Stderr => (" stderr of the server", " 服务器的 stderr"),
            _ => ("", ""),
        };
        return new(string.Create(CultureInfo.InvariantCulture, $"#{number}{english}"), string.Create(CultureInfo.InvariantCulture, $"#{number}{chinese}"));
    }

    private IEnumerable<ExplainFrame> OfLines()
    {
        if (IsOneMessage()) // spread over lines by hand, as examples in books are
        {
            yield return new ExplainFrame(lines, new("one message over several lines, which on the wire stands on one", "分成多行的一条消息，在线路上应占一行")) { Number = 1, Length = lines.Length };
            yield break;
        }

        var number = 0;
        for (var at = 0; at < lines.Length;)
        {
            var length = Array.IndexOf(lines, (byte)'\n', at) is >= 0 and var end ? end - at : lines.Length - at;
            var line = lines.AsMemory(at, length);
            number++;
            var place = at;
            at += length + 1;
            if (ExportedLine.TryRead(line, out var exported))
            {
                if (exported is not null) yield return exported;
            }
            else
            {
                yield return new ExplainFrame(line, new(string.Create(CultureInfo.InvariantCulture, $"line {number}"), string.Create(CultureInfo.InvariantCulture, $"第 {number} 行"))) { Number = number, Offset = place, Length = length };
            }
        }
    }

    private bool IsOneMessage()
    {
        var text = lines.AsSpan().Trim(" \t\r\n"u8);
        if (text.Length > MessageExplanation.MaxBytes || text[0] != (byte)'{' || text.IndexOf((byte)'\n') < 0) return false;
        return Envelope.Read(lines, out var envelope) is null && envelope.Count > 0;
    }

    public void Dispose() => source.Dispose();
}
