namespace RawMcp.Cli;

/// <summary>This program as a command line.</summary>
internal static class Myself
{
    /// <summary>The words that start this program with those arguments.</summary>
    public static string[] With(string[] arguments)
    {
        var path = Environment.ProcessPath ?? throw new UsageException("This process does not know its own path, so it cannot start the embedded server.");

        // Started as 'dotnet rawmcp.dll', the process is dotnet.
        return Path.GetFileNameWithoutExtension(path).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
            ? [path, Path.Combine(AppContext.BaseDirectory, "rawmcp.dll"), .. arguments]
            : [path, .. arguments];
    }
}
