using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RawMcp.Cli.Tests;

/// <summary>An endpoint that answers each request with the bytes a test wrote for it, right or wrong, and keeps what it was sent.</summary>
internal sealed class FakeEndpoint : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<int, string> answer;
    private readonly Task serving;
    private int count;

    private FakeEndpoint(Func<int, string> answer)
    {
        this.answer = answer;
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>The requests with their headers, as they came.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1";

    /// <summary>What a command line needs to use it.</summary>
    public string[] Words => ["--base-url", Url, "--model", "fake"];

    /// <summary>Answers the requests with these in turn, and every further one with the last.</summary>
    public static FakeEndpoint Start(params string[] answers) => new(number => answers[Math.Min(number, answers.Length - 1)]);

    /// <summary>A stream of one answer in words.</summary>
    public static string Says(string text) => Stream(Delta($$"""{"role":"assistant","content":{{Quoted(text)}}}"""), Finish("stop"), "[DONE]");

    /// <summary>A stream of one answer that asks for calls.</summary>
    public static string Calls(params (string Id, string Name, string Arguments)[] calls) => Stream(
        [.. calls.Select((call, at) => Delta($$$"""{"tool_calls":[{"index":{{{at}}},"id":{{{Quoted(call.Id)}}},"type":"function","function":{"name":{{{Quoted(call.Name)}}},"arguments":{{{Quoted(call.Arguments)}}}}}]}""")), Finish("tool_calls"), "[DONE]"]);

    /// <summary>An event stream that ends where its connection does.</summary>
    public static string Stream(params string[] events) =>
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n" + string.Concat(events.Select(one => $"data: {one}\n\n"));

    /// <summary>An answer of that status, with an error of the usual shape.</summary>
    public static string Error(string status, string message, string headers = "")
    {
        var body = $$$"""{"error":{"message":{{{Quoted(message)}}},"type":"x","code":null}}""";
        return $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";
    }

    public static string Delta(string delta) => $$"""{"id":"x","object":"chat.completion.chunk","created":1,"model":"fake","choices":[{"index":0,"delta":{{delta}},"finish_reason":null}]}""";

    public static string Finish(string reason) => $$$"""{"id":"x","object":"chat.completion.chunk","created":1,"model":"fake","choices":[{"index":0,"delta":{},"finish_reason":"{{{reason}}}"}]}""";

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
        listener.Dispose();
    }

    private static string Quoted(string text) => $"\"{System.Text.Json.JsonEncodedText.Encode(text)}\"";

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync();
                await AnswerAsync(client.GetStream());
            }
            catch (IOException)
            {
                // The other side has gone.
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var request = new StringBuilder();
        var buffer = new byte[65_536];
        while (!IsWhole(request.ToString()) && await stream.ReadAsync(buffer) is > 0 and var read) request.Append(Encoding.Latin1.GetString(buffer, 0, read));
        Requests.Enqueue(request.ToString());
        var bytes = answer(count++);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(bytes));
        if (bytes.Length > 0) stream.Socket.Shutdown(SocketShutdown.Send);
        else while (await stream.ReadAsync(buffer) > 0) { } // says nothing, until the other side gives up
    }

    private static bool IsWhole(string request)
    {
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0) return false;
        var length = request[..end].Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return length is not null && request.Length >= end + 4 + int.Parse(length.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
