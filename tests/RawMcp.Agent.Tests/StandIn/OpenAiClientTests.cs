using System.ClientModel;
using System.Text;
using OpenAI;
using OpenAI.Chat;
using Model = RawMcp.Agent.StandIn.ScriptedModel;
using OpenAiMessage = OpenAI.Chat.ChatMessage;

namespace RawMcp.Agent.Tests.StandIn;

/// <summary>OpenAI's own .NET client against our model.</summary>
public sealed class OpenAiClientTests(Wire wire) : IClassFixture<Wire>
{
    private static readonly ChatTool Add = ChatTool.CreateFunctionTool("add", "Add two numbers.", BinaryData.FromString(Tools.AddSchema));

    [Fact]
    public async Task A_tool_round_trip()
    {
        var client = Client();
        List<OpenAiMessage> history = [new SystemChatMessage("Be brief."), new UserChatMessage("What is 2+3 and 4+5?")];
        var options = new ChatCompletionOptions { Tools = { Add } };
        ChatCompletion first = await client.CompleteChatAsync(history, options);
        Assert.Equal(ChatFinishReason.ToolCalls, first.FinishReason);
        Assert.Equal(["""add {"a":2,"b":3}""", """add {"a":4,"b":5}"""], first.ToolCalls.Select(call => $"{call.FunctionName} {call.FunctionArguments}"));

        history.Add(new AssistantChatMessage(first));
        foreach (var (call, sum) in first.ToolCalls.Zip(["5", "9"])) history.Add(new ToolChatMessage(call.Id, sum));
        ChatCompletion second = await client.CompleteChatAsync(history, options);
        Assert.Equal(ChatFinishReason.Stop, second.FinishReason);
        Assert.Equal("add gave 5 for a = 2, b = 3.\nadd gave 9 for a = 4, b = 5.", Assert.Single(second.Content).Text);
        Assert.Equal(Model.Name, second.Model);
        Assert.True(second.Usage.TotalTokenCount > second.Usage.InputTokenCount);
    }

    [Fact]
    public async Task A_stream()
    {
        var client = Client();
        List<OpenAiMessage> history = [new UserChatMessage("What is 2+3?")];
        var options = new ChatCompletionOptions { Tools = { Add } };
        var arguments = new StringBuilder();
        var (id, name, pieces) = ("", "", 0);
        await foreach (var update in client.CompleteChatStreamingAsync(history, options))
        {
            foreach (var call in update.ToolCallUpdates)
            {
                id += call.ToolCallId;
                name += call.FunctionName;
                arguments.Append(call.FunctionArgumentsUpdate);
                pieces++;
            }
        }

        Assert.Equal(("call_1", "add", """{"a":2,"b":3}"""), (id, name, arguments.ToString()));
        Assert.True(pieces > 2);

        history.Add(new AssistantChatMessage([ChatToolCall.CreateFunctionToolCall(id, name, BinaryData.FromString(arguments.ToString()))]));
        history.Add(new ToolChatMessage(id, "5"));
        var text = "";
        ChatTokenUsage? usage = null;
        await foreach (var update in client.CompleteChatStreamingAsync(history, options))
        {
            text += string.Concat(update.ContentUpdate.Select(part => part.Text));
            usage = update.Usage ?? usage;
        }

        Assert.Equal("add gave 5 for a = 2, b = 3.", text);
        Assert.NotNull(usage);
    }

    [Fact]
    public async Task A_refusal_is_an_exception_that_says_what_is_wrong()
    {
        var e = await Assert.ThrowsAsync<ClientResultException>(() => Client().CompleteChatAsync([new UserChatMessage("?"), new ToolChatMessage("call_1", "5")]));
        Assert.Equal(400, e.Status);
        Assert.Contains("messages[1] is of role 'tool'", e.Message);
        Assert.Contains("invalid_request_error", e.Message);
    }

    [Fact]
    public async Task The_list_of_models()
    {
        var models = await new OpenAIClient(new ApiKeyCredential("any"), new OpenAIClientOptions { Endpoint = wire.BaseUrl }).GetOpenAIModelClient().GetModelsAsync();
        Assert.Equal(Model.Name, Assert.Single(models.Value).Id);
    }

    private ChatClient Client() => new OpenAIClient(new ApiKeyCredential("any"), new OpenAIClientOptions { Endpoint = wire.BaseUrl }).GetChatClient(Model.Name);
}
