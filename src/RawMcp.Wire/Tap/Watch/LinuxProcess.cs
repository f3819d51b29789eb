using System.Globalization;

namespace RawMcp.Wire;

/// <summary>A process as Linux shows it under /proc, at one moment. Everything here may be gone at the next.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Parent">Its parent's.</param>
/// <param name="Name">Its program's name; the system keeps 15 characters of it.</param>
/// <param name="State">One letter.</param>
/// <param name="Cpu">The processor time that it and its children that have ended used, in nanoseconds.</param>
/// <param name="Started">When it was started, in ticks since the system was.</param>
internal sealed record LinuxProcess(int Id, int Parent, string Name, char State, long Cpu, long Started)
{
    private const long Tick = 1_000_000_000 / 100; // USER_HZ is 100 on every Linux

    /// <summary>The process of that number; null when there is none.</summary>
    public static LinuxProcess? Find(int id) => Text(Path(id, "stat")) is { } line ? Parse(id, line) : null;

    /// <summary>Every process that can be seen.</summary>
    public static List<LinuxProcess> All() =>
        [.. Names("/proc", int.MaxValue).Select(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? Find(id) : null).OfType<LinuxProcess>()];

    /// <summary>Those of them that a process started, and that these did, nearest first.</summary>
    public static List<LinuxProcess> Below(int id, List<LinuxProcess> all)
    {
        var children = all.ToLookup(one => one.Parent);
        var found = new List<LinuxProcess>();
        var seen = new HashSet<int> { id };
        var ahead = new Queue<int>([id]);
        while (ahead.TryDequeue(out var parent))
        {
            foreach (var child in children[parent].Where(child => seen.Add(child.Id)))
            {
                found.Add(child);
                ahead.Enqueue(child.Id);
            }
        }

        return found;
    }

    /// <summary>The state as a word.</summary>
    public string StateName => State switch
    {
        'R' => "running",
        'S' or 'I' => "sleeping",
        'D' => "waiting for a device",
        'T' or 't' => "stopped",
        'Z' => "zombie",
        'X' or 'x' => "gone",
        _ => State.ToString(),
    };

    /// <summary>What its descriptors lead to, by number.</summary>
    public static IEnumerable<(int Descriptor, string Target)> Descriptors(int id) =>
        from name in Names(Path(id, "fd"), WatchLimits.MaxDescriptors)
        let number = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : -1
        let target = number < 0 ? null : Target(id, number)
        where target is not null
        select (number, target);

    /// <summary>What one of its descriptors leads to, such as <c>pipe:[1234]</c>; null when that cannot be seen.</summary>
    public static string? Target(int id, int descriptor)
    {
        try
        {
            return new FileInfo(Path(id, string.Create(CultureInfo.InvariantCulture, $"fd/{descriptor}"))).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A path below the process's directory.</summary>
    public static string Path(int id, string name) => string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/{name}");

    /// <summary>The text of a file; null when it cannot be read.</summary>
    public static string? Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The names in a directory; none when it cannot be read.</summary>
    public static List<string> Names(string directory, int most)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(directory).Take(most).Select(entry => System.IO.Path.GetFileName(entry)!)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // proc(5): the name is in parentheses and may hold any of them itself.
    internal static LinuxProcess? Parse(int id, string line)
    {
        var (from, to) = (line.IndexOf('(', StringComparison.Ordinal), line.LastIndexOf(')'));
        if (from < 0 || to < from) return null;
        var rest = line[(to + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (rest.Length < 20) return null;
        long Number(int at) => long.TryParse(rest[at], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : 0;
        var ticks = Number(11) + Number(12) + Number(13) + Number(14);
        return new LinuxProcess(id, (int)Number(1), line[(from + 1)..to], rest[0][0], ticks * Tick, Number(19));
    }
}
