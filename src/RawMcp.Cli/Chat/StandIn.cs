namespace RawMcp.Cli.Chat;

/// <summary>The scripted stand-in for a model, inside this program, where no endpoint was named.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private StandIn(Uri baseUrl, string model)
    {
        BaseUrl = baseUrl;
        Model = model;
    }

    public Uri BaseUrl { get; }

    public string Model { get; }

    /// <summary>Starts it on a free port of this machine.</summary>
    public static StandIn Start() => throw new UsageException("Which model? Name an OpenAI-compatible endpoint with --base-url and --model.");

    public ValueTask DisposeAsync() => default;
}
