using System.Diagnostics;
using System.Text;

namespace RawMcp.Cli.Tests;

/// <summary>A program that was run to its end: what it wrote, byte for byte, and how it ended.</summary>
internal sealed record Launch(int ExitCode, byte[] OutputBytes, byte[] ErrorBytes)
{
    /// <summary>Far more than any program here takes, the one that builds included; one that is still running then hangs.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public string Output { get; } = Encoding.UTF8.GetString(OutputBytes);

    public string Errors { get; } = Encoding.UTF8.GetString(ErrorBytes);

    public string[] OutputLines => Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    public override string ToString() => $"exit code {ExitCode}\nstdout:\n{Output}\nstderr:\n{Errors}";

    /// <summary>Runs rawmcp with an empty stdin.</summary>
    public static Task<Launch> Rawmcp(params string[] arguments) => RunAsync([Repository.Rawmcp, .. arguments]);

    /// <summary>Runs a program to its end and proves that nothing it started has outlived it.</summary>
    /// <param name="command">Its words.</param>
    /// <param name="input">Its stdin.</param>
    /// <param name="variables">On top of the test's own.</param>
    /// <param name="directory">Where it starts.</param>
    /// <param name="onErrorLine">Told of each line on stderr while the program runs.</param>
    public static async Task<Launch> RunAsync(
        string[] command,
        byte[]? input = null,
        Dictionary<string, string>? variables = null,
        string? directory = null,
        Action<Process, string>? onErrorLine = null)
    {
        var mark = Guid.NewGuid().ToString("N");
        using var process = new Process { StartInfo = Describe(command, directory) };
        foreach (var (name, value) in variables ?? []) process.StartInfo.Environment[name] = value;
        process.StartInfo.Environment[LeftBehind.Variable] = mark;
        process.Start();

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        using var output = new MemoryStream();
        using var errors = new MemoryStream();
        try
        {
            await Task.WhenAll(
                FeedAsync(process, input ?? [], limit.Token),
                process.StandardOutput.BaseStream.CopyToAsync(output, limit.Token),
                ReadAsync(process, errors, onErrorLine, limit.Token),
                process.WaitForExitAsync(limit.Token));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            LeftBehind.Kill(mark);
            Assert.Fail($"{string.Join(' ', command)} was still running after {Limit}.");
        }

        var launch = new Launch(process.ExitCode, output.ToArray(), errors.ToArray());
        Assert.True(LeftBehind.Kill(mark) is [], $"A process was left behind by {string.Join(' ', command)}. {launch}");
        return launch;
    }

    private static async Task FeedAsync(Process process, byte[] input, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellation);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It did not want it.
        }
    }

    private static async Task ReadAsync(Process process, MemoryStream all, Action<Process, string>? onLine, CancellationToken cancellation)
    {
        var line = new MemoryStream();
        var buffer = new byte[4096];
        while (await process.StandardError.BaseStream.ReadAsync(buffer, cancellation) is > 0 and var count)
        {
            all.Write(buffer.AsSpan(0, count));
            foreach (var one in buffer.AsSpan(0, count))
            {
                line.WriteByte(one);
                if (one != (byte)'\n') continue;
                onLine?.Invoke(process, Encoding.UTF8.GetString(line.ToArray()));
                line.SetLength(0);
            }
        }
    }

    private static ProcessStartInfo Describe(string[] command, string? directory)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory ?? "",
        };

        // An apphost looks for .NET here and in fixed places, never on the PATH.
        start.Environment["DOTNET_ROOT"] = Repository.DotnetRoot;
        start.Environment.Remove("NO_COLOR");
        return start;
    }
}
