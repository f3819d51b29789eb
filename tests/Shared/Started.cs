using System.Collections.Concurrent;
using System.Diagnostics;

[assembly: AssemblyFixture(typeof(RawMcp.Testing.Started))]

namespace RawMcp.Testing;

/// <summary>Every process a test of this assembly has started. When the tests are over, none of them may be there any more.</summary>
public sealed class Started : IDisposable
{
    private static readonly ConcurrentDictionary<int, bool> Ids = [];

    /// <summary>Takes note of a process.</summary>
    public static int Note(int id)
    {
        Ids[id] = true;
        return id;
    }

    /// <summary>Fails if that process is still there.</summary>
    public static void AssertGone(int id) => Assert.False(IsThere(id), $"process {id} is still there");

    /// <summary>That process is not there any more.</summary>
    public static bool IsGone(int id) => !IsThere(id);

    /// <summary>Ends a process that no other end is in sight for, such as a grandchild.</summary>
    public static void End(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            process.WaitForExit();
        }
        catch (ArgumentException)
        {
            // It was faster.
        }
    }

    /// <summary>At the end of all tests.</summary>
    public void Dispose()
    {
        var left = Ids.Keys.Where(IsThere).ToList();
        Assert.True(left.Count == 0, "processes left behind: " + string.Join(", ", left));
    }

    private static bool IsThere(int id)
    {
        try
        {
            // Whose parent has gone and whose new one does not ask for its exit code is dead all the same.
            if (OperatingSystem.IsLinux()) return !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (Exception e) when (e is ArgumentException or IOException)
        {
            return false;
        }
    }
}
