using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RawMcp.Agent.StandIn;
using RawMcp.JsonRpc;

namespace RawMcp.Agent.Tests.StandIn;

/// <summary>Each request of protocol-fixtures/model gets the answer that stands beside it.</summary>
public sealed class ModelFixtureTests(Wire wire) : IClassFixture<Wire>
{
    [Fact]
    public void Every_file_is_read() => Assert.Empty(ModelFixture.Unread);

    [Fact]
    public void Each_refusal_has_its_own_message_and_there_are_more_than_twenty()
    {
        var messages = ModelFixture.All.Where(fixture => fixture.Status != 200).Select(fixture => fixture.Text("message")).ToList();
        Assert.True(messages.Count >= 20);
        Assert.Distinct(messages);
        Assert.All(messages, message => Assert.EndsWith(".", message, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ModelFixture.Names), MemberType = typeof(ModelFixture))]
    public async Task Is_answered_as_written(string name)
    {
        var fixture = ModelFixture.Named(name);
        Assert.Equal(name[..2], fixture.Status == 200 ? "y_" : "n_");
        var answer = await wire.ChatAsync(fixture.Body);
        Assert.Equal(fixture.Status, (int)answer.Status);
        if (fixture.Status != 200)
        {
            Assert.Equal((fixture.Text("message"), "invalid_request_error", fixture.Text("param"), fixture.Text("code")), answer.Error);
            return;
        }

        Assert.Equal("application/json", answer.Type);
        var choice = Assert.Single(answer.Json.GetProperty("choices").EnumerateArray());
        var message = choice.GetProperty("message");
        Assert.Equal("assistant", message.GetProperty("role").GetString());
        Assert.Equal(fixture.Text("sentence"), message.GetProperty("content").GetString());
        Assert.Equal(fixture.Calls, Calls(message));
        Assert.Equal(fixture.Calls.Any() ? "tool_calls" : "stop", choice.GetProperty("finish_reason").GetString());
        Assert.Equal("rawmcp-scripted-not-a-language-model", answer.Json.GetProperty("model").GetString());
    }

    [Theory]
    [MemberData(nameof(ModelFixture.Names), MemberType = typeof(ModelFixture))]
    public async Task A_stream_says_the_same_in_pieces(string name)
    {
        var fixture = ModelFixture.Named(name);
        if (fixture.Status != 200) return;
        var body = JsonNode.Parse(fixture.Body)!.AsObject();
        body["stream"] = true;
        body["stream_options"] = new JsonObject { ["include_usage"] = true };
        var chunks = (await wire.ChatAsync(Encoding.UTF8.GetBytes(body.ToJsonString()))).Chunks;

        Assert.Single(chunks.Select(chunk => chunk.GetProperty("id").GetString()).Distinct());
        Assert.All(chunks, chunk => Assert.Equal("chat.completion.chunk", chunk.GetProperty("object").GetString()));
        Assert.Empty(chunks[^1].GetProperty("choices").EnumerateArray());
        var usage = chunks[^1].GetProperty("usage");
        Assert.Equal(usage.GetProperty("total_tokens").GetInt32(), usage.GetProperty("prompt_tokens").GetInt32() + usage.GetProperty("completion_tokens").GetInt32());
        Assert.All(chunks[..^1], chunk => Assert.Equal(JsonValueKind.Null, chunk.GetProperty("usage").ValueKind));

        var choices = chunks[..^1].Select(chunk => chunk.GetProperty("choices")[0]).ToList();
        Assert.Equal("assistant", choices[0].GetProperty("delta").GetProperty("role").GetString());
        Assert.Equal([fixture.Calls.Any() ? "tool_calls" : "stop"], choices.Select(choice => choice.GetProperty("finish_reason").GetString()).OfType<string>());
        Assert.Equal(fixture.Text("sentence") ?? "", string.Concat(choices.Select(choice => Text(choice.GetProperty("delta"), "content"))));
        Assert.Equal(fixture.Calls, Joined(choices.Select(choice => choice.GetProperty("delta"))));
    }

    // One member of a chunk after the other, as a client puts them together.
    private static IEnumerable<string> Joined(IEnumerable<JsonElement> deltas)
    {
        var calls = new List<(string Head, StringBuilder Arguments)>();
        foreach (var delta in deltas)
        {
            if (!delta.TryGetProperty("tool_calls", out var list)) continue;
            var piece = Assert.Single(list.EnumerateArray());
            var index = piece.GetProperty("index").GetInt32();
            var function = piece.GetProperty("function");
            if (index == calls.Count) calls.Add(($"{piece.GetProperty("id")} {function.GetProperty("name")} ", new StringBuilder()));
            else Assert.False(piece.TryGetProperty("id", out _));
            Assert.Equal(calls.Count - 1, index);
            calls[index].Arguments.Append(function.GetProperty("arguments").GetString());
        }

        return calls.Select(call => call.Head + call.Arguments);
    }

    // Broken at any byte, a request is still answered: refused, or decided.
    [Fact]
    public void No_damaged_request_throws()
    {
        var (refused, decided) = (0, 0);
        foreach (var fixture in ModelFixture.All.Where(fixture => fixture.Body.Length < 4096))
        {
            for (var at = 0; at < fixture.Body.Length; at++)
            {
                foreach (var body in (byte[][])[fixture.Body[..at], Changed(fixture.Body, at, (byte)'0'), Changed(fixture.Body, at, (byte)'"'), Changed(fixture.Body, at, 0xFF), Changed(fixture.Body, at, (byte)'[')])
                {
                    if (RequestReader.Read(new RawJson(body), out var request) is not null)
                    {
                        refused++;
                        continue;
                    }

                    Assert.NotEmpty(Rule.Apply(request!).Why);
                    decided++;
                }
            }
        }

        Assert.True(refused > 10_000 && decided > 1_000, $"{refused} refused, {decided} decided");
    }

    private static byte[] Changed(byte[] body, int at, byte value)
    {
        var changed = body.ToArray();
        changed[at] = value;
        return changed;
    }

    private static IEnumerable<string> Calls(JsonElement message) => message.TryGetProperty("tool_calls", out var calls)
        ? calls.EnumerateArray().Select(call => $"{call.GetProperty("id")} {call.GetProperty("function").GetProperty("name")} {call.GetProperty("function").GetProperty("arguments")}")
        : [];

    private static string? Text(JsonElement delta, string name) => delta.TryGetProperty(name, out var value) ? value.GetString() : null;
}
