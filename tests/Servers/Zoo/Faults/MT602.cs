// MT602: its schemas are written in draft-07, by their own account.
// Seen at marianfoo/sap-mcp-servers#55

namespace Zoo.Faults;

internal static class MT602
{
    public static readonly Specimen Specimen = new("MT602", () => new Honest
    {
        On =
        {
            ["tools/list"] = _ => Json.Result(
                """
                {"tools":[{"name":"pair","inputSchema":{"$schema":"http://json-schema.org/draft-07/schema#","type":"object","properties":
                """.Trim() +
                """{"of":{"type":"array","items":[{"type":"integer"},{"type":"integer"}]}}}}]}"""),
        },
    });
}
