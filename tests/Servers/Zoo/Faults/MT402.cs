// MT402: the host asks before it has opened the session, and the server takes that ill.
// Seen at awslabs/mcp#207

namespace Zoo.Faults;

internal static class MT402
{
    public static readonly Specimen Specimen = new(
        "MT402",
        () =>
        {
            var open = false;
            var honest = new Honest { Notified = message => open |= message.Method == "notifications/initialized" };
            var list = honest.On["tools/list"];
            honest.On["tools/list"] = request => open ? list(request) : Json.Error(-32602, "Received request before initialization was complete");
            return honest;
        },
        host =>
        {
            host.DrainErrors();
            host.Ask(1, "tools/list");
            host.Hear();
            host.Open();
            host.Leave();
        });
}
