using System.Globalization;

namespace RawMcp.Wire;

/// <summary>What this process has open, as Linux shows it.</summary>
internal static class OpenFiles
{
    private const int CloseOnExec = 0x80000; // O_CLOEXEC, in fdinfo's flags

    /// <summary>
    /// Further descriptors of this process alone for what one of its standard streams is. The runtime makes such copies at its start, for
    /// itself; while one is open, the host sees no end of the stream and no broken pipe.
    /// </summary>
    public static IReadOnlyList<int> PrivateCopies(int descriptor)
    {
        if (!OperatingSystem.IsLinux() || Target(descriptor) is not { } target) return [];

        // A pipe or a socket of its own. A terminal, or a socket that serves several streams, must stay.
        if (!target.StartsWith("pipe:", StringComparison.Ordinal) && !target.StartsWith("socket:", StringComparison.Ordinal)) return [];
        if (Enumerable.Range(0, 3).Any(other => other != descriptor && Target(other) == target)) return [];
        return [.. Directory.EnumerateFileSystemEntries("/proc/self/fd")
            .Select(entry => int.Parse(Path.GetFileName(entry), CultureInfo.InvariantCulture))
            .Where(other => other > 2 && Target(other) == target && IsPrivate(other))];
    }

    /// <summary>What a descriptor of this process leads to; null when it is closed.</summary>
    public static string? Target(int descriptor)
    {
        try
        {
            return new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{descriptor}")).LinkTarget;
        }
        catch (IOException)
        {
            return null; // closed meanwhile
        }
    }

    // What a host passed on is not closed on exec, and is the server's too.
    private static bool IsPrivate(int descriptor)
    {
        try
        {
            var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fdinfo/{descriptor}"))
                .FirstOrDefault(line => line.StartsWith("flags:", StringComparison.Ordinal));
            return line is not null && (Convert.ToInt64(line[6..].Trim(), 8) & CloseOnExec) != 0;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
