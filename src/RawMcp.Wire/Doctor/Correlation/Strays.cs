using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>MT501 and MT507: responses that belong to no call, and ids used twice.</summary>
internal static class Strays
{
    public static IEnumerable<Finding> Find(Facts facts) => Answers(facts, Pipe.Stdout).Concat(Answers(facts, Pipe.Stdin)).Concat(Replies(facts)).Concat(Reused(facts));

    /// <summary>A result without an id behind a notification, which nobody answers.</summary>
    public static bool IsReplyToNotification(Facts facts, IndexedFrame frame) =>
        frame.Stream == Pipe.Stdout && frame.Messages is [{ Id: null } message]
        && (message.Kind == MessageKind.Failure || (message.Defect is { Kind: DefectKind.IdNull or DefectKind.IdMissing } && facts.Read(frame).Any(pair => pair.Message is Message.Malformed { LooksLikeResponse: true })))
        && NotificationBefore(facts, frame) is not null;

    // The last thing that the client said; or said in the same chunk, before requests that got answers of their own.
    private static IndexedFrame? NotificationBefore(Facts facts, IndexedFrame reply)
    {
        if (facts.LastBefore(Pipe.Stdin, reply.FirstByte) is not { } last) return null;
        return facts.ToServer.SkipWhile(frame => frame.LastByte < last.LastByte).TakeWhile(frame => frame.LastByte == last.LastByte).Reverse()
            .SkipWhile(frame => frame.Messages is [{ Call.Response: not null }])
            .FirstOrDefault() is { Messages: [{ Kind: MessageKind.Notification }] } notification ? notification : null;
    }

    private static IEnumerable<Finding> Answers(Facts facts, Pipe stream)
    {
        var fromServer = stream == Pipe.Stdout;
        if (facts.Lacks(fromServer ? Pipe.Stdin : Pipe.Stdout)) yield break;
        var (who, asker) = fromServer ? ("server", "client") : ("client", "server");
        var orphans = (fromServer ? facts.FromServer : facts.ToServer)
            .SelectMany(frame => frame.Messages.Where(message => Session.IsResponse(message) && message is { Call: null, Id: not null }).Select(message => (Frame: frame, Id: message.Id!.Value))).ToList();
        if (orphans.Count == 0) yield break;

        var calls = (fromServer ? facts.Calls.OfClient : facts.Calls.OfServer).ToLookup(call => Characters(call.Id));
        var garbled = (fromServer ? facts.ToServer : facts.FromServer).SelectMany(frame => frame.Messages).Where(message => message is { Defect: not null, Id: not null }).Select(message => message.Id!.Value).ToHashSet();
        var retyped = new List<(IndexedFrame Frame, IndexedCall Call)>();
        var (twice, unknown) = (new List<(IndexedFrame Frame, RequestId Id)>(), new List<(IndexedFrame Frame, RequestId Id)>());
        foreach (var (frame, id) in orphans)
        {
            var same = calls[Characters(id)];
            if (same.FirstOrDefault(call => call.Id.DiffersOnlyInType(id) && call.IsInFlight && call.Request.LastByte <= frame.LastByte) is { } meant) retyped.Add((frame, meant));
            else if (same.Any(call => call.Id == id && call.Response?.LastByte <= frame.LastByte)) twice.Add((frame, id));
            else if (!garbled.Contains(id)) unknown.Add((frame, id));
        }

        if (retyped is [var (answer, asked), ..])
        {
            var given = orphans.First(orphan => ReferenceEquals(orphan.Frame, answer)).Id;
            yield return new Finding(Faults.IdType, Severity.Error,
                $"The {asker} asked with id {Excerpt.Of(asked.Id.Json)} and the {who} answered with id {Excerpt.Of(given.Json)}: "
                    + $"{(given.IsText ? "text instead of a number" : "a number instead of text")}, so the answer belongs to no "
                    + $"request{(retyped.Count > 1 ? $" ({Amounts.Times(retyped.Count)})" : "")}.",
                [facts.Show(asked.Request), .. facts.Show(retyped.Select(pair => pair.Frame), 4)],
                $"In the {who}, keep the id as it came, in value and in type; do not turn it into text or a number on the way.");
        }

        if (twice is [var (second, id2), ..])
        {
            yield return new Finding(Faults.StrayAnswer, facts.Toll(second.LastByte),
                $"The {who} answered a request a second time (id {Excerpt.Of(id2.Json)}{(twice.Count > 1 ? $", {Amounts.Times(twice.Count)} in all" : "")}).",
                [.. facts.Show(calls[Characters(id2)].Where(call => call.Id == id2).Select(call => call.Response!), 1), .. facts.Show(twice.Select(pair => pair.Frame), 4)],
                $"In the {who}, give each request exactly one response: look for a handler that both returns and fails, or for "
                    + "two that serve the same method.");
        }

        if (unknown is [var (stray, id3), ..])
        {
            yield return new Finding(Faults.StrayAnswer, facts.Toll(stray.LastByte),
                $"The {who} wrote {Amounts.Count(unknown.Count, "response")} to {(unknown.Count == 1 ? "a request" : "requests")} "
                    + $"that nobody sent (id {Excerpt.Of(id3.Json)}).",
                facts.Show(unknown.Select(pair => pair.Frame)),
                $"In the {who}, answer with the id of the request and nothing else. Behind a proxy: look whether it mixes the sessions of two clients.");
        }
    }

    private static IEnumerable<Finding> Replies(Facts facts)
    {
        // Whoever could not read a line may say so without an id.
        if (facts.ToServer.Any(frame => frame.IsBlank || frame.Messages.Any(message => message.Defect is not null))) yield break;
        var replies = facts.FromServer.Where(frame => IsReplyToNotification(facts, frame)).ToList();
        if (replies is not [var first, ..]) yield break;
        var about = NotificationBefore(facts, first)!;
        yield return new Finding(Faults.StrayAnswer, facts.Toll(first.LastByte),
            $"The server answered a notification ({Excerpt.Of(about.Messages[0].Method!)}), with a response that has no "
                + $"id{(replies.Count > 1 ? $"; {Amounts.Times(replies.Count)} in all" : "")}; notifications are never answered, and "
                + "some clients end the session there.",
            [facts.Show(about), .. facts.Show(replies, 4)], "In the server, write nothing for a message without an id, not even an error for an unknown method.");
    }

    private static IEnumerable<Finding> Reused(Facts facts)
    {
        var open = new Dictionary<RequestId, IndexedCall>();
        var reused = new List<(IndexedCall First, IndexedCall Second)>();
        foreach (var call in facts.Calls.OfClient)
        {
            if (open.TryGetValue(call.Id, out var before) && (before.Response is null || before.Response.LastByte > call.Request.LastByte)) reused.Add((before, call));
            open[call.Id] = call;
        }

        if (reused is not [var (first, second), ..]) yield break;
        yield return new Finding(Faults.StrayAnswer, Severity.Warning,
            $"The client sent {Calls.Name(second)} with id {Excerpt.Of(second.Id.Json)} while {Calls.Name(first)} with the same "
                + $"id was still in flight{(reused.Count > 1 ? $" ({Amounts.Times(reused.Count)})" : "")}: nobody can tell which of "
                + "them an answer is for.",
            [facts.Show(first.Request), facts.Show(second.Request)], "In the client, count the ids up and use none twice.");
    }

    private static string Characters(RequestId id) => id.IsText ? id.Json.Trim('"') : id.Json;
}
