using System.Text;
using System.Text.Json;

namespace Faulty.Modes;

/// <summary>Answers that are right and cut into lines wrongly, or not at all.</summary>
internal static class Framing
{
    public static readonly Mode[] Modes =
    [
        new("banner", "prints two lines of text on stdout at the start and one before each answer", () => new Honest
        {
            Start = () => Wire.Write("*** Faulty MCP server 1.0 ***\nlistening on stdio\n"),
            Frame = json => [.. "[info] answering a request\n"u8, .. json, (byte)'\n'],
        }),

        new("pretty", "pretty-prints each answer over several lines", () => new Honest { Frame = Pretty }),

        new("content-length", "frames its answers with `Content-Length:` headers (and still reads lines)", () => new Honest
        {
            Frame = json => [.. Encoding.ASCII.GetBytes($"Content-Length: {json.Length}\r\n\r\n"), .. json],
        }),

        new("crlf", "ends each answer with CR LF", () => new Honest { Frame = json => [.. json, .. "\r\n"u8] }),

        new("lone-cr", "puts a lone CR between two tokens of each answer", () => new Honest
        {
            Frame = json => Honest.Line(Splice.After(json, "\"jsonrpc\":\"2.0\","u8, "\r"u8)),
        }),

        new("batch", "wraps each answer in an array of one", () => new Honest
        {
            Frame = json => [(byte)'[', .. json, .. "]\n"u8],
        }),

        new("byte-at-a-time", "writes and flushes each byte of each answer on its own", () => new Honest
        {
            Write = bytes =>
            {
                for (var i = 0; i < bytes.Length; i++)
                    Wire.Write(bytes.AsSpan(i, 1));
            },
        }),
    ];

    private static byte[] Pretty(byte[] json)
    {
        using var lines = new MemoryStream();
        using (var writer = new Utf8JsonWriter(lines, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
            JsonElement.Parse(json).WriteTo(writer);
        return Honest.Line(lines.ToArray());
    }
}
