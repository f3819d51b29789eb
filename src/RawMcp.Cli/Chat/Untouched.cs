using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace RawMcp.Cli.Chat;

/// <summary>
/// Sends tools' schemas as their servers wrote them. The adapter underneath would rebuild each one, add
/// <c>additionalProperties: false</c>, and throw on one it cannot rebuild.
/// </summary>
internal sealed class Untouched(IChatClient inner) : DelegatingChatClient(inner)
{
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var functions = options?.Tools?.OfType<AIFunctionDeclaration>().ToList() ?? [];
        var raw = options?.Clone() ?? new ChatOptions();
        raw.Tools = null;
        raw.RawRepresentationFactory = _ =>
        {
            var request = new ChatCompletionOptions();
            foreach (var function in functions)
            {
                var schema = BinaryData.FromBytes(JsonRpc.RawJson.From(function.JsonSchema).Utf8);
                request.Tools.Add(ChatTool.CreateFunctionTool(function.Name, function.Description, schema));
            }

            return request;
        };
        return base.GetStreamingResponseAsync(messages, raw, cancellationToken);
    }
}
