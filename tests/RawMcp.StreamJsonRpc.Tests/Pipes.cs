using System.IO.Pipes;

namespace RawMcp.StreamJsonRpc.Tests;

/// <summary>One end of a connection: two streams, and who sits there.</summary>
public sealed record End(Stream Reading, Stream Writing);

/// <summary>Two pipes of the operating system, as between a process and its child, but both ends are here.</summary>
public sealed class Pipes : IDisposable
{
    private readonly Stream[] all;

    public Pipes()
    {
        var (a, b) = (Make(), Make());
        all = [a.From, a.To, b.From, b.To];
        Client = new End(a.From, b.To);
        Server = new End(b.From, a.To);
    }

    public End Client { get; }

    public End Server { get; }

    private static (Stream From, Stream To) Make()
    {
        var to = new AnonymousPipeServerStream(PipeDirection.Out);
        return (new AnonymousPipeClientStream(PipeDirection.In, to.ClientSafePipeHandle), to);
    }

    public void Dispose()
    {
        foreach (var stream in all)
        {
            try
            {
                stream.Dispose();
            }
            catch (IOException)
            {
                // The other end went first.
            }
        }
    }
}
