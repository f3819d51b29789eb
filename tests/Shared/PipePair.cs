using System.IO.Pipes;

namespace RawMcp.Testing;

/// <summary>
/// Two pipes of the operating system, crossed: what one end writes the other reads. Not a stand-in for pipes but pipes, with
/// their limits and their ways to break.
/// </summary>
internal sealed class PipePair : IDisposable
{
    private readonly AnonymousPipeServerStream right = new(PipeDirection.Out);
    private readonly AnonymousPipeServerStream left = new(PipeDirection.Out);

    public PipePair()
    {
        Near = (new AnonymousPipeClientStream(PipeDirection.In, left.ClientSafePipeHandle), right);
        Far = (new AnonymousPipeClientStream(PipeDirection.In, right.ClientSafePipeHandle), left);
    }

    /// <summary>One end.</summary>
    public (Stream Input, Stream Output) Near { get; }

    /// <summary>The other.</summary>
    public (Stream Input, Stream Output) Far { get; }

    /// <summary>All four at once: disposing an end waits for who is blocked on it, until the other end is gone too.</summary>
    public void Dispose()
    {
        var threads = new[] { Near.Input, Near.Output, Far.Input, Far.Output }.Select(stream => new Thread(stream.Dispose)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }
}
