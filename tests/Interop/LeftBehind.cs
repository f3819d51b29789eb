using System.Diagnostics;
using System.Text;

namespace RawMcp.Interop;

/// <summary>Processes that outlived the program that started them, found by a mark in their environment.</summary>
/// <remarks>Looks on Linux only: there /proc shows every environment. Elsewhere it finds nothing.</remarks>
internal static class LeftBehind
{
    /// <summary>The environment variable that carries the mark from parent to child.</summary>
    public const string Variable = "RAWMCP_INTEROP_RUN";

    /// <summary>Kills what still carries the mark and returns the ids of those that would not have ended by themselves.</summary>
    public static IReadOnlyList<int> Kill(string mark) => Find(mark).Where(HadToBeKilled).ToList();

    private static IEnumerable<int> Find(string mark)
    {
        if (!OperatingSystem.IsLinux())
            yield break;
        var entry = Encoding.UTF8.GetBytes($"{Variable}={mark}");
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var id) && Environ(folder).IndexOf(entry) >= 0)
                yield return id;
        }
    }

    private static ReadOnlySpan<byte> Environ(string folder)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, "environ"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // It ended meanwhile, or is not ours.
        }
    }

    private static bool HadToBeKilled(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            // A client may end a moment before the server that it told to end.
            if (process.WaitForExit(TimeSpan.FromSeconds(20)))
                return false;
            process.Kill();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
