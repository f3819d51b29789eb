// MT108: docker was told to use a terminal (-t) where there is a pipe.
// Seen at metorial/metorial#8

namespace Zoo.Faults;

internal static class MT108
{
    public static readonly Specimen Specimen = new("MT108", _ =>
    {
        Wire.Complain("the input device is not a TTY");
        Environment.Exit(1);
    });
}
