// MT701: lives on after the end of its stdin.
// Seen at mongodb-js/mongodb-mcp-server#1515

namespace Zoo.Faults;

internal static class MT701
{
    public static readonly Specimen Specimen = new("MT701", () => new Honest { End = () => Thread.Sleep(Timeout.Infinite) });
}
