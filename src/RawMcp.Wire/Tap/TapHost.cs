namespace RawMcp.Wire;

/// <summary>The host's side of a tap: whose bytes, and whose signals, reach the server.</summary>
internal sealed class TapHost
{
    /// <summary>The host that started this process, at the other end of its standard streams.</summary>
    public static TapHost Outside { get; } = new() { Streams = Own, PassesSignals = true };

    /// <summary>What becomes the server's stdin, and where its stdout and its stderr go. Asked once the server runs.</summary>
    public required Func<(Stream Input, Stream Output, Stream Errors)> Streams { get; init; }

    /// <summary>The signals that come to this process are meant for the server.</summary>
    public bool PassesSignals { get; init; }

    /// <summary>Told of the server, and of the way to send it a signal that the capture then has.</summary>
    public Action<TapChild, SignalRelay>? Started { get; init; }

    /// <summary>The server is gone; its last words may still be on their way.</summary>
    public Action? Exited { get; init; }

    private static (Stream Input, Stream Output, Stream Errors) Own() => OperatingSystem.IsWindows()
        ? (Console.OpenStandardInput(), Console.OpenStandardOutput(), Console.OpenStandardError())
        : (new DescriptorStream(0), new DescriptorStream(1), new DescriptorStream(2));
}
