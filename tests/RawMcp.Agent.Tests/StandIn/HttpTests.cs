using System.Net;
using System.Net.Sockets;
using System.Text;
using RawMcp.Agent.StandIn;
using Model = RawMcp.Agent.StandIn.ScriptedModel;

namespace RawMcp.Agent.Tests.StandIn;

/// <summary>The scripted model as an HTTP server.</summary>
public sealed class HttpTests(Wire wire) : IClassFixture<Wire>
{
    [Fact]
    public async Task It_listens_on_loopback_only()
    {
        Assert.Equal("127.0.0.1", wire.BaseUrl.Host);
        var others = (await Dns.GetHostAddressesAsync(Dns.GetHostName())).Where(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address)).ToList();
        foreach (var address in others)
        {
            using var client = new TcpClient();
            await Assert.ThrowsAnyAsync<SocketException>(() => client.ConnectAsync(address, wire.BaseUrl.Port));
        }
    }

    [Fact]
    public async Task There_is_one_model_and_its_name_says_what_it_is()
    {
        var list = await wire.SendAsync(HttpMethod.Get, "/models");
        Assert.Equal(HttpStatusCode.OK, list.Status);
        var model = Assert.Single(list.Json.GetProperty("data").EnumerateArray());
        Assert.Equal("rawmcp-scripted-not-a-language-model", model.GetProperty("id").GetString());
        Assert.Equal(model.GetRawText(), (await wire.SendAsync(HttpMethod.Get, "/models/rawmcp-scripted-not-a-language-model")).Body);
        Assert.Equal("model_not_found", (await wire.SendAsync(HttpMethod.Get, "/models/gpt-5")).Error.Code);
    }

    [Theory]
    [InlineData("GET", "/chat/completions", 405, "/v1/chat/completions does not take GET; it takes POST.")]
    [InlineData("DELETE", "/models", 405, "/v1/models does not take DELETE; it takes GET.")]
    [InlineData("POST", "/completions", 404, "There is nothing at /v1/completions. There are POST /v1/chat/completions and GET /v1/models.")]
    [InlineData("GET", "/../../etc/passwd", 404, "There is nothing at /etc/passwd. There are POST /v1/chat/completions and GET /v1/models.")]
    public async Task What_is_not_there_is_refused_in_the_same_shape(string method, string path, int status, string sentence)
    {
        var answer = await wire.SendAsync(new HttpMethod(method), path);
        Assert.Equal(status, (int)answer.Status);
        Assert.Equal(sentence, answer.Error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u0000\u0001")]
    [InlineData("model=x&messages=y")]
    [InlineData("null")]
    public async Task A_body_that_is_no_request_is_refused(string body)
    {
        var answer = await wire.ChatAsync(Encoding.UTF8.GetBytes(body));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_json"), (answer.Status, answer.Error.Code));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task The_limit_of_the_body_holds_on_both_sides(bool chunked)
    {
        var body = ModelFixture.Named("y_question").Body;
        await using var exact = new Wire(new ScriptedModelOptions { MaxBodyBytes = body.Length });
        await using var less = new Wire(new ScriptedModelOptions { MaxBodyBytes = body.Length - 1 });
        Assert.Equal(HttpStatusCode.OK, (await Send(exact)).Status);
        var answer = await Send(less);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Equal($"The body is longer than {body.Length - 1} bytes.", answer.Error.Message);

        Task<HttpAnswerSeen> Send(Wire to) =>
            to.SendAsync(HttpMethod.Post, "/chat/completions", chunked ? new StreamContent(new ChunkedBody(body)) : new ByteArrayContent(body));
    }

    [Fact]
    public async Task Each_exchange_is_told_with_its_reasons()
    {
        var told = new List<ModelExchange>();
        await using (var told1 = new Wire(new ScriptedModelOptions { OnExchange = told.Add }))
        {
            await told1.ChatAsync(ModelFixture.Named("y_question").Body);
            await told1.ChatAsync(ModelFixture.Named("n_tool_message_twice").Body);
        }

        Assert.Equal([1, 2], told.Select(exchange => exchange.Number));
        Assert.Equal(
            ["question: What is 2+3?", "  part 'What is 2+3', words: add, sum, plus, number", "    4  add  (name: add; description: number)",
             "→ call_1: add {\"a\":2,\"b\":3}", "    a = 2 (the number '2')", "    b = 3 (the number '3')"],
            told[0].Why);
        Assert.Null(told[0].Refusal);
        Assert.Equal("Invalid messages[3].tool_call_id: the call 'call_1' of messages[1] has been answered already.", told[1].Refusal);
    }

    [Fact]
    public async Task A_mistake_of_ours_is_an_answer_too()
    {
        await using var broken = new Wire(new ScriptedModelOptions { OnExchange = _ => throw new NotSupportedException("oops") });
        var answer = await broken.ChatAsync(ModelFixture.Named("y_question").Body);
        Assert.Equal((HttpStatusCode.InternalServerError, "server_error"), (answer.Status, answer.Error.Code));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said()
    {
        var e = Assert.Throws<IOException>(() => Model.Start(new ScriptedModelOptions { Port = wire.BaseUrl.Port }));
        Assert.Contains($"127.0.0.1:{wire.BaseUrl.Port}", e.Message);
        await using var again = new Wire(new ScriptedModelOptions { Port = await ClosedPort() });
        Assert.Equal(HttpStatusCode.OK, (await again.SendAsync(HttpMethod.Get, "/models")).Status);
    }

    [Fact]
    public async Task Disposed_it_answers_no_more()
    {
        var model = Model.Start();
        await model.DisposeAsync();
        await model.DisposeAsync();
        using var client = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(model.BaseUrl + "/models"));
    }

    private static async Task<int> ClosedPort()
    {
        await using var model = Model.Start();
        return model.BaseUrl.Port;
    }

    /// <summary>A body whose length nobody knows beforehand.</summary>
    private sealed class ChunkedBody(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
