using System.Net;
using System.Net.Sockets;

namespace RawMcp.Agent.StandIn;

/// <summary>
/// A scripted stand-in for a language model, which it is not: an OpenAI-compatible chat completions endpoint on 127.0.0.1 that
/// chooses tools by a rule over words (<c>docs/models.md</c>), and is as strict about histories as providers are. Runs until it
/// is disposed.
/// </summary>
public sealed class ScriptedModel : IAsyncDisposable
{
    /// <summary>The only model there is here; a request for any other is refused.</summary>
    public const string Name = "rawmcp-scripted-not-a-language-model";

    /// <summary>The header on every answer.</summary>
    public const string HeaderName = "X-RawMcp-Model";

    /// <summary>What that header says.</summary>
    public const string HeaderValue = "scripted stand-in, not a language model";

    private const int Attempts = 16; // to find a port that nobody takes meanwhile
    private readonly ScriptedModelOptions options;
    private readonly HttpListener listener;
    private readonly Task serving;
    private readonly HashSet<Task> answering = [];
    private int exchanges;

    private ScriptedModel(HttpListener listener, int port, ScriptedModelOptions options)
    {
        this.listener = listener;
        this.options = options;
        BaseUrl = new Uri($"http://127.0.0.1:{port}/v1");
        serving = Task.Run(ServeAsync);
    }

    /// <summary>What OpenAI-compatible clients call the base URL: <c>http://127.0.0.1:PORT/v1</c>.</summary>
    public Uri BaseUrl { get; }

    /// <summary>Starts to listen; requests are answered from when this returns.</summary>
    /// <exception cref="IOException">The port is taken, or there is none.</exception>
    public static ScriptedModel Start(ScriptedModelOptions? options = null)
    {
        options ??= new ScriptedModelOptions();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Port, IPEndPoint.MaxPort);
        for (var attempt = 1; ; attempt++)
        {
            var port = options.Port > 0 ? options.Port : FreePort();
            var listener = new HttpListener { IgnoreWriteExceptions = true };
            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                listener.Start();
                return new ScriptedModel(listener, port, options);
            }
            catch (Exception e) when (e is HttpListenerException or SocketException)
            {
                listener.Close();
                if (options.Port > 0 || attempt == Attempts) throw new IOException($"The scripted model cannot listen on 127.0.0.1:{port}: {e.Message}. Choose another port, or 0 for a free one.", e);
            }
        }
    }

    /// <summary>Stops: what is being answered is cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving.ConfigureAwait(false);
        Task[] left;
        lock (answering) left = [.. answering];
        await Task.WhenAll(left).ConfigureAwait(false);
    }

    // HttpListener does not know port 0.
    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                if (!listener.IsListening) return;
                continue; // one request that could not be read, such as one whose sender is gone
            }

            var answer = new HttpAnswer(context, options, Interlocked.Increment(ref exchanges));
            lock (answering)
            {
                answering.RemoveWhere(task => task.IsCompleted);
                answering.Add(Task.Run(answer.RunAsync));
            }
        }
    }
}
