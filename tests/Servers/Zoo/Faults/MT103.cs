// MT103: what cmd.exe says when a path with a space was not quoted; the file name ends at the space.
// Seen at smithery-ai/mcp-obsidian#13

namespace Zoo.Faults;

internal static class MT103
{
    public static readonly Specimen Specimen = new("MT103", _ =>
    {
        Wire.Complain("'C:\\Program' is not recognized as an internal or external command,");
        Wire.Complain("operable program or batch file.");
        Environment.Exit(1);
    });
}
