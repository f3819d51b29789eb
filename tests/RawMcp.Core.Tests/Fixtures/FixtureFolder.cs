namespace RawMcp.Core.Tests.Fixtures;

/// <summary>A folder of protocol-fixtures, which remembers what was read from it.</summary>
internal sealed class FixtureFolder(string name)
{
    private readonly HashSet<string> read = [];

    public string Path { get; } = Repository.PathOf("protocol-fixtures", name);

    /// <summary>The folder's files, as paths below it with forward slashes, in ordinal order.</summary>
    public IReadOnlyList<string> Files() =>
        [.. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    public byte[] Read(string file)
    {
        lock (read) read.Add(file);
        return File.ReadAllBytes(System.IO.Path.Combine(Path, file));
    }

    /// <summary>The files nobody has read.</summary>
    public IReadOnlyList<string> Unread()
    {
        lock (read) return [.. Files().Except(read)];
    }
}
