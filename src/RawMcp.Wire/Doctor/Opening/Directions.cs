namespace RawMcp.Wire;

/// <summary>MT404: in a session of 2026-07-28, requests of the server, or responses of the client.</summary>
internal static class Directions
{
    public static IEnumerable<Finding> Find(Facts facts)
    {
        if (!facts.Session.IsModern) yield break;
        var requests = facts.Calls.OfServer;
        if (requests is [var first, ..])
        {
            yield return new Finding(Faults.WrongDirection, Severity.Error,
                $"The server sent {(requests.Count == 1 ? "a request" : Amounts.Count(requests.Count, "request"))} "
                    + $"({Calls.Name(first)}) in a session of 2026-07-28, where only clients ask: it is never answered.",
                facts.Show(requests.Select(call => call.Request)),
                "In the server, ask through the result of the client's own request: resultType input_required with "
                    + "inputRequests; the client then sends the request again with the answers.");
        }

        var responses = facts.ToServer.Where(frame => frame.Messages.Any(Session.IsResponse)).ToList();
        if (responses.Count > 0)
        {
            yield return new Finding(Faults.WrongDirection, Severity.Warning,
                $"The client wrote {Amounts.Count(responses.Count, "response")} in a session of 2026-07-28, where clients only ask.", facts.Show(responses),
                "In the client, answer an input_required result by sending the request again with inputResponses.");
        }
    }
}
