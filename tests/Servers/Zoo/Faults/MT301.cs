// MT301: the host does not read the server's stderr, and the server writes more to it than a pipe holds.
// Seen at mark3labs/mcp-go#956

namespace Zoo.Faults;

internal static class MT301
{
    public static readonly Specimen Specimen = new(
        "MT301",
        () => new Honest
        {
            On =
            {
                ["tools/list"] = _ =>
                {
                    Wire.FillErrors(1_000_000);
                    return Json.Result($$"""{"tools":[{{Json.Add}}]}""");
                },
            },
        },
        host =>
        {
            host.Open();
            host.Ask(1, "tools/list");
            Host.GiveUp();
            host.Kill();
        });
}
