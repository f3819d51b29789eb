// MT109: exits before it has answered anything.
// Seen at modelcontextprotocol/servers#1748

namespace Zoo.Faults;

internal static class MT109
{
    public static readonly Specimen Specimen = new("MT109", () => new Honest
    {
        On =
        {
            ["initialize"] = _ =>
            {
                Wire.Complain("loading index …");
                Wire.Complain("fatal: the index is damaged");
                Environment.Exit(3);
                return null;
            },
        },
    });
}
