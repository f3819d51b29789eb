using System.Net;
using System.Text;
using System.Text.Json;
using RawMcp.Agent.StandIn;
using Model = RawMcp.Agent.StandIn.ScriptedModel;

namespace RawMcp.Agent.Tests.StandIn;

/// <summary>A scripted model and an HTTP client for it, for all the tests of a class.</summary>
public sealed class Wire : IAsyncDisposable
{
    private readonly Model model;
    private readonly HttpClient client = new() { Timeout = Lines.Patience };

    public Wire() : this(new ScriptedModelOptions()) { }

    internal Wire(ScriptedModelOptions options) => model = Model.Start(options);

    public Uri BaseUrl => model.BaseUrl;

    internal Task<HttpAnswerSeen> ChatAsync(byte[] body) => SendAsync(HttpMethod.Post, "/chat/completions", new ByteArrayContent(body));

    internal async Task<HttpAnswerSeen> SendAsync(HttpMethod method, string path, HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(method, BaseUrl + path) { Content = body };
        using var response = await client.SendAsync(request);
        Assert.Equal(Model.HeaderValue, Assert.Single(response.Headers.GetValues(Model.HeaderName)));
        return new HttpAnswerSeen(response.StatusCode, response.Content.Headers.ContentType?.MediaType, Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync()));
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await model.DisposeAsync();
    }
}

/// <summary>An answer as it came.</summary>
internal sealed record HttpAnswerSeen(HttpStatusCode Status, string? Type, string Body)
{
    public JsonElement Json => JsonElement.Parse(Body);

    /// <summary>The chunks of a stream; what ends it is checked and left out.</summary>
    public List<JsonElement> Chunks
    {
        get
        {
            Assert.Equal("text/event-stream", Type);
            var events = Body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
            Assert.All(events, one => Assert.StartsWith("data: ", one, StringComparison.Ordinal));
            Assert.Equal("data: [DONE]", events[^1]);
            return [.. events[..^1].Select(one => JsonElement.Parse(one[6..]))];
        }
    }

    /// <summary>The error's four members, in their order.</summary>
    public (string? Message, string? Type, string? Param, string? Code) Error
    {
        get
        {
            Assert.Equal("application/json", Type);
            Assert.Equal("error", Assert.Single(Json.EnumerateObject()).Name);
            var error = Json.GetProperty("error");
            Assert.Equal(["message", "type", "param", "code"], error.EnumerateObject().Select(member => member.Name));
            return (error.GetProperty("message").GetString(), error.GetProperty("type").GetString(), error.GetProperty("param").GetString(), error.GetProperty("code").GetString());
        }
    }
}
