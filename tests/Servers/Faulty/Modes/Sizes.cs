using System.Text;

namespace Faulty.Modes;

/// <summary>Too much of something.</summary>
internal static class Sizes
{
    public static readonly Mode[] Modes =
    [
        new("huge-line", "answers `tools/call` with a text of N bytes", count => new Honest
        {
            On = { ["tools/call"] = _ => Json.Text("") },
            Write = bytes =>
            {
                var place = "\"text\":\""u8;
                if (bytes.AsSpan().IndexOf(place) is not (var at and >= 0))
                {
                    Wire.Write(bytes);
                    return;
                }

                Wire.Write(bytes.AsSpan(0, at + place.Length));
                Wire.Fill(count);
                Wire.Write(bytes.AsSpan(at + place.Length));
            },
        }, "N", 100_000_000),

        new("huge-junk", "writes a line of N times the letter x before the answer to `tools/call`", count => new Honest
        {
            On =
            {
                ["tools/call"] = call =>
                {
                    Wire.Fill(count);
                    Wire.Write("\n");
                    return Honest.Sum(call);
                },
            },
        }, "N", 100_000_000),

        new("burst", "writes N log notifications, numbered from 1, and the answer to `tools/call` in one write", count => new Honest
        {
            Capabilities = """{"logging":{},"tools":{}}""",
            Frame = json => json.AsSpan().IndexOf("\"content\":"u8) < 0 ? Honest.Line(json) : [.. Logs(count), .. json, (byte)'\n'],
        }, "N", 10_000),

        new("deep", "answers `tools/call` with a `structuredContent` of N objects inside one another", count => new Honest
        {
            On = { ["tools/call"] = call => Honest.Sum(call, $",\"structuredContent\":{Nested(count)}") },
        }, "N", 100_000),

        new("stderr-flood", "writes N bytes on stderr before each answer", count => new Honest
        {
            Write = bytes =>
            {
                Wire.FillErrors(count);
                Wire.Write(bytes);
            },
        }, "N", 10_000_000),
    ];

    private static byte[] Logs(int count)
    {
        var lines = new StringBuilder();
        for (var number = 1; number <= count; number++)
            lines.Append(Json.Log($"{number}")).Append('\n');
        return Encoding.UTF8.GetBytes(lines.ToString());
    }

    private static string Nested(int depth)
    {
        var json = new StringBuilder();
        for (var i = 1; i < depth; i++)
            json.Append("{\"in\":");
        return json.Append("{}").Append('}', Math.Max(0, depth - 1)).ToString();
    }
}
