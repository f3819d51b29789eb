using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Benchmarks.Run;

namespace Benchmarks.Tap;

/// <summary>A running client of <see cref="Roles.PipeRole"/> and what stands between it and the other end.</summary>
internal sealed class Chain : IDisposable
{
    private readonly Process client;

    private Chain(Process client) => this.client = client;

    /// <summary>Starts it: the client, and whatever <paramref name="command"/> is.</summary>
    public static Chain Start(Pinning pinning, IReadOnlyList<string> roles, IEnumerable<string> command)
    {
        string[] words = [.. pinning.Prefix, .. roles, "client", .. command];
        var chain = new Chain(Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true })!);
        chain.Next();
        return chain;
    }

    /// <summary>The median and the 99th percentile of round trips, in microseconds.</summary>
    public (double P50, double P99) Ping(int bytes, int count)
    {
        var figures = Ask(string.Create(CultureInfo.InvariantCulture, $"ping {bytes} {count}"));
        return (figures["p50"], figures["p99"]);
    }

    /// <summary>Seconds that a stream took into the chain, up to the word of its other end.</summary>
    public double Pour(long bytes) => Ask(string.Create(CultureInfo.InvariantCulture, $"pour {bytes}"))["seconds"];

    /// <summary>Seconds from now on to the end of the stream out of the chain, which has to be that long.</summary>
    public double Drain(long bytes)
    {
        var figures = Ask("drain");
        return figures["bytes"] == bytes ? figures["seconds"] : throw new InvalidOperationException($"{figures["bytes"]} of {bytes} bytes came out.");
    }

    private Dictionary<string, double> Ask(string command)
    {
        client.StandardInput.WriteLine(command);
        client.StandardInput.Flush();
        return Next();
    }

    private Dictionary<string, double> Next() => JsonSerializer.Deserialize<Dictionary<string, double>>(
        client.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The client of the chain left; see above."))!;

    public void Dispose()
    {
        client.StandardInput.Close();
        client.WaitForExit();
        client.Dispose();
    }
}
