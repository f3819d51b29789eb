// MT107: a package runner asks whether it may install, and takes the first message for the answer.
// Seen at NVIDIA/NemoClaw#5670

namespace Zoo.Faults;

internal static class MT107
{
    public static readonly Specimen Specimen = new("MT107", _ =>
    {
        Wire.Complain("Need to install the following packages:");
        Wire.Complain("some-mcp@1.0.0");
        Wire.Complain("Ok to proceed? (y) ");
        Wire.ReadLine();
        Wire.Complain("npm error canceled");
        Environment.Exit(1);
    });
}
