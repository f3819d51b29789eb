namespace Faulty.Modes;

/// <summary>Answers that cannot be told apart by their id, or come when nobody waits for them.</summary>
internal static class Ids
{
    public static readonly Mode[] Modes =
    [
        new("duplicate-members", "has `id` twice in each answer: the right one, then -1", () => new Honest
        {
            Answers = (id, body) => [Json.Answer(id, $"\"id\":-1,{body}")],
        }),

        Respelled("id-fraction", "answers 1 with the id 1.5", id => Number(id) ? id + ".5" : "1.5"),
        Respelled("id-point-zero", "answers 1 with the id 1.0", id => Number(id) ? id + ".0" : "1.0"),
        Respelled("id-null", "answers everything with the id null", _ => "null"),
        Respelled("id-object", "answers 1 with the id `{\"id\":1}`", id => $$"""{"id":{{id}}}"""),
        Respelled("id-string", "answers 1 with the id \"1\", and \"1\" with 1", OtherType),
        Respelled("id-huge", "answers everything with the id 9007199254740993", _ => "9007199254740993"),

        new("wrong-id", "answers each request first with the id 987654321, then rightly", () => new Honest
        {
            Answers = (id, body) => [Json.Answer("987654321", body), Json.Answer(id, body)],
        }),

        new("twice", "sends each answer twice", () => new Honest
        {
            Answers = (id, body) => [Json.Answer(id, body), Json.Answer(id, body)],
        }),

        new("after-cancel", "answers `tools/call` only when `notifications/cancelled` arrives for it", AfterCancel),
    ];

    private static Mode Respelled(string name, string does, Func<string, string> respell) =>
        new(name, does, () => new Honest { Answers = (id, body) => [Json.Answer(respell(id), body)] });

    private static bool Number(string id) => id.All(char.IsAsciiDigit);

    private static string OtherType(string id) =>
        Number(id) ? $"\"{id}\"" : id.Trim('"') is { Length: > 0 } inner && Number(inner) ? inner : id;

    private static Honest AfterCancel()
    {
        var held = new Dictionary<string, Message>();
        var server = new Honest
        {
            On =
            {
                ["tools/call"] = call =>
                {
                    held[call.Id!] = call;
                    return null;
                },
            },
        };
        server.Notified = notification =>
        {
            if (notification.Method == "notifications/cancelled" && notification.Parameter("requestId") is { } id &&
                held.Remove(id.GetRawText(), out var call))
                server.Reply(call, Honest.Sum(call));
        };
        return server;
    }
}
