using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace RawMcp.Agent.Tests;

/// <summary>A chat client that says what a test wrote, one answer a round, and keeps what it was sent.</summary>
internal sealed class PlayedModel(Func<int, IEnumerable<ChatResponseUpdate>> answer) : IChatClient
{
    public PlayedModel(params IEnumerable<ChatResponseUpdate>[] answers) : this(round => answers[round]) { }

    /// <summary>The history as it was sent in each round.</summary>
    public List<List<ChatMessage>> Sent { get; } = [];

    /// <summary>The options of each round.</summary>
    public List<ChatOptions?> Options { get; } = [];

    public static IEnumerable<ChatResponseUpdate> Says(string text) =>
        [.. text.Select(c => new ChatResponseUpdate(ChatRole.Assistant, c.ToString())), new ChatResponseUpdate { FinishReason = ChatFinishReason.Stop }];

    public static IEnumerable<ChatResponseUpdate> Calls(params FunctionCallContent[] calls) =>
        [new ChatResponseUpdate(ChatRole.Assistant, [.. calls]) { FinishReason = ChatFinishReason.ToolCalls }];

    public static FunctionCallContent Call(string id, string name, params (string Name, object? Value)[] arguments) =>
        new(id, name, arguments.ToDictionary(pair => pair.Name, pair => pair.Value));

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Sent.Add([.. messages]);
        Options.Add(options);
        await Task.Yield();
        foreach (var update in answer(Sent.Count - 1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return update;
        }
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose() { }
}
