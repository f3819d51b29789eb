// MT503: the host gives a long call up at its timeout, and had asked for no progress that could have told it to wait.
// Seen at anomalyco/opencode#32477

namespace Zoo.Faults;

internal static class MT503
{
    public static readonly Specimen Specimen = new(
        "MT503",
        () => new Honest { On = { ["tools/call"] = _ => null } },
        host =>
        {
            host.DrainErrors();
            host.Open();
            host.Ask(1, "tools/call", """{"name":"add","arguments":{"a":2,"b":3}}""");
            Host.GiveUp();
            host.Tell("notifications/cancelled", """{"requestId":1,"reason":"McpError: MCP error -32001: Request timed out"}""");
            host.Leave();
        });
}
