using System.Text;
using Microsoft.Extensions.AI;
using RawMcp.JsonRpc;

namespace RawMcp.Agent;

/// <summary>What came of asking the model once.</summary>
/// <param name="Text">Its words.</param>
/// <param name="Calls">What it asks for, in its order.</param>
/// <param name="Message">What goes into the history; null where nothing came.</param>
/// <param name="Failure">Why there is no complete answer; null where there is one.</param>
internal sealed record Heard(string Text, IReadOnlyList<ModelCall> Calls, ChatMessage? Message, Exception? Failure);

/// <summary>Listens to the model: sends the history and the tools, and puts the stream of its answer together.</summary>
internal sealed class Ear(IChatClient model, AgentOptions options, Action<AgentEvent> tell)
{
    /// <summary>Asks once. Never throws: even half an answer is part of the history.</summary>
    public async Task<Heard> ListenAsync(IReadOnlyList<ChatMessage> history, ToolSet tools, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var calls = new List<FunctionCallContent>();
        try
        {
            var finish = await StreamAsync(history, tools, text, calls, cancellation).ConfigureAwait(false);
            tell(new AgentEvent.Finished(finish));
        }
        catch (OperationCanceledException e) when (cancellation.IsCancellationRequested)
        {
            return Half(text, e);
        }
        catch (ModelException e)
        {
            return Half(text, e);
        }
#pragma warning disable CA1031 // a chat client may throw anything, and the history has to be kept in any case
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Half(text, new ModelException($"The model could not be asked: {e.Message}", e));
        }

        return Whole(text.ToString(), calls, history, tools);
    }

    private async Task<string> StreamAsync(
        IReadOnlyList<ChatMessage> history, ToolSet tools, StringBuilder text, List<FunctionCallContent> calls, CancellationToken cancellation)
    {
        var ask = new ChatOptions { Instructions = options.Instructions, Tools = tools.All.Count > 0 ? tools.ForModel() : null };
        ChatFinishReason? finish = null;
        await foreach (var update in model.GetStreamingResponseAsync(history, ask, cancellation).WithCancellation(cancellation).ConfigureAwait(false))
        {
            finish = update.FinishReason ?? finish;
            foreach (var content in update.Contents)
            {
                if (content is FunctionCallContent call) calls.Add(call);
                if (Words(content) is not { Length: > 0 } words) continue;
                if (text.Length + words.Length > options.MaxAnswerChars)
                    throw new ModelException($"The model's answer is longer than {options.MaxAnswerChars:N0} characters; the rest was not read.");
                text.Append(words);
                tell(new AgentEvent.Said(words));
            }
        }

        cancellation.ThrowIfCancellationRequested(); // some clients end the stream instead

        // A connection that is cut at the right place looks like an end. Only the reason tells that the model came to it.
        return finish?.Value ?? throw new ModelException("The model's answer broke off: the stream ended without a finish reason. Ask again.");
    }

    // A refusal arrives as an error, and is what the model has to say.
    private static string? Words(AIContent content) => (content as TextContent)?.Text ?? (content as ErrorContent)?.Message;

    // What a person has seen the model should know too. Its calls are left out: they may be half, and none was made.
    private static Heard Half(StringBuilder text, Exception failure) =>
        new(text.ToString(), [], text.Length == 0 ? null : new ChatMessage(ChatRole.Assistant, text.ToString()), failure);

    private static Heard Whole(string text, List<FunctionCallContent> asked, IReadOnlyList<ChatMessage> history, ToolSet tools)
    {
        var ids = Histories.Ids(history);
        var calls = asked.Select(call => Read(call, Histories.NewId(call.CallId, ids), tools)).ToList();
        var contents = new List<AIContent>();
        if (text.Length > 0 || calls.Count == 0) contents.Add(new TextContent(text));

        // What goes back to the model must pass for a call there, whatever it was when it came: a name of the pattern, an object.
        contents.AddRange(calls.Select(call => new FunctionCallContent(call.Id, ToolNames.Spell(call.Name), Values(call.Arguments))));
        return new Heard(text, calls, new ChatMessage(ChatRole.Assistant, contents), null);
    }

    private static ModelCall Read(FunctionCallContent call, string id, ToolSet tools)
    {
        RawJson arguments = default;
        try
        {
            // The adapters parse the string of JSON; what they cannot parse they report here instead of throwing.
            if (call.Exception is null) arguments = CallArguments.Write(call.Arguments);
        }
        catch (NotSupportedException)
        {
            // As bad as no JSON.
        }

        return new ModelCall(id, call.Name, tools.Find(call.Name), arguments);
    }

    private static Dictionary<string, object?> Values(RawJson arguments) => arguments.IsAbsent ? [] : CallArguments.Read(arguments.ToString()) ?? [];
}
