using System.Globalization;

namespace Benchmarks.Roles;

/// <summary>What a process says of itself: bytes allocated since its start, and the most memory it ever held. Negative means not known.</summary>
internal readonly record struct Figures(long Allocated, long Peak)
{
    public static Figures Own() => new(GC.GetTotalAllocatedBytes(precise: true), PeakMemory());

    public static Figures Parse(string text)
    {
        var words = text.Split(' ');
        return new(long.Parse(words[0], CultureInfo.InvariantCulture), long.Parse(words[1], CultureInfo.InvariantCulture));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Allocated} {Peak}");

    private static long PeakMemory()
    {
        const string Status = "/proc/self/status";
        if (!File.Exists(Status)) return Environment.ProcessId is var id && OperatingSystem.IsWindows() ? PeakWorkingSet(id) : -1;
        var line = File.ReadLines(Status).First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.AsSpan(6, line.Length - 6 - " kB".Length), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
    }

    private static long PeakWorkingSet(int id)
    {
        using var own = System.Diagnostics.Process.GetProcessById(id);
        return own.PeakWorkingSet64;
    }
}
