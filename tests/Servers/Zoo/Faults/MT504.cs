// MT504: never answers one of its calls.
// Seen at DeusData/codebase-memory-mcp#635

namespace Zoo.Faults;

internal static class MT504
{
    public static readonly Specimen Specimen = new("MT504", () => new Honest { On = { ["tools/list"] = _ => null } });
}
