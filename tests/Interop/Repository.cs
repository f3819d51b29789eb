using System.Runtime.InteropServices;

namespace RawMcp.Interop;

/// <summary>Where the programs are: built ones under the repository's root, .NET itself, node on the PATH.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>
    /// The CLI under test, from the configuration that this assembly was built in; the environment variable <c>RAWMCP_BINARY</c> names
    /// another build of it, such as the native one.
    /// </summary>
    public static string Rawmcp { get; } = Environment.GetEnvironmentVariable("RAWMCP_BINARY") is { Length: > 0 } other ? other : Built("RawMcp.Cli", "rawmcp");

    /// <summary>The folder of .NET that runs this test.</summary>
    public static string DotnetRoot { get; } =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>The program that a project of this solution builds.</summary>
    public static string Built(string project, string program) =>
        Path.Combine(Root, "artifacts", "bin", project, new DirectoryInfo(AppContext.BaseDirectory).Name, Executable(program));

    /// <summary>The program of that name on the PATH, or null.</summary>
    public static string? OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, Executable(program)))
            .FirstOrDefault(File.Exists);

    private static string Executable(string program) => OperatingSystem.IsWindows() ? program + ".exe" : program;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RawMcp.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("RawMcp.sln is in no folder above " + AppContext.BaseDirectory);
    }
}
