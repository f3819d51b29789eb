using System.Text;
using System.Text.Json;

namespace RawMcp.Tests;

/// <summary>A server on one end of two pipes and a client by hand on the other: lines in, lines out.</summary>
internal sealed class Talk : IAsyncDisposable
{
    private readonly PipePair pipes = new();
    private readonly CancellationTokenSource stop = new();

    public Talk(McpServer server) => Serving = server.RunAsync(pipes.Far.Input, pipes.Far.Output, stop.Token);

    /// <summary>Completes when the server has left.</summary>
    public Task Serving { get; }

    /// <summary>What the server writes; nobody reads it before this is asked for.</summary>
    public Lines Heard => field ??= new Lines(pipes.Near.Input);

    /// <summary>A talk that has begun with the handshake of that revision.</summary>
    public static async Task<Talk> OpenAsync(McpServer server, string revision = "2025-11-25")
    {
        var talk = new Talk(server);
        var answer = await talk.AskAsync(Initialize(revision));
        Assert.Equal(revision, answer.GetProperty("result").GetProperty("protocolVersion").GetString());
        talk.Say("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        return talk;
    }

    public static string Initialize(string revision, string id = "0") =>
        $$$$"""{"jsonrpc":"2.0","id":{{{{id}}}},"method":"initialize","params":{"protocolVersion":"{{{{revision}}}}","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";

    /// <summary>A request of the modern era; <paramref name="members"/> are further members of its params, each with a comma behind it.</summary>
    public static string Modern(string id, string method, string members = "", string meta = "", string revision = "2026-07-28", string capabilities = "{}") =>
        "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + members + "\"_meta\":{" + meta
        + "\"io.modelcontextprotocol/protocolVersion\":\"" + revision + "\",\"io.modelcontextprotocol/clientCapabilities\":" + capabilities + "}}}";

    public static string Call(string id, string tool, string arguments = "{}", string more = "") =>
        $$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"tools/call","params":{"name":"{{{tool}}}","arguments":{{{arguments}}}{{{more}}}}}""";

    public void Say(string line) => Send(Encoding.UTF8.GetBytes(line + "\n"));

    public void Send(ReadOnlySpan<byte> bytes) => pipes.Near.Output.Write(bytes);

    public async Task<string> HearAsync() => await Heard.NextAsync() ?? throw new EndOfStreamException("The server has left.");

    /// <summary>One line, and the next that comes.</summary>
    public async Task<JsonElement> AskAsync(string line)
    {
        Say(line);
        return JsonElement.Parse(await HearAsync());
    }

    /// <summary>The end of the client's stream.</summary>
    public void Close() => pipes.Near.Output.Dispose();

    /// <summary>Closes and gives what the server still had to say.</summary>
    public async Task<List<string>> LeaveAsync()
    {
        Close();
        var rest = await Heard.RestAsync();
        await Serving.WaitAsync(Lines.Patience);
        return rest;
    }

    /// <summary>What SIGTERM does to a server on stdio.</summary>
    public Task TerminateAsync() => stop.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        Close();
        await stop.CancelAsync();
        pipes.Dispose();
        await Serving.WaitAsync(Lines.Patience);
        stop.Dispose();
    }
}

/// <summary>An answer in few words, for tables: <c>result 5</c>, <c>-32600 5</c>, <c>-32700 none</c>.</summary>
internal static class InShort
{
    public static string Of(string line)
    {
        var answer = JsonElement.Parse(line);
        var id = answer.TryGetProperty("id", out var value) ? value.GetRawText() : "none";
        return answer.TryGetProperty("error", out var error) ? $"{error.GetProperty("code").GetRawText()} {id}" : $"result {id}";
    }
}
