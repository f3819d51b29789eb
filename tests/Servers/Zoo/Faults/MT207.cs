// MT207: writes a description in code page 1252.
// Seen at modelcontextprotocol/python-sdk#199

namespace Zoo.Faults;

internal static class MT207
{
    public static readonly Specimen Specimen = new("MT207", () => new Honest
    {
        Frame = json => Honest.Line(Splice.After(json, "\"description\":\""u8, [(byte)'D', 0xE9, (byte)'j', 0xE0, (byte)' '])),
    });
}
