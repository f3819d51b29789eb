namespace RawMcp.Agent.StandIn;

/// <summary>
/// The order of a history: an assistant message that asks for calls is followed by one tool message for each of them, in any
/// order, before anything else is said.
/// </summary>
internal static class HistoryCheck
{
    public static Refusal? Check(IReadOnlyList<ChatMessage> messages)
    {
        var asked = -1; // where the calls in flight were asked for
        var open = new List<string>();
        var answered = new HashSet<string>();
        for (var at = 0; at < messages.Count; at++)
        {
            var message = messages[at];
            if (message.CallId is { } id)
            {
                if (Answer(at, id, asked, open, answered) is { } refusal) return refusal;
                continue;
            }

            if (open.Count > 0) return Unanswered(asked, open, $"before messages[{at}] of role '{message.Role}'");
            answered.Clear();
            asked = -1;
            if (message.Calls.Count == 0) continue;
            asked = at;
            open.AddRange(message.Calls.Select(call => call.Id));
        }

        return open.Count > 0 ? Unanswered(asked, open, "before the end of the history") : null;
    }

    private static Refusal? Answer(int at, string id, int asked, List<string> open, HashSet<string> answered)
    {
        var path = $"messages[{at}].tool_call_id";
        if (asked < 0) return new($"messages[{at}] is of role 'tool', but the messages before it are not an assistant message with tool_calls and its answers.", $"messages[{at}].role", "invalid_value");
        if (open.Remove(id))
        {
            answered.Add(id);
            return null;
        }

        return answered.Contains(id)
            ? Refusal.Value(path, $"the call '{id}' of messages[{asked}] has been answered already")
            : Refusal.Value(path, $"messages[{asked}] asks for no call '{id}'");
    }

    private static Refusal Unanswered(int asked, List<string> open, string when) =>
        new($"messages[{asked}] has tool_calls that no tool message answers {when}: {string.Join(", ", open.Select(id => $"'{id}'"))}.", $"messages[{asked}].tool_calls", "tool_call_unanswered");
}
