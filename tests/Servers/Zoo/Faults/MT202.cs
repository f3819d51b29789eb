// MT202: writes its JSON for people, over several lines.
// Seen at czlonkowski/n8n-mcp#376

namespace Zoo.Faults;

internal static class MT202
{
    private static readonly System.Text.Json.JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    public static readonly Specimen Specimen = new("MT202", () => new Honest { Frame = json => Honest.Line(Pretty(json)) });

    private static byte[] Pretty(byte[] json)
    {
        using var bytes = new MemoryStream();
        using (var writer = new System.Text.Json.Utf8JsonWriter(bytes, Indented)) System.Text.Json.JsonElement.Parse(json).WriteTo(writer);
        return bytes.ToArray();
    }
}
