namespace RawMcp.Core.Tests.Fixtures;

/// <summary>The checkout these tests run in.</summary>
internal static class Repository
{
    /// <summary>The folder of RawMcp.sln.</summary>
    public static string Root { get; } = Find();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RawMcp.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException($"No RawMcp.sln above {AppContext.BaseDirectory}; run the tests in a checkout.");
    }
}
