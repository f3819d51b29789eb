using System.Globalization;
using System.Net;
using RawMcp.JsonRpc;

namespace RawMcp.Agent.StandIn;

/// <summary>One HTTP request and its answer.</summary>
internal sealed class HttpAnswer(HttpListenerContext context, ScriptedModelOptions options, int number)
{
    private const string Chat = "/v1/chat/completions";
    private const string Models = "/v1/models";

    public async Task RunAsync()
    {
        try
        {
            context.Response.AddHeader(ScriptedModel.HeaderName, ScriptedModel.HeaderValue);
            await AnswerAsync().ConfigureAwait(false);
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            context.Response.Abort(); // the other side is gone, or we are closing
        }
        catch (Exception e)
        {
            // A mistake of ours. Whoever asked is told, not left waiting.
            await FailAsync(e).ConfigureAwait(false);
        }
    }

    private async Task FailAsync(Exception e)
    {
        try
        {
            await WriteAsync(500, new Refusal($"The scripted model failed: {e.Message}", Code: "server_error").Body).ConfigureAwait(false);
            context.Response.Close();
        }
        catch (Exception late) when (late is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            context.Response.Abort(); // part of an answer was sent already
        }
    }

    private Task AnswerAsync()
    {
        var method = context.Request.HttpMethod;
        var path = context.Request.Url?.AbsolutePath ?? "";
        return (method, path) switch
        {
            ("POST", Chat) => ChatAsync(),
            ("GET", Models) => GiveAsync("a list of models", ModelList()),
            ("GET", Models + "/" + ScriptedModel.Name) => GiveAsync("the model", RawJson.Build(Model)),
            ("GET", _) when path.StartsWith(Models + "/", StringComparison.Ordinal) =>
                RefuseAsync("a model", new Refusal($"There is no model '{path[(Models.Length + 1)..]}' here, only '{ScriptedModel.Name}'.", "model", "model_not_found", 404)),
            (_, Chat or Models) => RefuseAsync("", new Refusal($"{path} does not take {method}; it takes {(path == Chat ? "POST" : "GET")}.", Code: "method_not_allowed", Status: 405)),
            _ => RefuseAsync("", new Refusal($"There is nothing at {path}. There are POST {Chat} and GET {Models}.", Code: "unknown_url", Status: 404)),
        };
    }

    private async Task ChatAsync()
    {
        var (body, tooLong) = await ReadAsync().ConfigureAwait(false);
        var length = string.Create(CultureInfo.InvariantCulture, $"{body.Utf8.Length} bytes");
        if (tooLong) await RefuseAsync("", new Refusal(string.Create(CultureInfo.InvariantCulture, $"The body is longer than {options.MaxBodyBytes} bytes."), Code: "body_too_long", Status: 413)).ConfigureAwait(false);
        else if (RequestReader.Read(body, out var request) is { } refusal) await RefuseAsync(length, refusal).ConfigureAwait(false);
        else await DecideAsync(length, body, request!).ConfigureAwait(false);
    }

    private Task DecideAsync(string length, RawJson body, ChatRequest request)
    {
        var turn = Rule.Apply(request);
        Tell(string.Create(CultureInfo.InvariantCulture, $"{length}, messages: {request.Messages.Count}, tools: {request.Tools.Count}{(request.Stream ? ", streamed" : "")}"), null, turn.Why);
        var id = string.Create(CultureInfo.InvariantCulture, $"chatcmpl-rawmcp-{number}");
        var reply = new Reply(id, options.Time.GetUtcNow().ToUnixTimeSeconds(), turn, Reply.Tokens(body.Utf8.Length));
        return request.Stream ? StreamAsync(reply.Chunks(request.IncludeUsage)) : WriteAsync(200, reply.Whole);
    }

    private async Task StreamAsync(IEnumerable<RawJson> chunks)
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.SendChunked = true;
        foreach (var chunk in chunks.Append(RawJson.From("[DONE]")))
        {
            await context.Response.OutputStream.WriteAsync((byte[])[.. "data: "u8, .. chunk.Utf8.Span, .. "\n\n"u8]).ConfigureAwait(false);
            await context.Response.OutputStream.FlushAsync().ConfigureAwait(false); // a stream that arrives all at once is none
        }
    }

    /// <summary>The body up to its limit. What is beyond it is read too and let go, so that the sender gets to hear the answer.</summary>
    private async Task<(RawJson Body, bool TooLong)> ReadAsync()
    {
        var all = new MemoryStream();
        var chunk = new byte[16 * 1024];
        long read = 0;
        while (await context.Request.InputStream.ReadAsync(chunk).ConfigureAwait(false) is > 0 and var count)
        {
            read += count;
            if (read <= options.MaxBodyBytes) all.Write(chunk, 0, count);
            else if (read > 4L * options.MaxBodyBytes) break; // not for ever
        }

        return (new RawJson(all.ToArray()), read > options.MaxBodyBytes);
    }

    private Task GiveAsync(string what, RawJson body)
    {
        Tell(what, null, []);
        return WriteAsync(200, body);
    }

    private Task RefuseAsync(string what, Refusal refusal)
    {
        Tell(what, refusal.Message, []);
        return WriteAsync(refusal.Status, refusal.Body);
    }

    private void Tell(string what, string? refusal, IReadOnlyList<string> why) =>
        options.OnExchange?.Invoke(new ModelExchange(number, $"{context.Request.HttpMethod} {context.Request.Url?.AbsolutePath}{(what.Length > 0 ? ", " + what : "")}", refusal, why));

    private async Task WriteAsync(int status, RawJson body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength64 = body.Utf8.Length;
        await context.Response.OutputStream.WriteAsync(body.Utf8).ConfigureAwait(false);
    }

    private static RawJson ModelList() => RawJson.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("object", "list");
        writer.WriteStartArray("data");
        Model(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static void Model(System.Text.Json.Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("id", ScriptedModel.Name);
        writer.WriteString("object", "model");
        writer.WriteNumber("created", 0);
        writer.WriteString("owned_by", "rawmcp");
        writer.WriteEndObject();
    }
}
