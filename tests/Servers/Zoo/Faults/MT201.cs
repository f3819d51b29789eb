// MT201: greets on stdout, where only messages may be.
// Seen at firecrawl/firecrawl-mcp-server#98

namespace Zoo.Faults;

internal static class MT201
{
    public static readonly Specimen Specimen = new("MT201", () => new Honest { Start = () => Wire.Write("Zoo MCP server running on stdio\n") });
}
