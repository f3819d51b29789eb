namespace Benchmarks.Roles;

/// <summary>A client of one make, connected to its server. Its methods are the calls that are measured, without a layer of ours around them.</summary>
internal abstract class Endpoint : IAsyncDisposable
{
    /// <summary>What every echo call sends and gets back: a short word, as most calls of tools are short.</summary>
    public const string Message = "hello";

    /// <summary>Lists the tools; returns how many.</summary>
    public abstract Task<int> ListToolsAsync();

    /// <summary>Calls <c>echo</c> with <see cref="Message"/>. The task is the client library's own, so that no bytes of ours are counted.</summary>
    public abstract Task EchoAsync();

    /// <summary>The text that the echo call gave, to see once that it works.</summary>
    public abstract Task<string> EchoTextAsync();

    /// <summary>Calls <c>blob</c> for so many characters, in the pieces of <see cref="Blob"/>; returns how many came.</summary>
    public abstract Task<int> BlobAsync(int characters);

    /// <summary>Calls <c>figures</c>: what the server says of itself (see <see cref="Figures"/>).</summary>
    public abstract Task<string> FiguresAsync();

    public abstract ValueTask DisposeAsync();
}
