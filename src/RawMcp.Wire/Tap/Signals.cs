using System.Globalization;

namespace RawMcp.Wire;

/// <summary>Signals by number and name, on this system.</summary>
internal static class Signals
{
    private static readonly Dictionary<int, string> Names = new()
    {
        [1] = "SIGHUP",
        [2] = "SIGINT",
        [3] = "SIGQUIT",
        [4] = "SIGILL",
        [5] = "SIGTRAP",
        [6] = "SIGABRT",
        [8] = "SIGFPE",
        [9] = "SIGKILL",
        [11] = "SIGSEGV",
        [13] = "SIGPIPE",
        [14] = "SIGALRM",
        [15] = "SIGTERM",
        [OperatingSystem.IsLinux() ? 7 : 10] = "SIGBUS",
        [OperatingSystem.IsLinux() ? 10 : 30] = "SIGUSR1",
        [OperatingSystem.IsLinux() ? 12 : 31] = "SIGUSR2",
        [OperatingSystem.IsLinux() ? 31 : 12] = "SIGSYS",
        [24] = "SIGXCPU",
        [25] = "SIGXFSZ",
    };

    /// <summary>What a host may send a server to end it or to tell it something.</summary>
    public static IReadOnlyList<int> PassedOn { get; } = OperatingSystem.IsWindows() ? [2]
        : [1, 2, 3, 15, OperatingSystem.IsLinux() ? 10 : 30, OperatingSystem.IsLinux() ? 12 : 31];

    /// <summary>The name; <c>signal 99</c> for one without.</summary>
    public static string Name(int number) => Names.GetValueOrDefault(number) ?? "signal " + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// The signals that we were started with as ignored, as nohup does it, a bit each. What we start ignores them too, and it must stay that way.
    /// </summary>
    public static ulong Ignored()
    {
        if (!OperatingSystem.IsLinux()) return 0;
        try
        {
            var line = File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
            return line is not null && ulong.TryParse(line.AsSpan(7).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var mask) ? mask : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>Ends this process by the signal that ended the server, so that the host sees what it would have seen.</summary>
    public static void EndBy(int number)
    {
        if (OperatingSystem.IsWindows()) return;

        // Our memory is not what anybody wants to look into: no second core file beside the server's own.
        const int setDumpable = 4;
        if (OperatingSystem.IsLinux()) Posix.ProcessControl(setDumpable, 0, 0, 0, 0);
        if (number != Posix.SigKill) Posix.SetSignal(number, 0);
        Posix.Kill(Environment.ProcessId, number);
        Thread.Sleep(TimeSpan.FromSeconds(1)); // it comes at once; if it does not, the exit code says it
    }
}
