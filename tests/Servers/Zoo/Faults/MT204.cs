// MT204: its output stays in a buffer that is written when the program ends.
// Seen at DeusData/codebase-memory-mcp#513

namespace Zoo.Faults;

internal static class MT204
{
    public static readonly Specimen Specimen = new("MT204", () =>
    {
        var buffer = new MemoryStream();
        return new Honest { Write = bytes => buffer.Write(bytes), End = () => Wire.Write(buffer.ToArray()) };
    });
}
