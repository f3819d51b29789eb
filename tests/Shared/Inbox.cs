using System.Threading.Channels;

namespace RawMcp.Testing;

/// <summary>Things that happen on another thread, in order, for a test to wait for.</summary>
internal sealed class Inbox<T>
{
    private readonly Channel<T> channel = Channel.CreateUnbounded<T>();

    /// <summary>How many have come and not been taken.</summary>
    public int Count => channel.Reader.Count;

    public void Add(T item) => channel.Writer.TryWrite(item);

    public async Task<T> NextAsync()
    {
        using var patience = new CancellationTokenSource(Lines.Patience);
        return await channel.Reader.ReadAsync(patience.Token);
    }
}
