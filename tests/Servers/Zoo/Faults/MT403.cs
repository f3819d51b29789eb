// MT403: declares tools and does not know the method that lists them.
// Seen at upstash/context7#2534

namespace Zoo.Faults;

internal static class MT403
{
    public static readonly Specimen Specimen = new("MT403", () =>
    {
        var honest = new Honest();
        honest.On.Remove("tools/list");
        return honest;
    });
}
