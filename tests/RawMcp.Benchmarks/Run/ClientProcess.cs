using System.Diagnostics;
using System.Text.Json;

namespace Benchmarks.Run;

/// <summary>A process of a pair left, or was silent for too long.</summary>
internal sealed class RoleFailedException(string message) : Exception(message);

/// <summary>A running client role and, behind it, its server.</summary>
internal sealed class ClientProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process process;
    private readonly Task<string> errors;

    private ClientProcess(Process process)
    {
        this.process = process;
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>From before the client was started to when it had the server's list of tools.</summary>
    public TimeSpan StartUp { get; private set; }

    public static async Task<ClientProcess> StartAsync(Pair pair, Pinning pinning)
    {
        string[] words = [.. pinning.Prefix, .. pair.Client, .. pair.Server];
        var start = Stopwatch.GetTimestamp();
        var client = new ClientProcess(Process.Start(new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
        await client.NextLineAsync();
        client.StartUp = Stopwatch.GetElapsedTime(start);
        return client;
    }

    /// <summary>Has the client run a command, such as <c>echo 400</c>.</summary>
    /// <exception cref="RoleFailedException">It did not answer.</exception>
    public async Task<IReadOnlyDictionary<string, double>> AskAsync(string command)
    {
        try
        {
            await process.StandardInput.WriteLineAsync(command);
            await process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It left: reading says why.
        }

        return JsonSerializer.Deserialize<Dictionary<string, double>>(await NextLineAsync())!;
    }

    private async Task<string> NextLineAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            if (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line) return line;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new RoleFailedException($"no answer within {Patience.TotalSeconds} s");
        }

        var lines = (await errors).Replace("Unhandled exception. ", "", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        throw new RoleFailedException(lines.FirstOrDefault(line => line.Contains("Exception", StringComparison.Ordinal)) ?? lines.FirstOrDefault() ?? "it left without a word");
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
        }
        catch (IOException)
        {
            // It had left already.
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }
}
