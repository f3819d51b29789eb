using System.Runtime.InteropServices;

namespace RawMcp.Wire;

/// <summary>System calls of Linux in which a server waits, by their numbers, which differ from processor to processor.</summary>
internal static class SystemCalls
{
    private static readonly Dictionary<long, string> Names = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => new()
        {
            [0] = "read",
            [1] = "write",
            [7] = "poll",
            [19] = "readv",
            [20] = "writev",
            [23] = "select",
            [34] = "pause",
            [35] = "nanosleep",
            [42] = "connect",
            [43] = "accept",
            [44] = "sendto",
            [45] = "recvfrom",
            [46] = "sendmsg",
            [47] = "recvmsg",
            [61] = "wait4",
            [72] = "fcntl",
            [73] = "flock",
            [128] = "rt_sigtimedwait",
            [130] = "rt_sigsuspend",
            [202] = "futex",
            [230] = "clock_nanosleep",
            [232] = "epoll_wait",
            [247] = "waitid",
            [257] = "openat",
            [270] = "pselect6",
            [271] = "ppoll",
            [281] = "epoll_pwait",
            [288] = "accept4",
            [426] = "io_uring_enter",
            [441] = "epoll_pwait2",
        },
        Architecture.Arm64 => new()
        {
            [22] = "epoll_pwait",
            [25] = "fcntl",
            [32] = "flock",
            [56] = "openat",
            [63] = "read",
            [64] = "write",
            [65] = "readv",
            [66] = "writev",
            [72] = "pselect6",
            [73] = "ppoll",
            [95] = "waitid",
            [98] = "futex",
            [101] = "nanosleep",
            [115] = "clock_nanosleep",
            [133] = "rt_sigsuspend",
            [137] = "rt_sigtimedwait",
            [202] = "accept",
            [203] = "connect",
            [206] = "sendto",
            [207] = "recvfrom",
            [211] = "sendmsg",
            [212] = "recvmsg",
            [242] = "accept4",
            [260] = "wait4",
            [426] = "io_uring_enter",
            [441] = "epoll_pwait2",
        },
        _ => [],
    };

    /// <summary>The name; null for one that is not in the list.</summary>
    public static string? Name(long number) => Names.GetValueOrDefault(number);
}
