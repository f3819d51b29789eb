namespace Benchmarks.Run;

/// <summary>Our roles as a NativeAOT binary, published when the sources are newer than the last one.</summary>
internal static class AotBuild
{
    private static readonly string Binary = Repository.Path("artifacts", "publish", "RawMcp.Benchmarks.Aot", "release", OperatingSystem.IsWindows() ? "roles.exe" : "roles");

    /// <summary>The binary, or why there is none.</summary>
    public static async Task<(string? Binary, string Reason)> MakeAsync()
    {
        if (IsCurrent()) return (Binary, "");
        await Console.Error.WriteLineAsync("publishing our roles as NativeAOT …");
        var built = await Tool.RunAsync("dotnet", "publish", Repository.Path("tests", "RawMcp.Benchmarks.Aot"), "-c", "Release", "--nologo");
        if (built is not { } done) return (null, "there is no dotnet in PATH to publish it with");
        if (done.Code == 0)
        {
            File.SetLastWriteTimeUtc(Binary, DateTime.UtcNow); // publishing keeps an unchanged file as it is
            return (Binary, "");
        }

        await Console.Error.WriteLineAsync(done.Output);
        return (null, "dotnet publish failed, see above");
    }

    private static bool IsCurrent()
    {
        if (!File.Exists(Binary)) return false;
        var made = File.GetLastWriteTimeUtc(Binary);
        string[] sources = ["src", Path.Combine("tests", "RawMcp.Benchmarks", "Roles"), Path.Combine("tests", "RawMcp.Benchmarks.Aot")];
        return sources.SelectMany(source => Directory.EnumerateFiles(Repository.Path(source), "*.*", SearchOption.AllDirectories))
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".csproj", StringComparison.Ordinal))
            .All(file => File.GetLastWriteTimeUtc(file) < made);
    }
}
