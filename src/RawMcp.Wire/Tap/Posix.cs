using System.Runtime.InteropServices;

namespace RawMcp.Wire;

/// <summary>The calls of POSIX that a pipe in the middle needs and .NET hides. None is made on Windows.</summary>
internal static unsafe partial class Posix
{
    public const int SigKill = 9;
    public const int SigPipe = 13;
    public const int SigTerminate = 15;

    public const int ErrorInterrupted = 4;   // EINTR
    public const int ErrorNotExecutable = 8; // ENOEXEC
    public const int ErrorNoMemory = 12;     // ENOMEM
    public const int SpawnSetSignalDefaults = 4; // POSIX_SPAWN_SETSIGDEF

    public const short PollIn = 1;
    public const short PollOut = 4;
    public const short PollBroken = 8 | 16;  // POLLERR, POLLHUP
    public const short PollInvalid = 32;     // POLLNVAL

    /// <summary>More than any of the opaque structures of posix_spawn and any signal set takes.</summary>
    public const int OpaqueBytes = 1024;

    public static int ErrorAgain { get; } = OperatingSystem.IsLinux() ? 11 : 35; // EAGAIN

    public static int LastError => Marshal.GetLastPInvokeError();

    [StructLayout(LayoutKind.Sequential)]
    public struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    /// <summary>RLIMIT_NOFILE on Linux.</summary>
    public const int OpenFiles = 7;

    /// <summary>FIONREAD on Linux.</summary>
    public const nuint UnreadBytes = 0x541B;

    /// <summary>O_RDONLY, O_NONBLOCK and O_CLOEXEC on Linux.</summary>
    public const int OpenToLook = 0x800 | 0x80000;

    [StructLayout(LayoutKind.Sequential)]
    public struct ResourceLimit
    {
        public ulong Soft;
        public ulong Hard;
    }

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    public static partial int Replace(int source, int target);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollDescriptor* descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "signal", SetLastError = true)]
    public static partial nint SetSignal(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    public static partial int WaitPid(int pid, int* status, int options);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    public static partial int ProcessControl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport("libc", EntryPoint = "posix_spawnp")]
    public static partial int SpawnFromPath(int* pid, byte* file, void* actions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    public static partial int InitActions(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static partial int AddReplace(void* actions, int source, int target);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    public static partial int FreeActions(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    public static partial int InitAttributes(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    public static partial int SetFlags(void* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    public static partial int SetDefaults(void* attributes, void* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    public static partial int FreeAttributes(void* attributes);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    public static partial int EmptySet(void* signals);

    [LibraryImport("libc", EntryPoint = "sigaddset")]
    public static partial int AddToSet(void* signals, int signal);

    [LibraryImport("libc", EntryPoint = "prlimit", SetLastError = true)]
    public static partial int ProcessLimit(int pid, int resource, ResourceLimit* set, ResourceLimit* get);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(int descriptor, nuint request, int* answer);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int how);

    [LibraryImport("libc", EntryPoint = "getppid")]
    public static partial int Parent();

    [LibraryImport("libSystem", EntryPoint = "_NSGetEnviron")]
    private static partial byte*** AppleEnvironment();

    /// <summary>Our own environment as it was given to us: byte for byte, in its order, doubles included.</summary>
    public static byte** OwnEnvironment() => OperatingSystem.IsMacOS()
        ? *AppleEnvironment()
        : *(byte***)NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "environ");
}
