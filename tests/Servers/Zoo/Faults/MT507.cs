// MT507: answers a notification.
// Seen at rohitg00/agentmemory#131

namespace Zoo.Faults;

internal static class MT507
{
    public static readonly Specimen Specimen = new("MT507", () => new Honest
    {
        Notified = message => Wire.Write(Json.Answer("null", Json.Error(-32601, $"Method not found: {message.Method}")) + "\n"),
    });
}
