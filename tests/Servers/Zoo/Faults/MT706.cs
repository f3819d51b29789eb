// MT706: dies in the middle of a session, with a call in flight.
// Seen at bensons/mcp-exec#23

namespace Zoo.Faults;

internal static class MT706
{
    public static readonly Specimen Specimen = new("MT706", () => new Honest
    {
        On =
        {
            ["tools/list"] = _ =>
            {
                Wire.Complain("fatal: out of handles");
                Environment.Exit(70);
                return null;
            },
        },
    });
}
