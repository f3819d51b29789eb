// MT401: answers with a revision that nobody speaks.
// Seen at anthropics/claude-code#49133

namespace Zoo.Faults;

internal static class MT401
{
    public static readonly Specimen Specimen = new("MT401", () =>
    {
        var honest = new Honest();
        honest.On["initialize"] = _ => honest.Initialized("\"1999-01-01\"");
        return honest;
    });
}
