using System.Runtime.InteropServices;

namespace RawMcp.Cli.Tests;

/// <summary>Where the programs and the README are.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>
    /// The CLI under test, from the configuration that this assembly was built in; the environment variable <c>RAWMCP_BINARY</c> names
    /// another build of it, such as the native one.
    /// </summary>
    public static string Rawmcp { get; } = Environment.GetEnvironmentVariable("RAWMCP_BINARY") is { Length: > 0 } other ? other : Built("RawMcp.Cli", "rawmcp");

    /// <summary>The server with one fault.</summary>
    public static string Faulty { get; } = Built("Faulty", "faulty");

    /// <summary>The server that does what a test wrote down.</summary>
    public static string Scripted { get; } = Built("Scripted", "scripted");

    /// <summary>The folder of .NET that runs this test.</summary>
    public static string DotnetRoot { get; } =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>The README, with LF.</summary>
    public static string Readme { get; } = File.ReadAllText(Path.Combine(Root, "README.md")).ReplaceLineEndings("\n");

    /// <summary>A program's file name on this system.</summary>
    public static string Executable(string program) => OperatingSystem.IsWindows() ? program + ".exe" : program;

    private static string Built(string project, string program) =>
        Path.Combine(Root, "artifacts", "bin", project, new DirectoryInfo(AppContext.BaseDirectory).Name, Executable(program));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RawMcp.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("RawMcp.sln is in no folder above " + AppContext.BaseDirectory);
    }
}
