using System.Globalization;

namespace RawMcp.Wire;

/// <summary>
/// The directory where captures without a name of their own go: one file a run, readable by their owner only, and the oldest make
/// way for the newest.
/// </summary>
/// <param name="directory">The directory; made when it is needed.</param>
public sealed class CaptureStore(string directory)
{
    private const string Ending = ".pcapng";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>How many captures are kept, those in use included.</summary>
    public int MaxCaptures { get; init; } = TapLimits.MaxStoredCaptures;

    /// <summary>How many bytes all of them may take, those being written not counted.</summary>
    public long MaxBytes { get; init; } = TapLimits.MaxStoredBytes;

    /// <summary>Where they are.</summary>
    public string Directory => directory;

    /// <summary>The user's own: <c>$XDG_STATE_HOME/rawmcp/captures</c> on Linux, the platform's place elsewhere.</summary>
    public static CaptureStore Default { get; } = new(DefaultDirectory(
        OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macos" : "xdg",
        Environment.GetEnvironmentVariable,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)));

    internal static string DefaultDirectory(string platform, Func<string, string?> variable, string home)
    {
        // XDG Base Directory: a relative path is to be ignored.
        var state = platform switch
        {
            "windows" => variable("LOCALAPPDATA") is { Length: > 0 } local ? local : Path.Combine(home, "AppData", "Local"),
            "macos" => Path.Combine(home, "Library", "Application Support"),
            _ => variable("XDG_STATE_HOME") is { } xdg && xdg.StartsWith('/') ? xdg : Path.Combine(home, ".local", "state"),
        };
        return Path.Combine(state, "rawmcp", "captures");
    }

    /// <summary>Makes a new capture in the directory, after older ones have made way.</summary>
    /// <param name="now">The time that names it.</param>
    /// <param name="processId">The process that names it: two runs may begin in the same millisecond.</param>
    /// <exception cref="IOException">The disk does not take it. Also <see cref="UnauthorizedAccessException"/>.</exception>
    public FileStream Create(DateTimeOffset now, int processId)
    {
        if (OperatingSystem.IsWindows()) System.IO.Directory.CreateDirectory(directory);
        else System.IO.Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);
        MakeRoom();
        var name = string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMdd'T'HHmmss.fff'Z'}-{processId}{Ending}");
        return Open(Path.Combine(directory, name), FileMode.CreateNew);
    }

    /// <summary>
    /// Makes a capture of that name. One that is there already is replaced, unless another tap is writing it: then the process id
    /// goes into the name, and <paramref name="say"/> is told.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="processId">This process.</param>
    /// <param name="say">Takes a sentence.</param>
    /// <exception cref="IOException">The disk does not take it. Also <see cref="UnauthorizedAccessException"/>.</exception>
    public static FileStream CreateNamed(string path, int processId, Action<string> say)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(say);
        if (!File.Exists(path) || TryHold(path)) return Open(path, FileMode.Create);
        var other = Path.ChangeExtension(path, processId.ToString(CultureInfo.InvariantCulture) + Path.GetExtension(path));
        say($"'{path}' is in use by another process; this run is recorded in '{other}'.");
        return Open(other, FileMode.Create);
    }

    /// <summary>Deletes the oldest captures that nobody uses until there is room for one more.</summary>
    public void MakeRoom()
    {
        if (!System.IO.Directory.Exists(directory)) return;
        var found = new DirectoryInfo(directory).EnumerateFiles("*" + Ending).OrderByDescending(file => file.Name, StringComparer.Ordinal).ToList();
        var (count, bytes) = (0, 0L);
        foreach (var file in found)
        {
            var length = Length(file);
            if ((count + 1 < MaxCaptures && bytes + length <= MaxBytes) || !TryHold(file.FullName, delete: true))
            {
                count++;
                bytes += length;
            }
        }
    }

    private static long Length(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (IOException)
        {
            return 0; // gone meanwhile
        }
    }

    // Shared with readers: a capture can be looked at while it grows. Whoever wants it alone, to replace or delete it, must wait.
    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        var file = new FileStream(path, options);

        // A file that was there becomes its owner's alone; a pipe or a device is not ours to change.
        if (!OperatingSystem.IsWindows() && mode == FileMode.Create && file.CanSeek && !path.StartsWith("/dev/", StringComparison.Ordinal))
            File.SetUnixFileMode(file.SafeFileHandle, OwnerOnly);
        return file;
    }

    // Alone with the file for a moment: the lock of a tap that writes it, or of a reader, is in the way; that of a dead one is not.
    private static bool TryHold(string path, bool delete = false)
    {
        try
        {
            using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                BufferSize = 0,
                Options = delete ? FileOptions.DeleteOnClose : FileOptions.None,
            });
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
