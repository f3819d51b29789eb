// MT506: the host sends a call again that it did not cancel.
// Seen at simonx1/ruby-mcp-client#178

namespace Zoo.Faults;

internal static class MT506
{
    private const string Call = """{"name":"add","arguments":{"a":2,"b":3}}""";

    public static readonly Specimen Specimen = new(
        "MT506",
        () =>
        {
            var waiting = new List<Message>();
            var honest = new Honest();
            honest.On["tools/call"] = call =>
            {
                waiting.Add(call);
                if (waiting.Count == 2) waiting.ForEach(one => honest.Reply(one, Honest.Sum(one)));
                return null;
            };
            return honest;
        },
        host =>
        {
            host.DrainErrors();
            host.Open();
            host.Ask(3, "tools/list");
            host.Hear(); // so that the call does not come in one chunk with what was said before
            host.Ask(1, "tools/call", Call);
            Host.GiveUp();
            host.Ask(2, "tools/call", Call);
            host.Hear();
            host.Hear();
            host.Leave();
        });
}
