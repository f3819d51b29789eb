// MT404: a server of the modern era that asks its client something.
// Seen at 2026-07-28, basic/index: servers send no requests

namespace Zoo.Faults;

internal static class MT404
{
    private const string Info = """ "_meta":{"io.modelcontextprotocol/serverInfo":{"name":"zoo","version":"1"}} """;

    public static readonly Specimen Specimen = new("MT404", () => new Honest
    {
        On =
        {
            ["initialize"] = _ => Json.Error(-32022, "Unsupported protocol version", """{"supported":["2026-07-28"],"requested":"2025-11-25"}"""),
            ["server/discover"] = _ => Json.Result(
                $$$"""{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{}},"ttlMs":0,"cacheScope":"private",{{{Info.Trim()}}}}"""),
            ["tools/list"] = _ =>
            {
                Wire.Write("""{"jsonrpc":"2.0","id":0,"method":"roots/list"}""" + "\n");
                return Json.Result($$$"""{"resultType":"complete","tools":[{{{Json.Add}}}],"ttlMs":0,"cacheScope":"private",{{{Info.Trim()}}}}""");
            },
        },
    });
}
