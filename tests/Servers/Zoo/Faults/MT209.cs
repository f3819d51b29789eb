// MT209: puts blank lines between its messages: some hosts skip them, others end the session.
// Seen at 2389-research/mcp-socialmedia#4

namespace Zoo.Faults;

internal static class MT209
{
    public static readonly Specimen Specimen = new("MT209", () => new Honest { Frame = json => [.. json, (byte)'\n', (byte)'\n'] });
}
