// MT601: a tool's input schema does not describe an object.
// Seen at anthropics/claude-code#88049

namespace Zoo.Faults;

internal static class MT601
{
    public static readonly Specimen Specimen = new("MT601", () => new Honest
    {
        On = { ["tools/list"] = _ => Json.Result($$$"""{"tools":[{{{Json.Add}}},{"name":"shout","inputSchema":{"type":"string"}}]}""") },
    });
}
