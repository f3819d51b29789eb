namespace Benchmarks.Run;

/// <summary>Where the sources are: the benchmark builds from them and keeps what it built under <c>artifacts/</c>.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(at.FullName, "RawMcp.sln"))) return at.FullName;
        }

        throw new InvalidOperationException("The benchmark runs from within a checkout: no RawMcp.sln above " + AppContext.BaseDirectory);
    }
}
