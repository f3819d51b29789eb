using System.Runtime.InteropServices;

namespace RawMcp.Stdio;

/// <summary>The few calls of POSIX that .NET has no managed form of. None is made on Windows.</summary>
internal static partial class Posix
{
    public const int SigTerm = 15;

    private const short PollOut = 4;

    /// <summary>
    /// Bytes that one write to a pipe takes whole or not at all, once poll calls it writable: PIPE_BUF, 4,096 on Linux, at least
    /// 512 elsewhere.
    /// </summary>
    public static int AtomicWriteBytes { get; } = OperatingSystem.IsLinux() ? 4096 : 512;

    /// <summary>Sends a signal. False when the process is no longer there, or is not ours.</summary>
    public static bool Kill(int pid, int signal) => kill(pid, signal) == 0;

    /// <summary>Whether a write of up to <see cref="AtomicWriteBytes"/> to that pipe would go through without waiting.</summary>
    public static bool CanWriteNow(int descriptor)
    {
        var one = new PollDescriptor { Descriptor = descriptor, Events = PollOut };
        return poll(ref one, 1, 0) == 1 && one.Returned == PollOut;
    }

    /// <summary>Linux only, since fcntl takes its arguments elsewhere differently: a second descriptor for the same file, closed when this process starts another; negative on failure.</summary>
    public static int Duplicate(int descriptor) => fcntl(descriptor, DuplicateCloseOnExec, 3);

    /// <summary>Makes <paramref name="target"/> mean what <paramref name="source"/> means.</summary>
    public static bool Replace(int source, int target) => dup2(source, target) == target;

    private const int DuplicateCloseOnExec = 1030; // Linux's F_DUPFD_CLOEXEC

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    [LibraryImport("libc")]
    private static partial int kill(int pid, int signal);

    [LibraryImport("libc")]
    private static partial int poll(ref PollDescriptor descriptors, nuint count, int milliseconds);

    [LibraryImport("libc")]
    private static partial int fcntl(int descriptor, int command, int argument);

    [LibraryImport("libc")]
    private static partial int dup2(int source, int target);
}
