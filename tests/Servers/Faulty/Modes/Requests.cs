using System.Text;

namespace Faulty.Modes;

/// <summary>A server that asks back.</summary>
internal static class Requests
{
    private const string Sampling = """
        {"messages":[{"role":"user","content":{"type":"text","text":"hello"}}],"maxTokens":10}
        """;

    public static readonly Mode[] Modes =
    [
        new("server-requests",
            "on `tools/call` sends `ping`, `roots/list` and `sampling/createMessage` with the ids 0, 1, 2 (the next call: 3, 4, 5), " +
            "and answers when all three replies are there: its text is the three lines as they arrived, joined by LF",
            ServerRequests),
    ];

    private sealed record Waiting(Message Call, List<string> Replies);

    private static Honest ServerRequests()
    {
        var asked = new Dictionary<string, Waiting>();
        var nextId = 0;
        var server = new Honest
        {
            On =
            {
                ["tools/call"] = call =>
                {
                    var waiting = new Waiting(call, []);
                    foreach (var rest in (string[])["\"ping\"", "\"roots/list\"", $"\"sampling/createMessage\",\"params\":{Sampling}"])
                    {
                        asked[$"{nextId}"] = waiting;
                        Wire.Write($$"""{"jsonrpc":"2.0","id":{{nextId}},"method":{{rest}}}""" + "\n");
                        nextId++;
                    }

                    return null;
                },
            },
        };
        server.Replied = reply =>
        {
            if (reply.Id is null || !asked.Remove(reply.Id, out var waiting))
                return;
            waiting.Replies.Add(Encoding.UTF8.GetString(reply.Line));
            if (waiting.Replies.Count == 3)
                server.Reply(waiting.Call, Json.Text(string.Join('\n', waiting.Replies)));
        };
        return server;
    }
}
