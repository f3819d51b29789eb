using RawMcp.Connections;
using RawMcp.JsonRpc;

namespace RawMcp.Stdio.Tests;

/// <summary>A peer that keeps what comes and answers what it is told to answer.</summary>
internal sealed class ScriptedPeer : IPeer
{
    public Inbox<Message.Request> Requests { get; } = new();

    public Inbox<Message.Notification> Notifications { get; } = new();

    public Inbox<Arrival> Odd { get; } = new();

    public bool TakesBatches { get; init; }

    /// <summary>Done with each request on the reader's thread; by default nothing.</summary>
    public Action<Message.Request>? Answer { get; set; }

    /// <summary>Done with whatever is odd, on the reader's thread; by default nothing.</summary>
    public Action<Arrival>? Protest { get; set; }

    public bool OnRequest(Message.Request request)
    {
        Answer?.Invoke(request);
        Requests.Add(request);
        return true;
    }

    // A notification's bytes are only lent.
    public void OnNotification(Message.Notification notification) =>
        Notifications.Add(notification with { Params = new RawJson(notification.Params.Utf8.ToArray()) });

    public void OnOdd(Arrival arrival)
    {
        Protest?.Invoke(arrival);
        Odd.Add(arrival);
    }

    public string OnEnd(string reason) => reason;
}

/// <summary>A driver over one end of two pipes, and the other end by hand.</summary>
internal sealed class Wired : IAsyncDisposable
{
    private readonly PipePair pipes = new();

    public Wired(ScriptedPeer? peer = null, DriverOptions? options = null)
    {
        Peer = peer ?? new ScriptedPeer();
        Driver = new Driver(pipes.Near.Input, pipes.Near.Output, Peer, options);
        Driver.Start();
    }

    public ScriptedPeer Peer { get; }

    public Driver Driver { get; }

    /// <summary>What the driver writes; nobody reads it before this is asked for.</summary>
    public Lines Heard => field ??= new Lines(pipes.Far.Input);

    /// <summary>Where the driver's other side writes.</summary>
    public Stream Far => pipes.Far.Output;

    /// <summary>What the driver's output leads to.</summary>
    public Stream FarInput => pipes.Far.Input;

    public void Say(string line) => Far.Write(System.Text.Encoding.UTF8.GetBytes(line + "\n"));

    public Task<Outcome> Call(string method, TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        Driver.CallAsync(method, _ => default, timeout ?? Timeout.InfiniteTimeSpan, cancellation);

    public async ValueTask DisposeAsync()
    {
        await Driver.DisposeAsync();
        pipes.Dispose();
    }
}
