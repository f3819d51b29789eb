using System.Text;

namespace Faulty.Modes;

/// <summary>Bytes that are not the UTF-8 text a line should be.</summary>
internal static class Characters
{
    private const string Logging = """{"logging":{},"tools":{}}""";

    public static readonly Mode[] Modes =
    [
        new("bom", "writes a byte order mark before its first answer", () =>
        {
            var first = true;
            return new Honest
            {
                Frame = json =>
                {
                    ReadOnlySpan<byte> mark = first ? [0xEF, 0xBB, 0xBF] : [];
                    first = false;
                    return [.. mark, .. json, (byte)'\n'];
                },
            };
        }),

        // A JSON notification, not mere junk: many parsers look only at the structure and let the string pass.
        new("invalid-utf8", "writes a log notification whose text holds the bytes C3 28 before each answer", () => new Honest
        {
            Capabilities = Logging,
            Frame = json =>
            [
                .. Splice.After(Encoding.UTF8.GetBytes(Json.Log("\"\"")), "\"data\":\""u8, [0xC3, 0x28]), (byte)'\n', .. json, (byte)'\n',
            ],
        }),

        new("invalid-utf8-in-answer", "puts the bytes C3 28 before the text of the answer to `tools/call`", () => new Honest
        {
            Frame = json => Honest.Line(Splice.IntoText(json, [0xC3, 0x28])),
        }),

        new("lone-surrogate", "puts the escape `\\ud800` before the text of the answer to `tools/call`", () => new Honest
        {
            Frame = json => Honest.Line(Splice.IntoText(json, "\\ud800"u8)),
        }),

        new("nul", "writes a line of three NUL bytes before each answer", () => new Honest
        {
            Frame = json => [0, 0, 0, (byte)'\n', .. json, (byte)'\n'],
        }),

        new("nul-in-answer", "puts a NUL byte before the text of the answer to `tools/call`", () => new Honest
        {
            Frame = json => Honest.Line(Splice.IntoText(json, [0])),
        }),
    ];
}
