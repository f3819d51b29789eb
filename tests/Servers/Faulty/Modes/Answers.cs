namespace Faulty.Modes;

/// <summary>Answers with the right id that are no proper answers.</summary>
internal static class Answers
{
    private const string Trouble = "\"error\":{\"code\":-32603,\"message\":\"Internal error\"}";

    public static readonly Mode[] Modes =
    [
        Call("result-not-object", "answers `tools/call` with the array `[\"5\"]` as its result", _ => Json.Result("[\"5\"]")),

        Call("result-and-error", "answers `tools/call` with a result and an error at once", call => $"{Honest.Sum(call)},{Trouble}"),

        Call("neither", "answers `tools/call` with neither a result nor an error", _ => "\"_meta\":{}"),

        Call("error-malformed", "answers `tools/call` with an error whose code is a string",
            _ => "\"error\":{\"code\":\"-32603\",\"message\":\"Internal error\"}"),

        Call("no-answer", "never answers `tools/call`", _ => null),

        new("answers-notifications", "answers each notification with an error and the id null", () => new Honest
        {
            Notified = notification =>
                Wire.Write(Json.Answer("null", Json.Error(-32601, $"Method not found: {notification.Method}")) + "\n"),
        }),
    ];

    private static Mode Call(string name, string does, Func<Message, string?> answer) =>
        new(name, does, () => new Honest { On = { ["tools/call"] = answer } });
}
