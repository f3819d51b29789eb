// MT505: asks the host something in the middle of a call; the host, which said that it can, never answers.
// Seen at modelcontextprotocol/python-sdk#1097

namespace Zoo.Faults;

internal static class MT505
{
    public static readonly Specimen Specimen = new(
        "MT505",
        () => new Honest
        {
            On =
            {
                ["tools/call"] = _ =>
                {
                    Wire.Write("""{"jsonrpc":"2.0","id":0,"method":"roots/list"}""" + "\n");
                    return null;
                },
            },
        },
        host =>
        {
            host.DrainErrors();
            host.Open("""{"roots":{}}""");
            host.Ask(1, "tools/call", """{"name":"add","arguments":{"a":2,"b":3}}""");
            host.Hear();
            Host.GiveUp();
            host.Leave();
        });
}
