// MT302: the host does not read the server's stdout, and the answer is longer than a pipe holds.
// Seen at modelcontextprotocol/python-sdk#2070

namespace Zoo.Faults;

internal static class MT302
{
    public static readonly Specimen Specimen = new(
        "MT302",
        () => new Honest
        {
            On = { ["tools/list"] = _ => Json.Result($$$"""{"tools":[{{{Json.Add}}}],"_meta":{"filler":"{{{new string('x', 1_000_000)}}}"}}""") },
        },
        host =>
        {
            host.DrainErrors();
            host.Open();
            host.Ask(1, "tools/list");
            Host.GiveUp();
            host.Kill();
        });
}
