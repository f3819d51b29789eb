using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;
using RawMcp.Agent;
using RawMcp.JsonRpc;

namespace RawMcp.Cli.Chat;

/// <summary>
/// A conversation on disk, a message a line, written as soon as there is one. It is only ever added to; what a program that was
/// killed left half written is the one thing that is cut off.
/// </summary>
internal sealed class HistoryFile : IDisposable
{
    private readonly FileStream file;
    private readonly Secret secret;

    private HistoryFile(FileStream file, Secret secret, List<ChatMessage> messages, string? note)
    {
        this.file = file;
        this.secret = secret;
        Messages = messages;
        Note = note;
    }

    /// <summary>What was in it when it was opened.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; }

    /// <summary>What had to be cut off; null where nothing had.</summary>
    public string? Note { get; }

    /// <summary>Opens a file, or makes it.</summary>
    /// <exception cref="UsageException">It is not a history, or another program has it open.</exception>
    public static HistoryFile Open(string path, Secret secret)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The history {path} cannot be opened: {e.Message}");
        }

        try
        {
            return Read(file, path, secret);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Adds a message, and has it on its way to the disk before it returns.</summary>
    public void Add(ChatMessage message)
    {
        file.Write(Encoding.UTF8.GetBytes(secret.Hide(HistoryLine.Write(message).ToString()) + "\n"));
        file.Flush(flushToDisk: true);
    }

    public void Dispose() => file.Dispose();

    private static HistoryFile Read(FileStream file, string path, Secret secret)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var messages = new List<ChatMessage>();
        string? note = null;
        var at = 0;
        for (var number = 1; at < bytes.Length; number++)
        {
            var length = bytes.AsSpan(at).IndexOf((byte)'\n');
            var line = length < 0 ? bytes.AsMemory(at) : bytes.AsMemory(at, length);
            var (message, problem) = HistoryLine.Read(new RawJson(line));
            if (message is not null)
            {
                messages.Add(message);
                if (length < 0) file.Write("\n"u8); // whole but for its end
            }
            else if (length < 0 && IsTorn(line.Span))
            {
                note = string.Create(CultureInfo.InvariantCulture, $"The last message in {path} was only half written; its {line.Length:N0} bytes are cut off.");
                file.SetLength(at);
                file.Position = at;
            }
            else
            {
                throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{path} is no history: line {number} {problem}. Nothing was changed; name another file."));
            }

            at += line.Length + 1;
        }

        return new HistoryFile(file, secret, messages, note);
    }

    // Only what begins as our lines do may be cut off: anything else is somebody's file.
    private static bool IsTorn(ReadOnlySpan<byte> tail)
    {
        var start = Encoding.UTF8.GetBytes(HistoryLine.Start);
        return tail.StartsWith(start) || start.AsSpan().StartsWith(tail);
    }
}
