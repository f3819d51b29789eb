namespace RawMcp.Testing;

/// <summary>The programs that tests start, each in the output folder of its own project, built in the same configuration.</summary>
internal static class Programs
{
    public static string Faulty => Of("Faulty", "faulty");

    public static string Zoo => Of("Zoo", "zoo");

    public static string Stray => Of("Stray", "stray");

    /// <summary>The CLI; the environment variable <c>RAWMCP_BINARY</c> names another build of it, such as the native one.</summary>
    public static string RawMcp { get; } = Environment.GetEnvironmentVariable("RAWMCP_BINARY") is { Length: > 0 } other ? other : Of("RawMcp.Cli", "rawmcp");

    private static string Of(string project, string name)
    {
        var mine = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)); // bin/PROJECT/CONFIGURATION
        var file = Path.Combine(mine.Parent!.Parent!.FullName, project, mine.Name, OperatingSystem.IsWindows() ? name + ".exe" : name);
        return File.Exists(file) ? file : throw new FileNotFoundException($"Build tests or the solution first: {file}", file);
    }
}
