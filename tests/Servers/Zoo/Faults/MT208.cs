// MT208: exits before its long answer is through: what is out ends with what a pipe holds.
// Seen at philschmid/mcp-cli#23

namespace Zoo.Faults;

internal static class MT208
{
    private const int PipeSize = 65_536;

    public static readonly Specimen Specimen = new("MT208", () => new Honest
    {
        On = { ["tools/list"] = _ => Json.Result($$$"""{"tools":[{{{Json.Add}}}],"_meta":{"filler":"{{{new string('x', 2 * PipeSize)}}}"}}""") },
        Write = bytes =>
        {
            Wire.Write(bytes.AsSpan(0, Math.Min(bytes.Length, PipeSize)));
            if (bytes.Length > PipeSize) Environment.Exit(0);
        },
    });
}
