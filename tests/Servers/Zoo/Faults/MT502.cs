// MT502: answers a call although it was cancelled a while ago.
// Seen at anthropics/claude-code#51073

namespace Zoo.Faults;

internal static class MT502
{
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(400); // more than two messages that cross

    public static readonly Specimen Specimen = new(
        "MT502",
        () =>
        {
            Message? call = null;
            var honest = new Honest();
            honest.On["tools/call"] = request =>
            {
                call = request;
                return null;
            };
            honest.Notified = message =>
            {
                if (message.Method != "notifications/cancelled") return;
                Thread.Sleep(Late);
                honest.Reply(call!, Honest.Sum(call!));
            };
            return honest;
        },
        host =>
        {
            host.DrainErrors();
            host.Open();
            host.Ask(1, "tools/call", """{"name":"add","arguments":{"a":2,"b":3}}""");
            host.Tell("notifications/cancelled", """{"requestId":1,"reason":"the user pressed Escape"}""");
            host.Hear();
            host.Leave();
        });
}
