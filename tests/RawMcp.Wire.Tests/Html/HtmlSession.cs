using System.Globalization;
using System.Text;
using static RawMcp.Wire.Tests.Captures;

namespace RawMcp.Wire.Tests;

/// <summary>Captures for pages: a session of many calls, and everything that a page must not obey.</summary>
internal static class HtmlSession
{
    /// <summary>Texts that would do something if they were anything but text. Each would set <c>pwned</c>, or ask the network.</summary>
    public static readonly string[] Hostile =
    [
        "</script><script>pwned = 1</script>", "<!--<script>pwned = 1", "]]><script>pwned = 1</script>", "<img src=http://127.0.0.1:9/x onerror=pwned=1>", "\u2028pwned = 1\u2029",
        "'\"`${pwned = 1}", "javascript:pwned=1", "\u202Eevil\u202C", "&lt;b&gt;", "{{pwned = 1}}", "<svg onload=pwned=1>", "<style>@import 'http://127.0.0.1:9/x'</style>", "\u0000\u001B[2J",
    ];

    /// <summary>A session with so many frames, the first ones hostile.</summary>
    public static void Write(string path, int frames)
    {
        using var file = File.Create(path);
        var time = 1_800_000_000_000_000_000UL;
        file.Write([.. SectionBlock(), .. InterfaceBlock("stdin"), .. InterfaceBlock("stdout"), .. InterfaceBlock("stderr")]);
        Happened("""{"rawmcp":"start","ns":"TIME","recorder":"rawmcp tap 1.0.0","pid":4000}""");
        Happened("""{"rawmcp":"command","ns":"TIME","arguments":["npx","-y","weather-server","</script><script>pwned = 1</script>","--token","hunter2hunter2"],"directory":"/home/user","environment":["HOME","PATH"]}""");
        Happened("""{"rawmcp":"spawned","ns":"TIME","pid":4711}""");
        Add(2, "weather-server 2.1.0 \u001B[31mready\u001B[0m </script><script>pwned = 1</script>");
        Add(0, """{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"a host","version":"1.0"}}}""");
        Add(1, """{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"weather","version":"2.1.0"}}}""");
        Add(0, """{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        foreach (var text in Hostile)
        {
            var json = Escaped(text);
            Add(0, $$$$$"""{"jsonrpc":"2.0","id":"{{{{{json}}}}}","method":"{{{{{json}}}}}","params":{"name":"{{{{{json}}}}}","arguments":{"{{{{{json}}}}}":"{{{{{json}}}}}"}}}""");
            Add(2, text);
        }

        Raw(1, [.. "not UTF-8 "u8, 0xC3, 0x28, 0xFF, 0xED, 0xA0, 0x80, (byte)'\n']);
        Add(1, """{"jsonrpc":"2.0","result":{"lone":"\ud800","big":12345678901234567890123,"same":1,"same":2}""");
        Add(1, "");
        Happened("""{"rawmcp":"gap","ns":"TIME","stream":"stdout","bytes":1234,"chunks":2,"until":"TIME","reason":"queue"}""");
        var written = 11 + (2 * Hostile.Length) - 4;
        for (var call = 1; written < frames; call++)
        {
            var id = call.ToString(CultureInfo.InvariantCulture);
            var fails = call % 97 == 0;
            Add(0, $$$$$"""{"jsonrpc":"2.0","id":{{{{{id}}}}},"method":"tools/call","params":{"name":"forecast","arguments":{"city":"{{{{{(call == 31_000 ? "Needle-in-the-hay" : "Ulm")}}}}}","days":{{{{{call % 7}}}}}},"_meta":{"progressToken":{{{{{id}}}}}}}}""");
            if (call % 10 == 0) Add(1, $$$$$"""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":{{{{{id}}}}},"progress":0.5}}""");
            if (call % 50 == 0) Add(2, $"cache miss for day {call % 7}, looking it up");
            Add(1, fails
                ? $$$$$"""{"jsonrpc":"2.0","id":{{{{{id}}}}},"error":{"code":-32602,"message":"no such city"}}"""
                : $$$$$"""{"jsonrpc":"2.0","id":{{{{{id}}}}},"result":{"content":[{"type":"text","text":"Day {{{{{call % 7}}}}}: 21 degrees, light wind, <b>no</b> rain"}],"structuredContent":{"degrees":21,"wind":3.5,"rain":false}}}""");
            written += 2 + (call % 10 == 0 ? 1 : 0) + (call % 50 == 0 ? 1 : 0);
        }

        Add(0, """{"jsonrpc":"2.0","id":"last","method":"tools/call","params":{"name":"never-answered"}}""");
        Happened("""{"rawmcp":"kill","ns":"TIME","number":9,"name":"SIGKILL"}""");
        Happened("""{"rawmcp":"closed","ns":"TIME"}""");

        void Add(uint stream, string line) => Raw(stream, Encoding.UTF8.GetBytes(line + "\n"));
        void Raw(uint stream, byte[] bytes) => file.Write(PacketBlock(stream, time += stream == 1 ? 1_700_000UL : 400_000UL, bytes));
        void Happened(string json) => file.Write(EventBlock(json.Replace("TIME", (time += 100_000).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)));
    }

    private static string Escaped(string text) => System.Text.Json.JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();

    /// <summary>Its page, in a file.</summary>
    public static string Page(Folder folder, int frames)
    {
        var (capture, page) = (folder.File("session.pcapng"), folder.File("session.html"));
        Write(capture, frames);
        using var from = File.OpenRead(capture);
        using var to = File.Create(page);
        HtmlExport.Write(new ExportSource(FrameIndex.Read(from), from, new Redactor()), to);
        return page;
    }
}
