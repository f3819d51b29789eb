using System.Globalization;

namespace RawMcp.Agent;

/// <summary>Makes the calls that a model asks for: each gets exactly one answer, whatever happens.</summary>
internal sealed class Hands(AgentOptions options, Action<AgentEvent> tell)
{
    private const int NamesShown = 50;

    /// <summary>The answers, in the order of the calls. Never throws.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="tools">What there is.</param>
    /// <param name="isLast">Nobody will read the results, so no call is made.</param>
    /// <param name="cancellation">Gives up what is not answered yet.</param>
    public async Task<CallAnswer[]> AnswerAsync(IReadOnlyList<ModelCall> calls, ToolSet tools, bool isLast, CancellationToken cancellation)
    {
        foreach (var call in calls) tell(new AgentEvent.Asked(call));

        // A person is asked about one call after the other; what was allowed then runs at the same time.
        var refused = new CallAnswer?[calls.Count];
        for (var at = 0; at < calls.Count; at++)
        {
            refused[at] = isLast ? new(CallEnd.OverLimit, "Not called: this was the last round.")
                : at >= options.MaxCallsInRound ? new(CallEnd.OverLimit, string.Create(CultureInfo.InvariantCulture, $"Not called: at most {options.MaxCallsInRound} calls are made at once."))
                : await RefusalAsync(calls[at], tools, cancellation).ConfigureAwait(false);
        }

        return await Task.WhenAll(calls.Select((call, at) => AnswerAsync(call, refused[at], cancellation))).ConfigureAwait(false);
    }

    private async Task<CallAnswer> AnswerAsync(ModelCall call, CallAnswer? refused, CancellationToken cancellation)
    {
        if (refused is null) tell(new AgentEvent.Started(call));
        var answer = refused ?? await CallAsync(call, cancellation).ConfigureAwait(false);
        tell(new AgentEvent.Answered(call, answer));
        return answer;
    }

    /// <summary>Why the call is not made; null where it is.</summary>
    private async Task<CallAnswer?> RefusalAsync(ModelCall call, ToolSet tools, CancellationToken cancellation)
    {
        if (call.Function is not { } function) return new(CallEnd.UnknownTool, Unknown(call.Name, tools));
        if (call.Arguments.IsAbsent)
            return new(CallEnd.BadArguments, $"Not called: the arguments for {call.Name} are not a JSON object. Send one that fits the schema of the tool.");

        var decision = Decision.Of(options.Approval, function.Tool.Annotations, options.Person is not null);
        if (decision.Kind == DecisionKind.Refuse) return new(CallEnd.NotAllowed, $"Not called: {decision.Reason}.");
        if (decision.Kind == DecisionKind.Run) return null;
        try
        {
            cancellation.ThrowIfCancellationRequested();
            return await options.Person!(call, cancellation).ConfigureAwait(false) ? null : new(CallEnd.NotAllowed, "Not called: the person who was asked said no.");
        }
        catch (OperationCanceledException)
        {
            return Cancelled;
        }
#pragma warning disable CA1031 // without a yes there is no call, and without an answer no valid history
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new(CallEnd.NotAllowed, "Not called: nobody could be asked.", $"Not called: asking failed: {e.Message}");
        }
    }

    private async Task<CallAnswer> CallAsync(ModelCall call, CancellationToken cancellation)
    {
        try
        {
            var result = await call.Function!.CallAsync(call.Arguments, cancellation).ConfigureAwait(false);
            return new(result.IsError ? CallEnd.ToolError : CallEnd.Returned, ToolText.Of(result, options.MaxResultChars));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Cancelled;
        }
#pragma warning disable CA1031 // whatever went wrong, the model has to be told, or the history is not valid
        catch (Exception e)
#pragma warning restore CA1031
        {
            var end = e switch
            {
                McpTimeoutException => CallEnd.TimedOut,
                McpRefusedException or McpProtocolException => CallEnd.Refused,
                _ => CallEnd.Lost,
            };
            return new(end, ToolText.Cut("No result: " + e.Message.Split('\n')[0], options.MaxResultChars), e.Message);
        }
    }

    private static CallAnswer Cancelled => new(CallEnd.Cancelled, "No result: the person gave the question up.");

    private static string Unknown(string name, ToolSet tools)
    {
        var there = tools.All.Take(NamesShown).Select(function => function.Name);
        return tools.All.Count == 0
            ? $"Not called: there is no tool '{name}'; there are no tools at all."
            : $"Not called: there is no tool '{name}'. There are {string.Join(", ", there)}{(tools.All.Count > NamesShown ? ", and more" : "")}.";
    }
}
