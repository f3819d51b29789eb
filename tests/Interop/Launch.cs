using System.Diagnostics;
using System.Text;

namespace RawMcp.Interop;

/// <summary>A program that was run to its end: what it wrote and how it ended.</summary>
internal sealed record Launch(int ExitCode, string Output, string Errors)
{
    /// <summary>No program here takes a tenth of this; one that is still running then hangs.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Runs a program with its stdin closed, and proves that nothing it started has outlived it.</summary>
    public static async Task<Launch> RunAsync(Scratch scratch, string[] command, IEnumerable<KeyValuePair<string, string>> variables)
    {
        using var process = new Process { StartInfo = Describe(command, [.. scratch.Environment, .. variables]) };
        process.Start();
        process.StandardInput.Close();

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await Task.WhenAll(output, errors, process.WaitForExitAsync(limit.Token));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            scratch.KillLeftBehind();
            Assert.Fail($"{string.Join(' ', command)} was still running after {Limit}.");
        }

        var launch = new Launch(process.ExitCode, await output, await errors);
        Assert.True(scratch.KillLeftBehind() is [], $"A process was left behind by {string.Join(' ', command)}. {launch}");
        return launch;
    }

    private static ProcessStartInfo Describe(string[] command, KeyValuePair<string, string>[] variables)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return start;
    }
}
