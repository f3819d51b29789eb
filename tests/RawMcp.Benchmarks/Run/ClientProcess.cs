using System.Diagnostics;
using System.Text.Json;

namespace Benchmarks.Run;

/// <summary>A running client role and, behind it, its server.</summary>
internal sealed class ClientProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> errors;

    private ClientProcess(Process process)
    {
        this.process = process;
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>From before the client was started to when it had the server's list of tools.</summary>
    public TimeSpan StartUp { get; private init; }

    public static async Task<ClientProcess> StartAsync(Pair pair, Pinning pinning)
    {
        string[] words = [.. pinning.Prefix, .. pair.Client, .. pair.Server];
        var start = Stopwatch.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var ready = await process.StandardOutput.ReadLineAsync();
        var client = new ClientProcess(process) { StartUp = Stopwatch.GetElapsedTime(start) };
        if (ready is null) throw await client.GoneAsync();
        return client;
    }

    /// <summary>Has the client run a command, such as <c>echo 400</c>.</summary>
    public async Task<IReadOnlyDictionary<string, double>> AskAsync(string command)
    {
        await process.StandardInput.WriteLineAsync(command);
        await process.StandardInput.FlushAsync();
        var line = await process.StandardOutput.ReadLineAsync() ?? throw await GoneAsync();
        return JsonSerializer.Deserialize<Dictionary<string, double>>(line)!;
    }

    private async Task<InvalidOperationException> GoneAsync()
    {
        var lines = (await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new InvalidOperationException(lines.FirstOrDefault(line => line.Contains("Exception", StringComparison.Ordinal)) ?? lines.FirstOrDefault() ?? "it left without a word");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }
}
