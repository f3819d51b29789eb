using System.Globalization;

namespace RawMcp.Stdio;

/// <summary>Exit codes in words.</summary>
public static class ExitCodes
{
    /// <summary>The code, and on POSIX the signal it stands for: a shell's 128 + number.</summary>
    public static string Describe(int code)
    {
        var text = code.ToString(CultureInfo.InvariantCulture);
        if (OperatingSystem.IsWindows()) return "code " + text;
        return code switch
        {
            126 => "code 126 (found, but could not be run)",
            127 => "code 127 (a shell found no such command)",
            129 => "code 129 (SIGHUP)",
            130 => "code 130 (SIGINT, Ctrl-C)",
            134 => "code 134 (SIGABRT)",
            137 => "code 137 (SIGKILL: killed, perhaps for lack of memory)",
            139 => "code 139 (SIGSEGV: it crashed)",
            141 => "code 141 (SIGPIPE)",
            143 => "code 143 (SIGTERM)",
            _ => "code " + text,
        };
    }
}
