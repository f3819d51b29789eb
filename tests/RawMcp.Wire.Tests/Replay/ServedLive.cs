using System.Text;

namespace RawMcp.Wire.Tests;

/// <summary>A replay as the server, in this process over real pipes; the test is the client.</summary>
internal sealed class ServedLive : IDisposable
{
    private readonly PipePair pipes = new();
    private readonly Lines lines;
    private bool isClosed;

    public ServedLive(Played played, ReplayOptions? options = null, bool exact = false)
    {
        var (input, output) = pipes.Far;
        lines = new Lines(pipes.Near.Input);
        var recording = played.Recording();
        Done = Task.Run(async () =>
        {
            var served = await (exact ? ExactServer.RunAsync(recording, options ?? new(), input, output) : ReplayServer.RunAsync(recording, options ?? new(), input, output));
            output.Dispose();
            return served;
        });
    }

    public Task<ReplayServed> Done { get; }

    public void Send(string line) => SendRaw(line + "\n");

    public void SendRaw(string text)
    {
        pipes.Near.Output.Write(Encoding.UTF8.GetBytes(text));
        pipes.Near.Output.Flush();
    }

    public async Task<string?> NextAsync() => await lines.NextAsync();

    /// <summary>Sends a line and takes the next one.</summary>
    public Task<string?> AskAsync(string line)
    {
        Send(line);
        return NextAsync();
    }

    /// <summary>Ends the client's stream; gives what still came, and the report.</summary>
    public async Task<(List<string> Left, ReplayServed Served)> EndAsync()
    {
        isClosed = true;
        pipes.Near.Output.Dispose();
        var served = await Done.WaitAsync(Lines.Patience);
        return (await lines.RestAsync(), served);
    }

    public void Dispose()
    {
        if (!isClosed) pipes.Near.Output.Dispose();
        pipes.Dispose();
    }
}
