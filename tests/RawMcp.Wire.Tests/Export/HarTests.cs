using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RawMcp.Wire.Tests;

/// <summary>A capture as an HTTP archive, checked against the members that HAR 1.2 requires.</summary>
public sealed class HarTests
{
    private static ExportSession Session() => new ExportSession()
        .Ask("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a b","arguments":{"token":"abc"}}}""")
        .Answer("""{"jsonrpc":"2.0","id":1,"result":{"content":[]}}""")
        .Ask("""{"jsonrpc":"2.0","id":2,"method":"x"}""")
        .Answer("""{"jsonrpc":"2.0","id":2,"error":{"code":-32601,"message":"no such method"}}""")
        .Answer("""{"jsonrpc":"2.0","id":1,"method":"roots/list"}""")
        .Ask("""{"jsonrpc":"2.0","id":3,"method":"tools/call"}""")
        .Answer("""{"jsonrpc":"2.0","id":3,"result":{"isError":true}}""")
        .Ask("""{"jsonrpc":"2.0","id":4,"method":"y"}""")
        .Chunk(Pipe.Stdout, [.. "{\"jsonrpc\":\"2.0\",\"id\":4,\"result\":{\"a\":\"\xFF\"}}\n".Select(one => (byte)one)])
        .Ask("""[{"jsonrpc":"2.0","id":5,"method":"p"},{"jsonrpc":"2.0","id":6,"method":"q"}]""")
        .Answer("""[{"jsonrpc":"2.0","id":6,"result":{}},{"jsonrpc":"2.0","id":5,"result":{"n":5}}]""");

    [Fact]
    public void It_has_what_the_format_requires()
    {
        using var session = Session();
        var har = session.Json("har");
        var log = Object(har, "log");
        Assert.Equal("1.2", Text(log, "version"));
        Text(Object(log, "creator"), "name");
        Text(Object(log, "creator"), "version");
        foreach (var entry in List(log, "entries"))
        {
            var started = Text(entry, "startedDateTime");
            Assert.True(DateTimeOffset.TryParse(started, CultureInfo.InvariantCulture, out _), started);
            var request = Object(entry, "request");
            var response = Object(entry, "response");
            Assert.True(Uri.TryCreate(Text(request, "url"), UriKind.Absolute, out _), Text(request, "url"));
            Text(request, "method");
            foreach (var side in (JsonElement[])[request, response])
            {
                Text(side, "httpVersion");
                List(side, "cookies");
                List(side, "headers");
                Number(side, "headersSize", least: -1);
                Number(side, "bodySize", least: -1);
            }

            foreach (var parameter in List(request, "queryString"))
            {
                Text(parameter, "name");
                Text(parameter, "value");
            }

            var body = Object(request, "postData");
            Text(body, "mimeType");
            List(body, "params");
            Text(body, "text");
            Number(response, "status", least: 0);
            Text(response, "statusText");
            Text(response, "redirectURL");
            var content = Object(response, "content");
            Number(content, "size", least: 0);
            Text(content, "mimeType");
            Object(entry, "cache");
            var timings = Object(entry, "timings");
            var sum = Number(timings, "send", least: 0) + Number(timings, "wait", least: 0) + Number(timings, "receive", least: 0);
            Assert.Equal(sum, Number(entry, "time", least: 0));
            Assert.All(entry.EnumerateObject(), member => Assert.True(
                member.Name is "startedDateTime" or "time" or "request" or "response" or "cache" or "timings" || member.Name.StartsWith('_'), member.Name));
        }
    }

    [Fact]
    public void Each_call_is_an_entry_with_its_outcome()
    {
        using var session = Session();
        var entries = List(Object(session.Json("har"), "log"), "entries");
        Assert.Equal(
            ["mcp://server/tools/call?target=a%20b 200 OK", "mcp://server/x 404 no such method", "mcp://client/roots/list 0 no response in the capture", "mcp://server/tools/call 200 tool error",
                "mcp://server/y 502 the bytes are not UTF-8; MCP messages are UTF-8 only (byte 39 of the frame)", "mcp://server/p 200 OK", "mcp://server/q 200 OK"],
            entries.Select(entry => $"{Text(Object(entry, "request"), "url")} {Object(entry, "response").GetProperty("status")} {Text(Object(entry, "response"), "statusText")}"));
        Assert.Equal("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a b","arguments":{"token":"[redacted:token]"}}}""", Text(Object(Object(entries[0], "request"), "postData"), "text"));
        Assert.Equal(1.5m, entries[0].GetProperty("time").GetDecimal());
        Assert.Equal("base64", Text(Object(Object(entries[4], "response"), "content"), "encoding"));
        Assert.Equal("""{"jsonrpc":"2.0","id":5,"result":{"n":5}}""", Text(Object(Object(entries[5], "response"), "content"), "text")); // of a batch, its part
        Assert.Equal("MCP calls over pipes. Redacted: 1 value: 1 × token.", Text(Object(session.Json("har"), "log"), "comment"));
    }

    [Fact]
    public void A_filter_chooses_calls_by_either_end()
    {
        using var session = Session();
        Assert.Equal(["mcp://server/x"], List(Object(session.Json("har", filter: "error.code == -32601"), "log"), "entries").Select(entry => Text(Object(entry, "request"), "url")));
        Assert.Empty(List(Object(session.Json("har", filter: "method == 'none'"), "log"), "entries"));
        Assert.Equal(["mcp://server/q"], List(Object(session.Json("har", filter: "method == 'q'"), "log"), "entries").Select(entry => Text(Object(entry, "request"), "url")));
    }

    [Fact]
    public void Without_redaction_bodies_are_those_that_crossed()
    {
        using var session = Session();
        Assert.Contains("\\\"token\\\":\\\"abc\\\"", Encoding.UTF8.GetString(session.Export("har", Redactor.Off())), StringComparison.Ordinal);
    }

    private static JsonElement Object(JsonElement json, string name)
    {
        var value = json.GetProperty(name);
        Assert.Equal(JsonValueKind.Object, value.ValueKind);
        return value;
    }

    private static List<JsonElement> List(JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray()];

    private static string Text(JsonElement json, string name)
    {
        Assert.Equal(JsonValueKind.String, json.GetProperty(name).ValueKind);
        return json.GetProperty(name).GetString()!;
    }

    private static decimal Number(JsonElement json, string name, decimal least)
    {
        var number = json.GetProperty(name).GetDecimal();
        Assert.True(number >= least, $"{name}: {number}");
        return number;
    }
}
