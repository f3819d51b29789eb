using System.ComponentModel;
using System.Diagnostics;

namespace Benchmarks.Run;

/// <summary>Runs a program to its end.</summary>
internal static class Tool
{
    /// <summary>Its exit code and what it wrote on both streams; null when there is no such program.</summary>
    public static async Task<(int Code, string Output)?> RunAsync(string file, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, output + await errors);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
