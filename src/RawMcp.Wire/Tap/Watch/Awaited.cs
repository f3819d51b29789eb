using System.Buffers.Binary;
using System.Globalization;

namespace RawMcp.Wire;

/// <summary>
/// What a process waits for. A server's event loop waits for many things in one call, and its main thread may only wait for its other
/// threads; so the one thing that explains a silence is looked for in all of them: a write that its reader does not take, then a read of stdin.
/// </summary>
/// <param name="process">The process.</param>
/// <param name="pipes">The server's pipes.</param>
internal sealed class Awaited(int process, ServerPipes pipes)
{
    private const int PollEntry = 8; // struct pollfd: int fd, short events, short revents
    private const int In = 1, Out = 4; // the same in poll and epoll

    /// <summary>Such as <c>write stderr</c>; null when it runs or cannot be seen.</summary>
    public string? Look()
    {
        var threads = LinuxProcess.Names(LinuxProcess.Path(process, "task"), WatchLimits.MaxThreads);
        var all = threads.SelectMany(Of).ToList();
        return all.Find(one => one.StartsWith("write std", StringComparison.Ordinal))
            ?? all.Find(one => one == "read stdin")
            ?? Of(process.ToString(CultureInfo.InvariantCulture)).FirstOrDefault()
            ?? (threads.Count > 0 ? Kernel() : null);
    }

    // Not everybody may see another's system call; where in the kernel it sleeps is told more freely.
    private string? Kernel() => LinuxProcess.Text(LinuxProcess.Path(process, "wchan"))?.Trim() is { Length: > 1 } place ? place : null;

    private List<string> Of(string thread)
    {
        var line = LinuxProcess.Text(LinuxProcess.Path(process, $"task/{thread}/syscall"));
        var words = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        if (words.Length < 7 || !long.TryParse(words[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return [];
        var name = SystemCalls.Name(number) ?? string.Create(CultureInfo.InvariantCulture, $"system call {number}");
        return name switch
        {
            "read" or "readv" => [Stream("read", (int)Argument(words, 0))],
            "write" or "writev" => [Stream("write", (int)Argument(words, 0))],
            "poll" or "ppoll" => [.. Polled(Argument(words, 0), Argument(words, 1)), name],
            "epoll_wait" or "epoll_pwait" or "epoll_pwait2" => [.. Watched((int)Argument(words, 0)), name],
            _ => [name],
        };
    }

    private static long Argument(string[] words, int at) =>
        words[at + 1].StartsWith("0x", StringComparison.Ordinal) && ulong.TryParse(words[at + 1].AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value)
            ? unchecked((long)value)
            : 0;

    private string Stream(string verb, int descriptor)
    {
        var target = LinuxProcess.Target(process, descriptor);
        if (pipes.At(target) is { } stream) return verb + " " + stream.Name();
        var kind = target switch
        {
            null => "a descriptor",
            _ when target.StartsWith("pipe:", StringComparison.Ordinal) => "another pipe",
            _ when target.StartsWith("socket:", StringComparison.Ordinal) => "a socket",
            _ when target.StartsWith("anon_inode:", StringComparison.Ordinal) => "a descriptor",
            "/dev/tty" or ['/', 'd', 'e', 'v', '/', 'p', 't', 's', ..] => "the terminal",
            _ => "a file",
        };
        return verb + " " + kind;
    }

    // What of our pipes one descriptor is asked about.
    private IEnumerable<string> Asked(int descriptor, int events)
    {
        if (pipes.At(LinuxProcess.Target(process, descriptor)) is not { } stream) yield break;
        if (stream != Pipe.Stdin && (events & Out) != 0) yield return "write " + stream.Name();
        if (stream == Pipe.Stdin && (events & In) != 0) yield return "read stdin";
    }

    // The list that a poll waits for lies in the memory of the process.
    private List<string> Polled(long address, long count)
    {
        var list = new byte[PollEntry * (int)Math.Clamp(count, 0, WatchLimits.MaxAwaited)];
        try
        {
            using var memory = File.OpenHandle(LinuxProcess.Path(process, "mem"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            list = list[..RandomAccess.Read(memory, list, address)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return [];
        }

        return list.Chunk(PollEntry).Where(entry => entry.Length == PollEntry)
            .SelectMany(entry => Asked(BinaryPrimitives.ReadInt32LittleEndian(entry), BinaryPrimitives.ReadInt16LittleEndian(entry.AsSpan(4)))).ToList();
    }

    // proc(5): a line "tfd: 0 events: 19 …" for each descriptor; the events are in hexadecimal.
    private IEnumerable<string> Watched(int epoll)
    {
        var lines = LinuxProcess.Text(LinuxProcess.Path(process, string.Create(CultureInfo.InvariantCulture, $"fdinfo/{epoll}")))?.Split('\n') ?? [];
        return lines.Select(line => line.Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is ["tfd", _, "events", _, ..])
            .Take(WatchLimits.MaxAwaited)
            .SelectMany(words =>
                int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var descriptor)
                && uint.TryParse(words[3], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var events)
                    ? Asked(descriptor, (int)(events & 0xFFFF))
                    : []);
    }
}
