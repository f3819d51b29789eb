// MT702: reads on after the end of its stdin, as fast as it can.
// Seen at cloudflare/mcp-server-cloudflare#487

namespace Zoo.Faults;

internal static class MT702
{
    public static readonly Specimen Specimen = new("MT702", () => new Honest
    {
        End = () =>
        {
            while (true) Wire.ReadLine();
        },
    });
}
