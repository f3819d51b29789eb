using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using RawMcp.Agent.Formats;

namespace RawMcp.Cli.Chat;

/// <summary>
/// Sends tools' schemas as their servers wrote them. The adapter underneath would rebuild each one, add
/// <c>additionalProperties: false</c>, and throw on one it cannot rebuild. Only what an endpoint would refuse the whole request
/// for is changed, and said.
/// </summary>
/// <param name="inner">The adapter.</param>
/// <param name="note">Told of each change, once.</param>
internal sealed class SchemasAsWritten(IChatClient inner, Action<string> note) : DelegatingChatClient(inner)
{
    private readonly ConcurrentDictionary<string, bool> noted = [];

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var functions = options?.Tools?.OfType<AIFunctionDeclaration>().ToList() ?? [];
        var raw = options?.Clone() ?? new ChatOptions();
        raw.Tools = null;
        raw.RawRepresentationFactory = _ =>
        {
            var request = new ChatCompletionOptions();
            foreach (var function in functions) request.Tools.Add(ChatTool.CreateFunctionTool(function.Name, function.Description, Schema(function)));
            return request;
        };
        return base.GetStreamingResponseAsync(messages, raw, cancellationToken);
    }

    private BinaryData Schema(AIFunctionDeclaration function)
    {
        var schema = FunctionSchema.ForOpenAi(function.JsonSchema);
        foreach (var change in schema.Changes.Select(change => $"{function.Name}: {change}"))
        {
            if (noted.TryAdd(change, true)) note(change);
        }

        return BinaryData.FromBytes(schema.Json.Utf8);
    }
}
