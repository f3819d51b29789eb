// MT203: frames its messages as the Language Server Protocol does.
// Seen at modelcontextprotocol/python-sdk#2546

namespace Zoo.Faults;

internal static class MT203
{
    public static readonly Specimen Specimen = new("MT203", () => new Honest
    {
        Frame = json => [.. System.Text.Encoding.ASCII.GetBytes($"Content-Length: {json.Length}\r\n\r\n"), .. json],
    });
}
