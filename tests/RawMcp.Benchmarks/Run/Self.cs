namespace Benchmarks.Run;

/// <summary>This program, as a command for playing another role.</summary>
internal static class Self
{
    public static IReadOnlyList<string> Command { get; } =
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Environment.ProcessPath!, typeof(Self).Assembly.Location]
            : [Environment.ProcessPath!];
}
