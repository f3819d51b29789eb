using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;

namespace RawMcp.Cli.Chat;

/// <summary>Where the model is: an OpenAI-compatible endpoint, and the model's name there.</summary>
/// <param name="Url">The base, with the version in it: <c>http://localhost:11434/v1</c>.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Timeout">How long it may be silent.</param>
internal sealed record Endpoint(Uri Url, string Model, TimeSpan Timeout)
{
    /// <summary>Reads a base URL.</summary>
    /// <exception cref="UsageException">It is none, or carries what does not belong there.</exception>
    public static Uri Read(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new UsageException($"--base-url wants a URL such as http://localhost:11434/v1, not '{text}'.");
        if (url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
            throw new UsageException($"--base-url takes no user, query or fragment. A key goes into the environment, as {Secret.Variable}.");
        return url;
    }

    /// <summary>A client for it. It never repeats a request: a person decides that, after reading why.</summary>
    /// <param name="secret">The key.</param>
    /// <param name="wire">Shows the bodies in both directions; null for no show.</param>
    public IChatClient Connect(Secret secret, WireView? wire)
    {
        // No redirects: a key goes to the endpoint that was named and to no other. No proxy in front of this machine itself.
        HttpMessageHandler sockets = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = !Url.IsLoopback };
        if (wire is not null) sockets = new HttpWire(sockets, wire);
        var http = new HttpClient(sockets) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        var options = new OpenAIClientOptions
        {
            Endpoint = Url,
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout,
        };
        return new Untouched(new OpenAI.Chat.ChatClient(Model, new ApiKeyCredential(secret.Key ?? "none"), options).AsIChatClient());
    }
}
