// MT105: the script starts, but the PATH that it was given does not lead to its interpreter.
// Seen at aaddrick/claude-desktop-debian#247

namespace Zoo.Faults;

internal static class MT105
{
    public static readonly Specimen Specimen = new("MT105", _ =>
    {
        Wire.Complain("/usr/bin/env: 'node': No such file or directory");
        Environment.Exit(127);
    });
}
