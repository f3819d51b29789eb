// MT705: leaves when it should, at the end of its stdin, but with an exit code that says failure.
// Seen at vercel/next-devtools-mcp#131

namespace Zoo.Faults;

internal static class MT705
{
    public static readonly Specimen Specimen = new("MT705", () => new Honest { End = () => Environment.Exit(1) });
}
