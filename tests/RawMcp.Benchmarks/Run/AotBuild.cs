namespace Benchmarks.Run;

/// <summary>A NativeAOT binary of this repository, published when the sources are newer than the last one.</summary>
/// <param name="Project">The project's folder.</param>
/// <param name="Name">The binary's name.</param>
/// <param name="Sources">The folders whose files decide whether it is current.</param>
internal sealed record AotBuild(string Project, string Name, params string[] Sources)
{
    /// <summary>Our roles.</summary>
    public static AotBuild Roles { get; } = new("tests/RawMcp.Benchmarks.Aot", "roles", "src", "tests/RawMcp.Benchmarks/Roles", "tests/RawMcp.Benchmarks.Aot");

    /// <summary>What users run.</summary>
    public static AotBuild RawMcp { get; } = new("src/RawMcp.Cli", "rawmcp", "src");

    private string Binary => Repository.Path("artifacts", "publish", Path.GetFileName(Project), "release", OperatingSystem.IsWindows() ? Name + ".exe" : Name);

    /// <summary>The binary, or why there is none.</summary>
    public async Task<(string? Binary, string Reason)> MakeAsync()
    {
        if (IsCurrent()) return (Binary, "");
        await Console.Error.WriteLineAsync($"publishing {Name} as NativeAOT …");
        var built = await Tool.RunAsync("dotnet", "publish", Repository.Path(Project), "-c", "Release", "--nologo");
        if (built is not { } done) return (null, "there is no dotnet in PATH to publish it with");
        if (done.Code == 0)
        {
            File.SetLastWriteTimeUtc(Binary, DateTime.UtcNow); // publishing keeps an unchanged file as it is
            return (Binary, "");
        }

        await Console.Error.WriteLineAsync(done.Output);
        return (null, "dotnet publish failed, see above");
    }

    private bool IsCurrent()
    {
        if (!File.Exists(Binary)) return false;
        var made = File.GetLastWriteTimeUtc(Binary);
        return Sources.SelectMany(source => Directory.EnumerateFiles(Repository.Path(source), "*.*", SearchOption.AllDirectories))
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".csproj", StringComparison.Ordinal))
            .All(file => File.GetLastWriteTimeUtc(file) < made);
    }
}
