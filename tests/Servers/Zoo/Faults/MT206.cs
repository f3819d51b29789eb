// MT206: ends its lines as Windows does.
// Seen at modelcontextprotocol/python-sdk#2433

namespace Zoo.Faults;

internal static class MT206
{
    public static readonly Specimen Specimen = new("MT206", () => new Honest { Frame = json => [.. json, (byte)'\r', (byte)'\n'] });
}
